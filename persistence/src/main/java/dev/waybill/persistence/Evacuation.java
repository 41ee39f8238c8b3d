package dev.waybill.persistence;

import org.jdbi.v3.core.Handle;

/** Saves the payloads of retries before the log loses them. */
final class Evacuation {
  private static final int CHUNK = 2_000;

  // Passes over rows that a settlement holds: it waits for nobody, so nobody can wait for it in a
  // circle.
  private static final String RESCUE =
      """
      UPDATE retry_event retry
         SET event_key = log.event_key, payload = log.payload, received_at = log.received_at
        FROM (SELECT r.lane_id, r.seq, lane.source_id
                FROM retry_event r
                JOIN lane ON lane.id = r.lane_id
               WHERE r.seq <= :upTo AND r.payload IS NULL
               ORDER BY r.seq
               LIMIT :chunk
                 FOR UPDATE OF r SKIP LOCKED) stays
        JOIN event_log log ON log.source_id = stays.source_id AND log.seq = stays.seq
       WHERE retry.lane_id = stays.lane_id AND retry.seq = stays.seq""";

  private static final String LEFT =
      """
      SELECT EXISTS (SELECT 1 FROM retry_event r
                       JOIN lane ON lane.id = r.lane_id
                       JOIN event_log log ON log.source_id = lane.source_id AND log.seq = r.seq
                      WHERE r.seq <= :upTo AND r.payload IS NULL)""";

  private Evacuation() {}

  /** Copies the payloads of some retries with numbers up to that one; how many. */
  static int rescue(Handle handle, long upTo) {
    return handle.createUpdate(RESCUE).bind("upTo", upTo).bind("chunk", CHUNK).execute();
  }

  /** Whether every retry up to that number has its payload. */
  static boolean isDone(Handle handle, long upTo) {
    return !handle.createQuery(LEFT).bind("upTo", upTo).mapTo(Boolean.class).one();
  }
}
