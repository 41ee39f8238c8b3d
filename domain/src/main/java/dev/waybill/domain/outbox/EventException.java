package dev.waybill.domain.outbox;

import java.time.Duration;

/** What became of an event that was not delivered. */
public sealed interface EventException {
  long seq();

  /**
   * To be tried again on its own.
   *
   * @param attempts how many attempts it has used up; 0 when its delivery stopped before it failed
   *     by itself
   * @param delay from the settlement on, by the store's clock
   */
  record Retrying(
      long seq, int attempts, Duration delay, String code, String message, WindowStart windows)
      implements EventException {
    public Retrying {
      if (attempts < 0 || delay.isNegative()) {
        throw new IllegalArgumentException("retrying: wanted no negative attempts or delay");
      }
    }
  }

  /**
   * Given up on: no attempt can help.
   *
   * @param windows for whoever brings it back to life
   */
  record Dead(long seq, int attempts, String code, String message, WindowStart windows)
      implements EventException {
    public Dead(long seq, int attempts, String code, String message) {
      this(seq, attempts, code, message, WindowStart.UNKNOWN);
    }

    public Dead with(WindowStart known) {
      return new Dead(seq, attempts, code, message, known);
    }
  }

  /** Too old to count any more. */
  record Expired(long seq, int attempts, String code, String message) implements EventException {}

  /** Not wanted by the connector. */
  record Filtered(long seq) implements EventException {}
}
