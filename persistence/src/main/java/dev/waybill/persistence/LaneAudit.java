package dev.waybill.persistence;

import dev.waybill.domain.outbox.LedgerAudit.Difference;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Counts a lane again: its settlements against each other, their calls, their ranges and the rows
 * of what was not delivered. What lies before the oldest settlement that is kept is in its totals.
 */
final class LaneAudit {
  private static final String NEWEST =
      """
      WITH newest AS MATERIALIZED (
        SELECT * FROM settlement WHERE lane_id = :lane ORDER BY number DESC LIMIT :newest)
      """;

  private static final String CHAIN =
      NEWEST
          + """
          SELECT 'running total of ' || checked.what || ' in settlement ' || s.id AS what,
                 checked.before + checked.change AS expected, checked.total AS found
            FROM (SELECT newest.*, lag(number) OVER up AS numbers, lag(total_delivered) OVER up AS had_delivered,
                         lag(total_retrying) OVER up AS had_retrying, lag(total_dead) OVER up AS had_dead,
                         lag(total_expired) OVER up AS had_expired, lag(total_filtered) OVER up AS had_filtered,
                         lag(total_calls) OVER up AS had_calls, lag(total_silent) OVER up AS had_silent,
                         lag(settled_at) OVER up AS had_at
                    FROM newest WINDOW up AS (ORDER BY id)
                  UNION ALL
                  SELECT newest.*, 0, 0, 0, 0, 0, 0, 0, 0, 'infinity' FROM newest WHERE number = 1) s
           CROSS JOIN LATERAL (VALUES
                 ('settlements', numbers, 1, number),
                 ('delivered', had_delivered, delivered, total_delivered),
                 ('retrying', had_retrying, retrying, total_retrying),
                 ('dead', had_dead, dead, total_dead),
                 ('expired', had_expired, expired, total_expired),
                 ('filtered', had_filtered, filtered, total_filtered),
                 ('calls', had_calls, calls, total_calls),
                 ('settlements without calls', had_silent, (calls = 0)::int, total_silent))
                 checked (what, before, change, total)
           WHERE checked.total <> checked.before + checked.change
             -- Of what was settled before the log began single rows may be kept, with none between.
             AND s.had_at >= (SELECT min(opened_at) FROM log_slot)
          UNION ALL
          SELECT 'number of the first settlement', 1, min(newest.number)
            FROM newest
            JOIN lane ON lane.id = :lane
          HAVING min(newest.number) > 1 AND count(*) < :newest
             AND (SELECT total - accepted FROM ingest_commit c
                   WHERE c.source_id = min(lane.source_id) ORDER BY first_seq LIMIT 1)
                 <= min(lane.start_total)""";

  // What a settlement says against what it names, as far as the log is whole.
  private static final String COUNTS =
      NEWEST
          + """
          SELECT checked.what || ' of settlement ' || s.id AS what, checked.expected, checked.found
            FROM newest s
            JOIN lane ON lane.id = s.lane_id
           CROSS JOIN LATERAL (VALUES
                 ('events',
                  CASE WHEN s.kind <> 'range' THEN COALESCE(events_in(lane.source_id, s.expired_seqs), 0)
                       ELSE events_between(lane.source_id, s.after_seq, s.to_seq) END,
                  s.delivered + s.retrying + s.dead + s.expired + s.filtered,
                  CASE WHEN s.kind = 'range' THEN s.after_seq >= log_start()
                       ELSE COALESCE(lower(s.expired_seqs) > log_start(), true) END),
                 ('filtered events',
                  (SELECT COALESCE(sum(upper(run) - lower(run)), 0)::bigint FROM unnest(s.filtered_seqs) run),
                  s.filtered::bigint, true),
                 ('calls', s.calls, (SELECT count(*) FROM call c WHERE c.settlement_id = s.id), true),
                 ('witnesses', (s.calls = 0)::int,
                  (SELECT count(*) FROM settlement_witness w
                    WHERE w.lane_id = s.lane_id AND w.settlement_id = s.id), true))
                 checked (what, expected, found, known)
           WHERE checked.known AND checked.expected <> checked.found
          UNION ALL
          SELECT 'calls of settlement ' || c.settlement_id || ', which is not there', 0, count(*)
            FROM call c
           WHERE c.lane_id = :lane AND c.settlement_id >= (SELECT min(id) FROM newest)
             AND NOT EXISTS (SELECT 1 FROM newest s WHERE s.id = c.settlement_id)
           GROUP BY c.settlement_id
          UNION ALL
          SELECT 'witness of settlement ' || w.settlement_id || ', which is not there', 0, 1
            FROM settlement_witness w
           WHERE w.lane_id = :lane AND w.settlement_id >= (SELECT min(id) FROM newest)
             AND NOT EXISTS (SELECT 1 FROM newest s WHERE s.id = w.settlement_id)""";

