package dev.waybill.persistence;

import dev.waybill.domain.replay.Progress;
import dev.waybill.domain.replay.Progress.Deliveries;
import dev.waybill.domain.replay.ReplayId;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/** The account of a time range that is sent once more: sums over its lanes, as the ledger's are. */
final class RangeReplay {
  // A cancelled one loses the rows of its retries, but they remain: nobody sent them.
  private static final String ACCOUNT =
      """
      SELECT COALESCE(sum(settled.delivered), 0) AS redelivered, COALESCE(sum(settled.dead), 0) AS dead,
             COALESCE(sum(settled.expired), 0) AS expired,
             COALESCE(sum(settled.filtered), 0) AS filtered,
             COALESCE(sum(events_in(lane.source_id, lane.unsettled) + settled.retrying), 0) AS remaining,
             COALESCE(bool_and(settled.dead = terminal.dead
                               AND CASE r.status WHEN 'cancelled' THEN settled.retrying >= retry.events
                                                 ELSE settled.retrying = retry.events END), true) AS witnessed
        FROM replay r
        JOIN lane own ON own.replay_id = r.id
        JOIN lane_position lane ON lane.id = own.id
       CROSS JOIN LATERAL (
             SELECT COALESCE(max(total_delivered), 0) AS delivered, COALESCE(max(total_dead), 0) AS dead,
                    COALESCE(max(total_expired), 0) AS expired,
                    COALESCE(max(total_filtered), 0) AS filtered,
                    COALESCE(max(total_retrying), 0) AS retrying
               FROM (SELECT * FROM settlement
                      WHERE lane_id = lane.id ORDER BY number DESC LIMIT 1) newest) settled
       CROSS JOIN LATERAL (
             SELECT count(*) AS events FROM retry_event WHERE lane_id = lane.id) retry
       CROSS JOIN LATERAL (
             SELECT count(*) AS dead FROM terminal_event
              WHERE lane_id = lane.id AND verdict = 'dead') terminal
       WHERE r.id = :replay""";

  private RangeReplay() {}

  static Progress progress(Handle handle, ReplayId id, long selected) {
    return handle
        .createQuery(ACCOUNT)
        .bind("replay", id.number())
        .map((row, _) -> account(row, selected))
        .one();
  }

  private static Deliveries account(ResultSet row, long selected) throws SQLException {
    var account =
        new Deliveries(
            selected,
            row.getLong("redelivered"),
            row.getLong("dead"),
            row.getLong("expired"),
            row.getLong("filtered"),
            row.getLong("remaining"),
            row.getBoolean("witnessed"));
    return account.unexplained() == 0 ? account : account.unbalanced();
  }
}
