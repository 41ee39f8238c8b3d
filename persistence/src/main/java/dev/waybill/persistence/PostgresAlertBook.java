package dev.waybill.persistence;

import dev.waybill.domain.alert.Alert;
import dev.waybill.domain.alert.AlertBook;
import dev.waybill.domain.alert.Finding;
import dev.waybill.domain.alert.Finding.Grade;
import dev.waybill.domain.alert.Notice;
import dev.waybill.domain.alert.Rule;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.outbox.NodeId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Alerts in PostgreSQL; whose duty they are is told by its clock. */
public final class PostgresAlertBook implements AlertBook {
  private static final String TAKE_DUTY =
      """
      UPDATE alert_duty SET node_id = :node, until = clock_timestamp() + :duty * interval '1 ms'
       WHERE node_id = :node OR until < clock_timestamp()""";

  private static final String HAS_DUTY =
      "SELECT node_id = :node AND until > clock_timestamp() FROM alert_duty FOR UPDATE";

  private static final String ALL =
      """
      SELECT rule, connector_id, grade, since, what, waiting, first_expiry, remedy, pending_since,
             fired_at, quiet_since, resolved_at
        FROM alert""";

  private static final String KEEP =
      """
      INSERT INTO alert (rule, connector_id, grade, since, what, waiting, first_expiry, remedy,
                         pending_since, fired_at, quiet_since, resolved_at)
      VALUES (:rule, :connector, :grade, :since, :what, :waiting, :expiry, :remedy, :pending, :fired,
              :quiet, :resolved)
      ON CONFLICT (rule, connector_id) DO UPDATE
         SET grade = EXCLUDED.grade, since = EXCLUDED.since, what = EXCLUDED.what,
             waiting = EXCLUDED.waiting, first_expiry = EXCLUDED.first_expiry,
             remedy = EXCLUDED.remedy, pending_since = EXCLUDED.pending_since,
             fired_at = EXCLUDED.fired_at, quiet_since = EXCLUDED.quiet_since,
             resolved_at = EXCLUDED.resolved_at""";

  private static final String FORGET =
      "DELETE FROM alert WHERE rule = :rule AND connector_id = :connector";

  private static final String SAY =
      """
      INSERT INTO alert_notice (message_id, body, created_at) VALUES (:message, :body, :at)
      ON CONFLICT DO NOTHING""";

  // Longer than any call: whoever took it and fell silent is followed by somebody else.
  private static final String DUE =
      """
      UPDATE alert_notice SET attempts = attempts + 1, next_at = clock_timestamp() + interval '2 min'
       WHERE id = (SELECT id FROM alert_notice ORDER BY id LIMIT 1 FOR UPDATE)
         AND next_at <= clock_timestamp()
      RETURNING message_id, body, created_at, attempts - 1 AS tried""";

  private static final String DONE = "DELETE FROM alert_notice WHERE message_id = :message";

  private static final String POSTPONE =
      """
      UPDATE alert_notice SET next_at = clock_timestamp() + :wait * interval '1 ms'
       WHERE message_id = :message""";

  private final Database database;

  public PostgresAlertBook(Database database) {
    this.database = database;
  }

  @Override
  public boolean takeDuty(NodeId node) {
    return database.with(
        handle ->
            handle
                    .createUpdate(TAKE_DUTY)
                    .bind("node", node.value())
                    .bind("duty", DUTY.toMillis())
                    .execute()
                == 1);
  }

  @Override
  public List<Alert> all() {
    return database.with(handle -> handle.createQuery(ALL).map((row, _) -> alert(row)).list());
  }

  private static Alert alert(ResultSet row) throws SQLException {
    int connector = row.getInt("connector_id");
    var finding =
        new Finding(
            Rule.valueOf(row.getString("rule")),
            Grade.valueOf(row.getString("grade")),
            connector == 0 ? null : new ConnectorId(connector),
            Sql.time(row, "since"),
            row.getString("what"),
            row.getLong("waiting"),
            Sql.instant(row, "first_expiry"),
            row.getString("remedy"));
    return new Alert(
        finding,
        Sql.time(row, "pending_since"),
        Sql.instant(row, "fired_at"),
        Sql.instant(row, "quiet_since"),
        Sql.instant(row, "resolved_at"));
  }

  @Override
  public boolean keep(
      NodeId node, Collection<Alert> changed, Collection<Finding.Key> gone, List<Notice> notices) {
    if (changed.isEmpty() && gone.isEmpty() && notices.isEmpty()) {
      return true;
    }
    return database.inTransaction(
        handle -> {
          boolean onDuty =
              handle
                  .createQuery(HAS_DUTY)
                  .bind("node", node.value())
                  .mapTo(Boolean.class)
                  .findOne()
                  .orElse(false);
          if (onDuty) {
            changed.forEach(alert -> keep(handle, alert));
            gone.forEach(key -> forget(handle, key));
            notices.forEach(notice -> say(handle, notice));
          }
          return onDuty;
        });
  }

  private static void keep(Handle handle, Alert alert) {
    var finding = alert.finding();
    handle
        .createUpdate(KEEP)
        .bind("rule", finding.rule().name())
        .bind("connector", number(finding.connector()))
        .bind("grade", finding.grade().name())
        .bind("since", Sql.timestamp(finding.since()))
        .bind("what", finding.what())
        .bind("waiting", finding.waiting())
        .bind("expiry", timestamp(finding.firstExpiry()))
        .bind("remedy", finding.remedy())
        .bind("pending", Sql.timestamp(alert.pendingSince()))
        .bind("fired", timestamp(alert.firedAt()))
        .bind("quiet", timestamp(alert.quietSince()))
        .bind("resolved", timestamp(alert.resolvedAt()))
        .execute();
  }

  private static @Nullable OffsetDateTime timestamp(@Nullable Instant instant) {
    return instant == null ? null : Sql.timestamp(instant);
  }

  private static int number(@Nullable ConnectorId connector) {
    return connector == null ? 0 : connector.number();
  }

  private static void forget(Handle handle, Finding.Key key) {
    handle
        .createUpdate(FORGET)
        .bind("rule", key.rule().name())
        .bind("connector", number(key.connector()))
        .execute();
  }

  private static void say(Handle handle, Notice notice) {
    handle
        .createUpdate(SAY)
        .bind("message", notice.id())
        .bind("body", notice.body())
        .bind("at", Sql.timestamp(notice.at()))
        .execute();
  }

  @Override
  public Optional<Notice> due() {
    return database.with(
        handle ->
            handle
                .createQuery(DUE)
                .map(
                    (row, _) ->
                        new Notice(
                            row.getString("message_id"),
                            row.getString("body"),
                            Sql.time(row, "created_at"),
                            row.getInt("tried")))
                .findOne());
  }

  @Override
  public void done(Notice notice) {
    database.with(handle -> handle.createUpdate(DONE).bind("message", notice.id()).execute());
  }

  @Override
  public void postpone(Notice notice, Duration wait) {
    database.with(
        handle ->
            handle
                .createUpdate(POSTPONE)
                .bind("message", notice.id())
                .bind("wait", wait.toMillis())
                .execute());
  }
}
