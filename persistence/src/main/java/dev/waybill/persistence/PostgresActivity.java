package dev.waybill.persistence;

import dev.waybill.domain.activity.Activity;
import dev.waybill.domain.activity.ReadActivity;
import dev.waybill.domain.activity.Span;
import dev.waybill.domain.connector.ConnectorId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What went in and out over time, from the running totals in PostgreSQL. */
public final class PostgresActivity implements ReadActivity {
  private static final String NOW = "SELECT clock_timestamp()";

  private static final String EXISTS =
      "SELECT EXISTS (SELECT 1 FROM connector WHERE id = :id AND deleted_at IS NULL)";

  static final String RECENT =
      """
      WITH past AS (SELECT clock_timestamp() - :seconds * interval '1 s' AS at),
      source AS MATERIALIZED (
        SELECT s.id, newest.total,
               COALESCE((SELECT c.total FROM ingest_commit c
                          WHERE c.source_id = s.id AND c.committed_at <= past.at
                          ORDER BY c.committed_at DESC LIMIT 1),
                        (SELECT c.total - c.accepted FROM ingest_commit c
                          WHERE c.source_id = s.id ORDER BY c.first_seq LIMIT 1)) AS before
          FROM source s
         CROSS JOIN past
         CROSS JOIN LATERAL (SELECT c.total FROM ingest_commit c
                              WHERE c.source_id = s.id ORDER BY c.first_seq DESC LIMIT 1) newest)
      SELECT c.id,
             COALESCE(sum(GREATEST(0, LEAST(lane.end_total, source.total)
                                      - GREATEST(lane.start_total, source.before))), 0) AS accepted,
             COALESCE(sum(now.total_delivered - COALESCE(before.total_delivered, 0)), 0) AS delivered,
             COALESCE(sum(GREATEST(0, now.total_dead - COALESCE(before.total_dead, 0))), 0) AS dead,
             COALESCE(sum(now.total_expired - COALESCE(before.total_expired, 0)), 0) AS expired,
             COALESCE(sum(now.total_filtered - COALESCE(before.total_filtered, 0)), 0) AS filtered
        FROM connector c
       CROSS JOIN past
        LEFT JOIN lane ON lane.connector_id = c.id AND lane.replay_id IS NULL
        LEFT JOIN source ON source.id = lane.source_id
        LEFT JOIN LATERAL (SELECT * FROM settlement s
                            WHERE s.lane_id = lane.id ORDER BY s.number DESC LIMIT 1) now ON true
        LEFT JOIN LATERAL (SELECT * FROM settlement s
                            WHERE s.lane_id = lane.id AND s.settled_at <= past.at
                            ORDER BY s.settled_at DESC, s.id DESC LIMIT 1) before ON true
       WHERE c.deleted_at IS NULL
       GROUP BY c.id
       ORDER BY c.id""";

  private final Database database;

  public PostgresActivity(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Activity> of(ConnectorId connector, Span span) {
    return database.inSnapshot(
        handle ->
            exists(handle, connector)
                ? Optional.of(activity(handle, connector, span))
                : Optional.empty());
  }

  @Override
  public Activity all(Span span) {
    return database.inSnapshot(handle -> activity(handle, null, span));
  }

  private static Activity activity(Handle handle, @Nullable ConnectorId connector, Span span) {
    return new LaneHistories(handle, span, now(handle)).activity(connector);
  }

  @Override
  public List<Intake> intake(Span span) {
    return database.inSnapshot(handle -> new SourceHistories(handle, span, now(handle)).intake());
  }

  @Override
  public Errors errors(@Nullable ConnectorId connector, Span span) {
    return database.inSnapshot(
        handle -> new FailureHistories(handle, span, now(handle)).errors(connector));
  }

  @Override
  public List<Recent> recent() {
    return database.inSnapshot(
        handle ->
            handle
                .createQuery(RECENT)
                .bind("seconds", ReadActivity.RECENT.toSeconds())
                .map((row, _) -> recent(row))
                .list());
  }

  private static Recent recent(ResultSet row) throws SQLException {
    return new Recent(
        new ConnectorId(row.getInt("id")),
        row.getLong("accepted"),
        row.getLong("delivered"),
        row.getLong("dead"),
        row.getLong("expired"),
        row.getLong("filtered"));
  }

  private static Instant now(Handle handle) {
    return handle.createQuery(NOW).mapTo(OffsetDateTime.class).one().toInstant();
  }

  private static boolean exists(Handle handle, ConnectorId connector) {
    return handle.createQuery(EXISTS).bind("id", connector.number()).mapTo(Boolean.class).one();
  }
}
