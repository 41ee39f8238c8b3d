package dev.waybill.persistence;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.outbox.Ledger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The ledger: sums over commits and settlements, with rows and calls as second witnesses. */
public final class PostgresLedger implements Ledger {
  private static final String LINES =
      """
      SELECT c.id, c.name, sum(taken.accepted) AS accepted, sum(settled.delivered) AS delivered,
             sum(settled.dead) AS dead, sum(settled.expired) AS expired,
             sum(settled.filtered) AS filtered, sum(settled.retrying) AS retrying,
             sum(events_in(lane.source_id, lane.unsettled)) AS waiting,
             bool_and(settled.retrying = retry.events AND settled.dead = terminal.dead
                      AND settled.expired = terminal.expired + settled.expired_in_bulk
                      AND settled.calls = calls.made
                      AND settled.without_calls = witness.settlements) AS witnessed
        FROM lane_position lane
        JOIN lane own ON own.id = lane.id AND own.replay_id IS NULL
        JOIN connector c ON c.id = lane.connector_id
       CROSS JOIN (SELECT min(after_seq) AS begins_after FROM log_slot) log
       CROSS JOIN LATERAL (
             SELECT COALESCE(sum(accepted), 0) AS accepted
               FROM ingest_commit
              WHERE source_id = lane.source_id
                AND first_seq > lane.start_seq AND last_seq <= lane.end_seq) taken
       CROSS JOIN LATERAL (
             SELECT COALESCE(sum(delivered), 0) AS delivered, COALESCE(sum(dead), 0) AS dead,
                    COALESCE(sum(expired), 0) AS expired, COALESCE(sum(filtered), 0) AS filtered,
                    COALESCE(sum(retrying), 0) AS retrying, COALESCE(sum(calls), 0) AS calls,
                    count(*) FILTER (WHERE calls = 0) AS without_calls,
                    -- What has left the log cannot be counted there once more.
                    COALESCE(sum(CASE WHEN lower(expired_seqs) <= log.begins_after THEN expired + retrying
                                      ELSE events_in(lane.source_id, expired_seqs) END)
                             FILTER (WHERE expired_seqs IS NOT NULL), 0) AS expired_in_bulk
               FROM settlement
              WHERE lane_id = lane.id) settled
       CROSS JOIN LATERAL (
             SELECT count(*) AS events FROM retry_event WHERE lane_id = lane.id) retry
       CROSS JOIN LATERAL (
             SELECT count(*) FILTER (WHERE verdict = 'dead') AS dead,
                    count(*) FILTER (WHERE verdict = 'expired') AS expired
               FROM terminal_event
              WHERE lane_id = lane.id) terminal
       CROSS JOIN LATERAL (SELECT count(*) AS made FROM call WHERE lane_id = lane.id) calls
       CROSS JOIN LATERAL (
             SELECT count(*) AS settlements
               FROM settlement_witness
              WHERE lane_id = lane.id) witness
       GROUP BY c.id, c.name
       ORDER BY c.id""";

  private final Database database;

  public PostgresLedger(Database database) {
    this.database = database;
  }

  @Override
  public List<Line> lines() {
    return database.inSnapshot(
        handle -> handle.createQuery(LINES).map((row, _) -> line(row)).list());
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
