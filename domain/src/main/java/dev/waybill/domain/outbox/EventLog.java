package dev.waybill.domain.outbox;

import java.util.List;

/**
 * The append side of the log. Within a source numbers grow in the order in which commits become
 * visible, so a reader that has seen a number will never be shown a smaller one afterwards. Safe
 * for use by many threads.
 */
public interface EventLog {
  /** The most events one call may append. */
  int MAX_EVENTS = 10_000;

  /**
   * Appends events that are not in the log yet and returns once they are durable. Events of many
   * callers may share one commit.
   *
   * @param events in any mixture of sources; the same key twice counts as a duplicate of the first
   * @return one answer for each event, in order
   * @throws dev.waybill.domain.StoreUnavailableException when it is not known to be durable;
   *     appending the same events again is safe
   */
  List<Appended> append(List<NewEvent> events);

  /** Whether an event was new to the log. */
  enum Appended {
    ACCEPTED,
    DUPLICATE
  }
}