  private static final String RANGES =
      NEWEST
          + """
          SELECT 'overlap with an earlier range in settlement ' || id AS what, 0 AS expected,
                 reached - after_seq AS found
            FROM (SELECT id, after_seq, max(to_seq) OVER (ORDER BY after_seq, id
                         ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached
                    FROM newest WHERE kind = 'range') range
           WHERE reached > after_seq
          UNION ALL
          SELECT 'events before the position that no settlement names', 0,
                 events_in(lane.source_id, gap.runs)
            FROM lane_position lane
           CROSS JOIN LATERAL (
                 SELECT CASE WHEN number = 1 THEN lane.start_seq ELSE low_mark END AS low
                   FROM newest ORDER BY id LIMIT 1) oldest
           CROSS JOIN LATERAL (
                 SELECT int8multirange(int8range(oldest.low + 1, GREATEST(lane.position, oldest.low) + 1))
                        - COALESCE((SELECT range_agg(int8range(after_seq + 1, to_seq + 1)) FROM settlement
                                     WHERE lane_id = lane.id AND kind = 'range' AND to_seq > oldest.low), '{}')
                        - COALESCE((SELECT range_agg(run)
                                      FROM newest CROSS JOIN LATERAL unnest(expired_seqs) AS run), '{}')
                        AS runs) gap
           WHERE lane.id = :lane AND events_in(lane.source_id, gap.runs) > 0""";

  private static final String EXCEPTIONS =
      """
      SELECT checked.what, checked.expected, checked.found
        FROM lane_position lane
        JOIN lane account ON account.id = lane.id
        LEFT JOIN LATERAL (
             SELECT * FROM settlement WHERE lane_id = lane.id ORDER BY number DESC LIMIT 1) now ON true
       CROSS JOIN LATERAL (VALUES
             ('retry rows', COALESCE(now.total_retrying, 0),
              (SELECT count(*) FROM retry_event WHERE lane_id = lane.id)),
             ('terminal rows of dead events', COALESCE(now.total_dead, 0),
              (SELECT count(*) FROM terminal_event WHERE lane_id = lane.id AND verdict = 'dead')),
             ('terminal rows of expired events', COALESCE(now.total_expired - now.total_expired_in_bulk, 0),
              (SELECT count(*) FROM terminal_event WHERE lane_id = lane.id AND verdict = 'expired')),
             ('events that are retried and given up on', 0,
              (SELECT count(*) FROM retry_event r JOIN terminal_event t USING (lane_id, seq)
                WHERE lane_id = lane.id)),
             ('retry rows of events that wait', 0,
              (SELECT count(*) FROM retry_event r WHERE r.lane_id = lane.id AND lane.unsettled @> r.seq)),
             ('terminal rows of events that wait', 0,
              (SELECT count(*) FROM terminal_event t
                WHERE t.lane_id = lane.id AND t.seq > lane.position AND lane.unsettled @> t.seq)),
             ('accepted events, by their verdicts',
              COALESCE(account.end_total, total_at(lane.source_id, 9223372036854775807)) - account.start_total,
              COALESCE(now.total_delivered + now.total_retrying + now.total_dead + now.total_expired
                       + now.total_filtered, 0) + events_in(lane.source_id, lane.unsettled)))
             checked (what, expected, found)
       WHERE lane.id = :lane AND checked.expected <> checked.found""";

  private static final String SETTLEMENTS =
      """
      SELECT count(*)
        FROM (SELECT FROM settlement WHERE lane_id = :lane ORDER BY number DESC LIMIT :newest) newest""";

  private final Handle handle;
  private final int newest;

  LaneAudit(Handle handle, int newest) {
    this.handle = handle;
    this.newest = newest;
  }

  List<Difference> differences(int connector, int lane) {
    var where = "con_%d lane_%d".formatted(connector, lane);
    return Stream.of(CHAIN, COUNTS, RANGES, EXCEPTIONS)
        .flatMap(check -> differences(check, lane, where).stream())
        .toList();
  }

  private List<Difference> differences(String check, int lane, String where) {
    var query = handle.createQuery(check).bind("lane", lane);
    if (check.startsWith(NEWEST)) {
      query.bind("newest", newest);
    }
    return query.map((row, _) -> Sql.difference(row, where)).list();
  }

  long settlements(int lane) {
    return handle
        .createQuery(SETTLEMENTS)
        .bind("lane", lane)
        .bind("newest", newest)
        .mapTo(Long.class)
        .one();
  }
}
