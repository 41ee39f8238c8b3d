package dev.waybill.domain.outbox;

import java.time.Duration;

/** What became of an event that was not delivered. */
public sealed interface EventException {
  long seq();

  /**
   * To be tried again on its own.
   *
   * @param attempts how often it has been tried by now; at least 1
   * @param delay from the settlement on, by the store's clock
   */
  record Retrying(long seq, int attempts, Duration delay, String code, String message)
      implements EventException {}

  /** Given up on: no attempt can help. */
  record Dead(long seq, int attempts, String code, String message) implements EventException {}

  /** Too old to count any more. */
  record Expired(long seq, int attempts, String code, String message) implements EventException {}

  /** Not wanted by the connector. */
  record Filtered(long seq) implements EventException {}
}
