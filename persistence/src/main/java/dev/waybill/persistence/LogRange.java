package dev.waybill.persistence;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.replay.Replays.Bounds;
import dev.waybill.domain.replay.Selection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The part of one lane's way that a time range selects: numbers after {@code low} up to {@code high},
 * in whole commits, all of them settled.
 *
 * @param events how many events that are
 * @param stillWaiting how many of the same time come after it
 */
record LogRange(int lane, int source, long low, long high, long events, long stillWaiting) {
  private static final String SELECTED =
      """
      SELECT lane.id, lane.source_id, part.low, part.high,
             events_between(lane.source_id, part.low, part.high) AS events,
             events_between(lane.source_id, part.high, part.last) AS still_waiting
        FROM lane_position lane
        JOIN lane own ON own.id = lane.id AND own.replay_id IS NULL
       CROSS JOIN LATERAL (
             SELECT min(first_seq) - 1 AS low, max(last_seq) AS last,
                    COALESCE(max(last_seq) FILTER (WHERE last_seq <= lane.position),
                             min(first_seq) - 1) AS high
               FROM ingest_commit
              WHERE source_id = lane.source_id AND committed_at >= :from AND committed_at < :to
                AND first_seq > GREATEST(lane.start_seq, log_start())
                AND last_seq <= lane.end_seq) part
       WHERE lane.connector_id = :connector AND part.low IS NOT NULL
         AND (:source::int IS NULL OR lane.source_id = :source)
       ORDER BY lane.id""";

  private static final String BOUNDS =
      """
      SELECT min(oldest.committed_at) AS oldest, max(newest.committed_at) AS newest
        FROM (SELECT DISTINCT source_id FROM lane
               WHERE connector_id = :connector AND replay_id IS NULL
                 AND (:source::int IS NULL OR source_id = :source)) subscribed
       CROSS JOIN LATERAL (SELECT committed_at FROM ingest_commit
                            WHERE source_id = subscribed.source_id AND first_seq > log_start()
                            ORDER BY first_seq LIMIT 1) oldest
       CROSS JOIN LATERAL (SELECT committed_at FROM ingest_commit
                            WHERE source_id = subscribed.source_id AND first_seq > log_start()
                            ORDER BY first_seq DESC LIMIT 1) newest""";

  static List<LogRange> of(Handle handle, ConnectorId connector, Selection.TimeRange which) {
    var source = which.source();
    return handle
        .createQuery(SELECTED)
        .bind("connector", connector.number())
        .bind("from", Sql.timestamp(which.from()))
        .bind("to", Sql.timestamp(which.to()))
        .bind("source", source == null ? null : source.number())
        .map((row, _) -> read(row))
        .list();
  }

  private static LogRange read(ResultSet row) throws SQLException {
    return new LogRange(
        row.getInt("id"),
        row.getInt("source_id"),
        row.getLong("low"),
        row.getLong("high"),
        row.getLong("events"),
        row.getLong("still_waiting"));
  }

  /** What the log holds, where that time lies outside of it. */
  static Optional<Bounds> outside(
      Handle handle, ConnectorId connector, Selection.TimeRange which) {
    var source = which.source();
    var bounds =
        handle
            .createQuery(BOUNDS)
            .bind("connector", connector.number())
            .bind("source", source == null ? null : source.number())
            .map((row, _) -> new Bounds(Sql.instant(row, "oldest"), Sql.instant(row, "newest")))
            .one();
    return isOutside(bounds, which) ? Optional.of(bounds) : Optional.empty();
  }

  private static boolean isOutside(Bounds bounds, Selection.TimeRange which) {
    var oldest = bounds.oldest();
    var newest = bounds.newest();
    return oldest == null
        || newest == null
        || !which.to().isAfter(oldest)
        || which.from().isAfter(newest);
  }
}
