package dev.waybill.persistence;

import dev.waybill.domain.connector.ConnectorId;
import org.jdbi.v3.core.Handle;

/** How replays end when nobody ends them. */
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

  private ReplayEnd() {}

  /** Of a running replay, whose row is locked. */
  static void finish(Handle handle, int replay) {
    handle.createUpdate(FINISH).bind("replay", replay).execute();
  }

  /** Every running replay of a time range of which nothing remains. */
  static void finishRanges(Handle handle) {
    handle.execute(FINISH_RANGES);
  }

  /** Every replay of a connector that is deleted. */
  static void cancelAll(Handle handle, ConnectorId connector) {
    handle.createUpdate(CANCEL_ALL).bind("connector", connector.number()).execute();
  }
}
