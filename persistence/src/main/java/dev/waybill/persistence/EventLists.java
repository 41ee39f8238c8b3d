package dev.waybill.persistence;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.outbox.OutboxView.Item;
import dev.waybill.domain.outbox.Verdict;
import dev.waybill.domain.source.SourceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * A connector's events of one verdict, newest first. Numbers are taken from one sequence for all
 * sources, and lanes of one source whose
 * settlements are verdicts do not overlap, so a number is a place in the list.
 */
final class EventLists {
  private static final String WAITING =
      """
      SELECT seq FROM event_log
       WHERE source_id = lane.source_id AND seq > lane.position AND seq <= lane.end_seq
         AND lane.unsettled @> seq AND seq < :before
       ORDER BY seq DESC LIMIT :limit""";

  private static final String RETRYING =
      """
      SELECT seq FROM retry_event
       WHERE lane_id = lane.id AND seq < :before
       ORDER BY seq DESC LIMIT :limit""";

  private static final String DEAD =
      """
      SELECT seq FROM terminal_event
       WHERE lane_id = lane.id AND verdict = 'dead' AND seq < :before
       ORDER BY seq DESC LIMIT :limit""";

  private static final String EXPIRED =
      """
      SELECT seq FROM terminal_event
       WHERE lane_id = lane.id AND verdict = 'expired' AND seq < :before
       ORDER BY seq DESC LIMIT :limit""";

  // Ranges do not overlap, so the newest limit + 1 of them that filtered something hold a page;
  // what was
  // filtered at a retry is rare and looked through whole.
  private static final String FILTERED =
      """
      SELECT seq
        FROM (SELECT filtered_seqs
                FROM (SELECT filtered_seqs FROM settlement
                       WHERE lane_id = lane.id AND filtered_seqs IS NOT NULL AND kind = 'range'
                         AND after_seq < :before
                       ORDER BY to_seq DESC LIMIT :limit + 1) newest
              UNION ALL
              SELECT filtered_seqs FROM settlement
               WHERE lane_id = lane.id AND filtered_seqs IS NOT NULL AND kind = 'retries') named
       CROSS JOIN LATERAL unnest(named.filtered_seqs) AS run
       CROSS JOIN LATERAL generate_series(lower(run), upper(run) - 1) AS seq
       WHERE seq < :before
       ORDER BY seq DESC LIMIT :limit""";

  private static final String DELIVERED =
      """
      SELECT log.seq FROM event_log log
       WHERE log.source_id = lane.source_id AND log.seq > lane.start_seq
         AND log.seq <= GREATEST(lane.position, (SELECT max(to_seq) FROM settlement s
                                                  WHERE s.lane_id = lane.id AND s.kind = 'range'))
         AND log.seq < :before AND NOT lane.unsettled @> log.seq
         AND NOT EXISTS (SELECT 1 FROM retry_event r WHERE r.lane_id = lane.id AND r.seq = log.seq)
         AND NOT EXISTS (SELECT 1 FROM terminal_event t WHERE t.lane_id = lane.id AND t.seq = log.seq)
         AND NOT EXISTS (SELECT 1 FROM settlement s
                          WHERE s.lane_id = lane.id AND s.kind IN ('discard', 'expired')
                            AND s.expired_seqs @> log.seq)
         AND NOT EXISTS (SELECT 1 FROM settlement s
                          WHERE s.lane_id = lane.id AND s.kind = 'retries'
                            AND s.filtered_seqs @> log.seq)
         AND NOT COALESCE((SELECT s.filtered_seqs @> log.seq FROM settlement s
                            WHERE s.lane_id = lane.id AND s.kind = 'range' AND s.to_seq >= log.seq
                            ORDER BY s.to_seq LIMIT 1), false)
       ORDER BY log.seq DESC LIMIT :limit""";

  // An event that has left the log is held by the row of its exception, if it is one.
  private static final String HELD =
      """
      SELECT event_key, payload, received_at FROM event_log
       WHERE source_id = event.source_id AND seq = event.seq
      UNION ALL
      SELECT event_key, payload, received_at FROM retry_event
       WHERE lane_id = event.lane_id AND seq = event.seq AND payload IS NOT NULL
      UNION ALL
      SELECT event_key, payload, received_at FROM terminal_event
       WHERE lane_id = event.lane_id AND seq = event.seq
       LIMIT 1""";

  private final Handle handle;

  EventLists(Handle handle) {
    this.handle = handle;
  }

  /** At most that many events with numbers below {@code before}. */
  List<Item> list(ConnectorId connector, Verdict verdict, long before, int limit) {
    return handle
        .createQuery(list(numbersOf(verdict)))
        .bind("connector", connector.number())
        .bind("before", before)
        .bind("limit", limit)
        .map((row, _) -> item(row))
        .list();
  }

  private static String list(String numbers) {
    return """
        WITH event AS MATERIALIZED (
          SELECT lane.id AS lane_id, lane.source_id, lane.unsettled, found.seq
            FROM lane_position lane
            JOIN lane own ON own.id = lane.id AND own.replay_id IS NULL
           CROSS JOIN LATERAL (%s) found
           WHERE lane.connector_id = :connector
           ORDER BY found.seq DESC
           LIMIT :limit)
        SELECT event.source_id, event.seq, held.event_key, held.payload, held.received_at, %s
          FROM event
         CROSS JOIN LATERAL (%s) held
        %s
         ORDER BY event.seq DESC"""
        .formatted(numbers, Fates.COLUMNS, HELD, Fates.LATERAL);
  }

  private static String numbersOf(Verdict verdict) {
    return switch (verdict) {
      case WAITING -> WAITING;
      case RETRYING -> RETRYING;
      case DEAD -> DEAD;
      case EXPIRED -> EXPIRED;
      case FILTERED -> FILTERED;
      case DELIVERED -> DELIVERED;
    };
  }

  private static Item item(ResultSet row) throws SQLException {
    return new Item(
        new SourceId(row.getInt("source_id")),
        row.getLong("seq"),
        Sql.key(row),
        row.getBytes("payload"),
        Sql.time(row, "received_at"),
        Fates.read(row));
  }
}
