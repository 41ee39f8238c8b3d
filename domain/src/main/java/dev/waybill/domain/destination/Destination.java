package dev.waybill.domain.destination;

import dev.waybill.domain.event.EventSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An open destination of one connector. {@link #deliver} may be called by several threads at once;
 * every wait inside has a limit, an interrupt ends it soon, and no call begins after an interrupt.
 */
public interface Destination extends AutoCloseable {
  /** Whether events from there have a place to go at all; one that has none is filtered. */
  default boolean accepts(EventSource source) {
    return true;
  }

  /** How old an event may be, by its event time, to still count at the platform. */
  default Duration acceptanceWindow(EventSource source) {
    return Duration.ofDays(7);
  }

  /**
   * Sends the events, in as many calls as it takes, and reads the platform's own verdict on each.
   * Never throws for what the platform or the network does.
   *
   * @param batch at least one event, within the limits of the spec
   * @return one outcome for each event, in the order of the batch, and the calls made
   */
  DeliveryReport deliver(List<OutboundEvent> batch);

  /**
   * The call {@link #deliver} would make for this event alone, with secrets masked; nothing is
   * sent.
   *
   * @return empty where the destination cannot tell
   */
  default Optional<OutboundRequest> preview(OutboundEvent event) {
    return Optional.empty();
  }

  /**
   * Asks the platform whether the credential is good for this very configuration; sends no real
   * event.
   */
  Probe probe();

  @Override
  default void close() {}
}
