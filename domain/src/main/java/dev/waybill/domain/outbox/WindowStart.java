package dev.waybill.domain.outbox;

import dev.waybill.domain.event.Occurrence;
import org.jspecify.annotations.Nullable;

/**
 * From when an event's windows run.
 *
 * @param occurrence starts the acceptance window; null when it is not known
 * @param uncertainty starts the deduplication window; null while every attempt was clearly answered
 */
public record WindowStart(@Nullable Occurrence occurrence, @Nullable Uncertainty uncertainty) {
  /** Nothing is known of when it happened, and no attempt is of unknown outcome. */
  public static final WindowStart UNKNOWN = new WindowStart(null, null);
}
