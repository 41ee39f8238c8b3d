package dev.waybill.persistence;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.outbox.Ledger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * The ledger: the running totals of the newest rows, with rows and calls as second witnesses. Of
 * the history only its newest part is looked at, of exceptions so many at most.
 */
public final class PostgresLedger implements Ledger {
  /** The newest settlements of each lane, and commits of each source, that are added up again. */
  static final int RECENT = 20;

  /**
   * So many retry rows, dead and expired ones are counted of all lanes together, each lane having
   * its share of them; of more it is known that more are there.
   */
  static final int COUNTED = 10_000;

  static final String LINES =
      """
      WITH share AS MATERIALIZED (
        SELECT GREATEST(:counted / GREATEST(count(*), 1), 1) AS counted
          FROM lane WHERE replay_id IS NULL),
      head AS (
        SELECT source.id, COALESCE(recent.total, 0) AS total, oldest.before,
               COALESCE(recent.total - recent.accepted = recent.before
                        AND recent.number - recent.commits = recent.numbered_before, true) AS whole
          FROM (SELECT DISTINCT source_id AS id FROM lane) source
         CROSS JOIN LATERAL (
               SELECT max(total) AS total, sum(accepted) AS accepted, min(total - accepted) AS before,
                      max(number) AS number, count(*) AS commits, min(number) - 1 AS numbered_before
                 FROM (SELECT number, accepted, total FROM ingest_commit
                        WHERE source_id = source.id ORDER BY first_seq DESC LIMIT :recent) commit) recent
          LEFT JOIN LATERAL (
               SELECT total - accepted AS before FROM ingest_commit
                WHERE source_id = source.id ORDER BY first_seq LIMIT 1) oldest ON true)
      SELECT c.id, c.name,
             sum(COALESCE(account.end_total, head.total) - account.start_total) AS accepted,
             COALESCE(sum(now.total_delivered), 0) AS delivered,
             COALESCE(sum(now.total_dead), 0) AS dead,
             COALESCE(sum(now.total_expired), 0) AS expired,
             COALESCE(sum(now.total_filtered), 0) AS filtered,
             COALESCE(sum(now.total_retrying), 0) AS retrying,
             sum(lane.waiting) AS waiting,
             bool_and(head.whole AND witness.calls = COALESCE(recent.calls, 0)
                      AND witness.silent = recent.silent
                      AND witness.retrying = LEAST(COALESCE(now.total_retrying, 0), (SELECT counted FROM share))
                      AND witness.dead = LEAST(COALESCE(now.total_dead, 0), (SELECT counted FROM share))
                      AND witness.expired
                          = LEAST(COALESCE(now.total_expired - now.total_expired_in_bulk, 0), (SELECT counted FROM share))
                      AND (oldest.id IS NULL OR COALESCE(
                           (now.number - recent.settlements, now.total_delivered - recent.delivered,
                            now.total_retrying - recent.retrying, now.total_dead - recent.dead,
                            now.total_expired - recent.expired, now.total_filtered - recent.filtered,
                            now.total_calls - recent.calls, now.total_silent - recent.silent)
                           = (oldest.number - 1, oldest.total_delivered - oldest.delivered,
                              oldest.total_retrying - oldest.retrying, oldest.total_dead - oldest.dead,
                              oldest.total_expired - oldest.expired,
                              oldest.total_filtered - oldest.filtered,
                              oldest.total_calls - oldest.calls,
                              oldest.total_silent - (oldest.calls = 0)::int)
                           AND (oldest.number > 1
                                OR (oldest.total_delivered, oldest.total_retrying, oldest.total_dead,
                                    oldest.total_expired, oldest.total_filtered, oldest.total_calls)
                                   = (oldest.delivered, oldest.retrying, oldest.dead, oldest.expired,
                                      oldest.filtered, oldest.calls))
                           AND (oldest.number = 1 OR recent.settlements = :recent
                                OR head.before > account.start_total), false))) AS witnessed
        FROM lane_position lane
        JOIN lane account ON account.id = lane.id AND account.replay_id IS NULL
        JOIN head ON head.id = lane.source_id
        JOIN connector c ON c.id = lane.connector_id
        LEFT JOIN LATERAL (
             SELECT * FROM settlement WHERE lane_id = lane.id ORDER BY number DESC LIMIT 1) now ON true
       CROSS JOIN LATERAL (
             SELECT min(id) AS first, count(*) AS settlements, sum(delivered) AS delivered,
                    sum(retrying) AS retrying, sum(dead) AS dead, sum(expired) AS expired,
                    sum(filtered) AS filtered, sum(calls) AS calls,
                    count(*) FILTER (WHERE calls = 0) AS silent
               FROM (SELECT * FROM settlement
                      WHERE lane_id = lane.id ORDER BY number DESC LIMIT :recent) settlement) recent
        LEFT JOIN settlement oldest ON oldest.id = recent.first
       CROSS JOIN LATERAL (
             SELECT (SELECT count(*) FROM call
                      WHERE lane_id = lane.id AND settlement_id >= COALESCE(recent.first, 0)) AS calls,
                    (SELECT count(*) FROM settlement_witness
                      WHERE lane_id = lane.id AND settlement_id >= COALESCE(recent.first, 0)) AS silent,
                    (SELECT count(*) FROM (SELECT FROM retry_event
                      WHERE lane_id = lane.id LIMIT (SELECT counted FROM share)) found) AS retrying,
                    (SELECT count(*) FROM (SELECT FROM terminal_event
                      WHERE lane_id = lane.id AND verdict = 'dead' LIMIT (SELECT counted FROM share)) found) AS dead,
                    (SELECT count(*) FROM (SELECT FROM terminal_event
                      WHERE lane_id = lane.id AND verdict = 'expired' LIMIT (SELECT counted FROM share)) found) AS expired)
             witness
       GROUP BY c.id, c.name
       ORDER BY c.id""";

  private final Database database;

  public PostgresLedger(Database database) {
    this.database = database;
  }

  @Override
  public List<Line> lines() {
    return database.inSnapshot(
        handle ->
            handle
                .createQuery(LINES)
                .bind("recent", RECENT)
                .bind("counted", COUNTED)
                .map((row, _) -> line(row))
                .list());
  }

  private static Line line(ResultSet row) throws SQLException {
    return new Line(
        new ConnectorId(row.getInt("id")),
        row.getString("name"),
        row.getLong("accepted"),
        row.getLong("delivered"),
        row.getLong("dead"),
        row.getLong("expired"),
        row.getLong("filtered"),
        row.getLong("retrying"),
        row.getLong("waiting"),
        row.getBoolean("witnessed"));
  }
}
