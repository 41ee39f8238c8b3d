package dev.waybill.persistence;

import dev.waybill.domain.outbox.OutboxView.Fate;
import dev.waybill.domain.outbox.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What became of an event, derived: dead or expired if it has a terminal row, retrying if it has a
 * retry row, waiting if it is among the lane's unsettled numbers, expired or filtered if a
 * settlement names it, and delivered otherwise.
 */
final class Fates {
  /**
   * The fate of each row of {@code event} (lane_id, seq, unsettled) in a FROM list, as {@code
   * fate}. A retry that ended looks up the calls that carried it, everything else the range it was
   * in.
   */
  static final String LATERAL =
      """
      CROSS JOIN LATERAL (
        SELECT CASE WHEN terminal.seq IS NOT NULL THEN terminal.verdict
                    WHEN retry.seq IS NOT NULL THEN 'retrying'
                    WHEN discard.id IS NOT NULL THEN 'expired'
                    WHEN event.unsettled @> event.seq THEN 'waiting'
                    WHEN filtered.is_so THEN 'filtered'
                    ELSE 'delivered' END AS verdict,
               COALESCE(terminal.attempts, retry.attempts,
                        CASE WHEN discard.id IS NOT NULL OR event.unsettled @> event.seq THEN 0
                             WHEN filtered.is_so THEN again.times
                             ELSE 1 + again.times END) AS attempts,
               COALESCE(terminal.code, retry.code,
                        CASE WHEN discard.id IS NOT NULL THEN discard.code END) AS code,
               COALESCE(terminal.message, retry.message,
                        CASE WHEN discard.id IS NOT NULL THEN discard.message END) AS message,
               COALESCE(terminal.settled_at, discard.settled_at,
                        CASE WHEN NOT event.unsettled @> event.seq
                             THEN COALESCE(again.settled_at, first.settled_at) END) AS settled_at,
               retry.next_at
          FROM (VALUES (1)) one
          LEFT JOIN terminal_event terminal
                 ON terminal.lane_id = event.lane_id AND terminal.seq = event.seq
          LEFT JOIN retry_event retry ON retry.lane_id = event.lane_id AND retry.seq = event.seq
          LEFT JOIN LATERAL (SELECT s.settled_at, s.filtered_seqs FROM settlement s
                              WHERE s.lane_id = event.lane_id AND s.kind = 'range'
                                AND s.to_seq >= event.seq
                              ORDER BY s.to_seq LIMIT 1) first ON true
          LEFT JOIN LATERAL (SELECT s.id, s.settled_at,
                                    CASE s.kind WHEN 'discard' THEN 'discarded' ELSE 'retention' END AS code,
                                    CASE s.kind WHEN 'discard' THEN 'The connector was deleted.'
                                         ELSE 'It was not delivered within the retention.' END AS message
                               FROM settlement s
                              WHERE s.lane_id = event.lane_id AND s.expired_seqs @> event.seq
                                AND s.kind IN ('discard', 'expired')) discard ON true
         CROSS JOIN LATERAL (SELECT COALESCE(first.filtered_seqs @> event.seq, false)
                                    OR EXISTS (SELECT 1 FROM settlement s
                                                WHERE s.lane_id = event.lane_id AND s.kind = 'retries'
                                                  AND s.filtered_seqs @> event.seq) AS is_so) filtered
         CROSS JOIN LATERAL (SELECT count(DISTINCT c.settlement_id) AS times,
                                    max(s.settled_at) AS settled_at
                               FROM call c
                               JOIN settlement s ON s.id = c.settlement_id
                              WHERE c.kind = 'retries' AND c.seqs @> event.seq
                                AND c.lane_id = event.lane_id) again) fate
      """;

  static final String COLUMNS =
      "fate.verdict, fate.attempts, fate.code, fate.message, fate.settled_at, fate.next_at";

  private Fates() {}

  static Fate read(ResultSet row) throws SQLException {
    return new Fate(
        Verdict.ofWire(row.getString("verdict")).orElseThrow(),
        row.getInt("attempts"),
        row.getString("code"),
        row.getString("message"),
        Sql.instant(row, "settled_at"),
        Sql.instant(row, "next_at"));
  }
}
