package dev.waybill.domain.relay;

import dev.waybill.domain.event.Event;
import dev.waybill.domain.outbox.EventException.Expired;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which events are too late to be sent.
 *
 * @param now the time they are measured against
 */
record Windows(Instant now) {
  /**
   * Why the event must not be sent any more; null when it may be.
   *
   * @param acceptance how old it may be to count
   * @param deduplication for how long the platform drops what it has already; zero where it never
   *     does, and so nothing gets worse by waiting
   */
  @Nullable Expired expired(
      PendingEvent pending, Event event, Duration acceptance, Duration deduplication) {
    var uncertainty = pending.uncertainty();
    if (uncertainty != null
        && !deduplication.isZero()
        && isPast(uncertainty.since(), deduplication)) {
      return new Expired(
          pending.seq(),
          pending.attemptsBefore,
          "past_deduplication_window",
          "An earlier attempt was not answered and may have delivered the event; sending it again"
              + " this late could count it twice.");
    }
    if (isPast(event.time(), acceptance)) {
      return new Expired(
          pending.seq(),
          pending.attemptsBefore,
          "past_acceptance_window",
          uncertainty == null
              ? "The event is older than the platform takes."
              : "The event is older than the platform takes by now; an earlier attempt was not"
                  + " answered and may have delivered it.");
    }
    return null;
  }

  private boolean isPast(Instant start, Duration window) {
    return Duration.between(start, now).compareTo(window) > 0;
  }
}
