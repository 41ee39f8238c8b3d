package dev.waybill.domain.outbox;

/**
 * Whether there is room for more events, as this node saw it last. Safe for use by many threads.
 */
public final class StorageRoom {
  private volatile boolean full;

  /** To be asked before an event is taken in. */
  public boolean isLeft() {
    return !full;
  }

  /** What was seen just now; the answer is whether it is news. */
  public boolean full(boolean now) {
    boolean before = full;
    full = now;
    return before != now;
  }
}
