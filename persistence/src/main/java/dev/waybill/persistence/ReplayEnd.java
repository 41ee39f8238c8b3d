package dev.waybill.persistence;

import org.jdbi.v3.core.Handle;

/** How replays end by themselves. */
final class ReplayEnd {
  private static final String FINISH =
      """
      UPDATE replay
         SET status = 'finished', ended_at = clock_timestamp(),
             ran_for = ran_for + (clock_timestamp() - running_since), running_since = NULL
       WHERE id = :replay""";

  private ReplayEnd() {}

  /** Of a running replay, whose row is locked. */
  static void finish(Handle handle, int replay) {
    handle.createUpdate(FINISH).bind("replay", replay).execute();
  }
}
