package dev.waybill.persistence;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.outbox.LaneId;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** How replays end when nobody ends them, and what goes when they were cancelled. */
final class ReplayEnd {
  private static final String FINISH =
      """
      UPDATE replay
         SET status = 'finished', ended_at = clock_timestamp(),
             ran_for = ran_for + (clock_timestamp() - running_since), running_since = NULL
       WHERE id = :replay""";

  private static final String FINISH_RANGES =
      """
      UPDATE replay r
         SET status = 'finished', ended_at = clock_timestamp(),
             ran_for = ran_for + (clock_timestamp() - running_since), running_since = NULL
       WHERE r.kind = 'time_range' AND r.status = 'running'
         AND NOT EXISTS (SELECT 1 FROM lane own
                           JOIN lane_position lane ON lane.id = own.id
                          WHERE own.replay_id = r.id
                            AND (lane.position < lane.end_seq
                                 OR EXISTS (SELECT 1 FROM retry_event retry
                                             WHERE retry.lane_id = lane.id)))""";

  private static final String CANCEL_ALL =
      """
      UPDATE replay
         SET status = 'cancelled', ended_at = clock_timestamp(),
             ran_for = ran_for + COALESCE(clock_timestamp() - running_since, '0'),
             running_since = NULL
       WHERE connector_id = :connector AND status IN ('running', 'paused')""";

  /**
   * Of the table {@code replay} as {@code r}: what was on its way when it ended has been settled.
   */
  static final String IS_LET_GO = "r.ended_at <= clock_timestamp() - interval '1 minute'";

  private static final String LEFT =
      """
      SELECT lane.id, lane.connector_id
        FROM replay r
        JOIN lane ON lane.replay_id = r.id
       WHERE r.status = 'cancelled' AND %s
         AND EXISTS (SELECT 1 FROM retry_event retry WHERE retry.lane_id = lane.id)
       ORDER BY lane.id"""
          .formatted(IS_LET_GO);

  // As a settlement does: whoever gives back idle time changes retries with this row locked.
  private static final String AWAIT_OTHERS =
      "SELECT epoch FROM connector_owner WHERE connector_id = :connector FOR SHARE";

  private static final String DROP_RETRIES =
      """
      DELETE FROM retry_event
       WHERE lane_id = :lane
         AND seq IN (SELECT seq FROM retry_event WHERE lane_id = :lane LIMIT :chunk)""";

  private static final String DROP_ALL_RETRIES =
      """
      DELETE FROM retry_event retry
       USING lane
       WHERE lane.connector_id = :connector AND lane.replay_id IS NOT NULL
         AND retry.lane_id = lane.id""";

  private static final int CHUNK = 10_000;

  private ReplayEnd() {}

  /** Of a running replay, whose row is locked. */
  static void finish(Handle handle, int replay) {
    handle.createUpdate(FINISH).bind("replay", replay).execute();
  }

  /** Every running replay of a time range of which nothing remains. */
  static void finishRanges(Handle handle) {
    handle.execute(FINISH_RANGES);
  }

  /** Every replay of a connector that is deleted, whose owner is fenced. */
  static void cancelAll(Handle handle, ConnectorId connector) {
    handle.createUpdate(CANCEL_ALL).bind("connector", connector.number()).execute();
    handle.createUpdate(DROP_ALL_RETRIES).bind("connector", connector.number()).execute();
  }

  /** Lanes of cancelled replays that still have retries, which nobody will send. */
  static List<LeftLane> left(Handle handle) {
    return handle
        .createQuery(LEFT)
        .map(
            (row, _) ->
                new LeftLane(
                    new LaneId(row.getInt("id")), new ConnectorId(row.getInt("connector_id"))))
        .list();
  }

  /** A lane of a cancelled replay. */
  record LeftLane(LaneId lane, ConnectorId connector) {
    /**
     * Drops some of its retries, for a transaction of its own. By the totals of its settlements
     * they remain in the replay's account.
     */
    int dropRetries(Handle handle) {
      handle
          .createQuery(AWAIT_OTHERS)
          .bind("connector", connector.number())
          .mapTo(Long.class)
          .findOne();
      SettlementWriter.lock(handle, lane);
      return handle
          .createUpdate(DROP_RETRIES)
          .bind("lane", lane.number())
          .bind("chunk", CHUNK)
          .execute();
    }
  }
}
