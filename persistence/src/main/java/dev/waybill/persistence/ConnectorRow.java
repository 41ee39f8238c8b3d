package dev.waybill.persistence;

import dev.waybill.domain.connector.Configuration;
import dev.waybill.domain.connector.Connector;
import dev.waybill.domain.connector.ConnectorId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a connector from its row. */
final class ConnectorRow {
  static final String COLUMNS =
      """
      id, name, platform, status, reasons, paused, idle_since, version, revision, draft, draft_credential, active,
      active_credential, configured_since, created_at""";

  private final ConfigurationJson json;

  ConnectorRow(ConfigurationJson json) {
    this.json = json;
  }

  Connector read(ResultSet row) throws SQLException {
    var registration =
        new Connector.Registration(
            new ConnectorId(row.getInt("id")),
            row.getString("name"),
            row.getString("platform"),
            row.getBoolean("paused"),
            Sql.instant(row, "idle_since"),
            row.getLong("version"),
            row.getInt("revision"),
            Sql.time(row, "created_at"));
    var draft = json.read(row.getString("draft"), row.getBytes("draft_credential"));
    var active = json.read(row.getString("active"), row.getBytes("active_credential"));
    if (row.getString("status").equals("configured")) {
      return new Connector.Configured(
          registration, draft, Objects.requireNonNull(active), Sql.time(row, "configured_since"));
    }
    return new Connector.Unconfigured(
        registration, draft, active, json.readReasons(row.getString("reasons")));
  }

  static byte @Nullable [] credential(Configuration configuration) {
    var credential = configuration.credential();
    return credential == null ? null : credential.sealed().bytes();
  }
}
