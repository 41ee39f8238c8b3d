package dev.waybill.domain.outbox;

import dev.waybill.domain.source.SourceId;
import java.util.List;

/**
 * The log of events. Within a source numbers grow in the order in which commits become visible, so
 * a reader that has seen a number will never be shown a smaller one afterwards. Safe for use by
 * many threads. Every call may throw {@link dev.waybill.domain.StoreUnavailableException}.
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

  /**
   * The source's next events after a number, in order.
   *
   * @param after need not be a number of an event; below the log's start, which moves up as old
   *     events leave, reading begins with the oldest event there is
   * @param upTo the last number to be read
   * @param limit the most events
   * @param maxBytes where to stop early, counted in payload bytes; at least one event is returned
   *     if there is one
   */
  List<Entry> read(SourceId source, long after, long upTo, int limit, int maxBytes);

  /** Whether an event was new to the log. */
  enum Appended {
    ACCEPTED,
    DUPLICATE
  }
}
