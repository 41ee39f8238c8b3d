package dev.waybill.persistence;

import dev.waybill.domain.outbox.RetentionPolicy;
import org.jdbi.v3.core.Handle;

/** Payloads of events that were given up on; the reason stays when they go. */
final class DeadPayloads {
  private static final int CHUNK = 2_000;

  private static final String FORGET =
      """
      UPDATE terminal_event gone SET payload = NULL
        FROM (SELECT lane_id, seq FROM terminal_event
               WHERE payload IS NOT NULL AND settled_at < clock_timestamp() - :kept * interval '1 ms'
               ORDER BY settled_at
               LIMIT :chunk
                 FOR UPDATE SKIP LOCKED) old
       WHERE gone.lane_id = old.lane_id AND gone.seq = old.seq""";

  private DeadPayloads() {}

  /** Drops some of those that are past their time; how many. */
  static int forget(Handle handle, RetentionPolicy policy) {
    return handle
        .createUpdate(FORGET)
        .bind("kept", policy.deadPayloads().toMillis())
        .bind("chunk", CHUNK)
        .execute();
  }
}
