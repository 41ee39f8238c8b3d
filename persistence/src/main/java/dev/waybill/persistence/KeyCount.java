package dev.waybill.persistence;

import org.jdbi.v3.core.Handle;

/** How many keys there are, counted from the commits that brought them. */
final class KeyCount {
  private static final String AFTER =
      """
      SELECT COALESCE(sum(events_between(id, :after, 9223372036854775807)), 0)::bigint FROM source""";

  private static final String OLDEST = "SELECT min(after_seq) FROM key_slot";

  private KeyCount() {}

  static long all(Handle handle) {
    return after(handle, handle.createQuery(OLDEST).mapTo(Long.class).one());
  }

  /** Those of events with greater numbers; the number cuts no commit in two. */
  static long after(Handle handle, long number) {
    return handle.createQuery(AFTER).bind("after", number).mapTo(Long.class).one();
  }
}
