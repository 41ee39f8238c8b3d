package dev.waybill.persistence;

import static java.util.Objects.requireNonNull;

import dev.waybill.domain.connector.Configuration;
import dev.waybill.domain.connector.Connector;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.Revision;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What was promoted at a connector, each time; without its credentials. */
final class ConnectorRevisions {
  private static final String KEEP =
      """
      INSERT INTO connector_revision (connector_id, number, configuration)
      VALUES (:id, :number, :configuration::json)""";

  private static final String ALL =
      """
      SELECT number, promoted_at, configuration FROM connector_revision
       WHERE connector_id = :id
       ORDER BY number DESC""";

  private static final String ONE =
      """
      SELECT number, promoted_at, configuration FROM connector_revision
       WHERE connector_id = :id AND number = :number""";

  private final ConfigurationJson json;

  ConnectorRevisions(ConfigurationJson json) {
    this.json = json;
  }

  /** As the one after those it has. */
  void keep(Handle handle, Connector.Registration registration, Configuration promoted) {
    handle
        .createUpdate(KEEP)
        .bind("id", registration.id().number())
        .bind("number", registration.revision() + 1)
        .bind("configuration", json.write(promoted.with(null)))
        .execute();
  }

  /** The last one first. */
  List<Revision> of(Handle handle, ConnectorId id) {
    return handle.createQuery(ALL).bind("id", id.number()).map((row, _) -> read(row)).list();
  }

  Optional<Revision> numbered(Handle handle, ConnectorId id, int number) {
    return handle
        .createQuery(ONE)
        .bind("id", id.number())
        .bind("number", number)
        .map((row, _) -> read(row))
        .findOne();
  }

  private Revision read(ResultSet row) throws SQLException {
    return new Revision(
        row.getInt("number"),
        Sql.time(row, "promoted_at"),
        requireNonNull(json.read(row.getString("configuration"), null)));
  }
}
