package dev.waybill.domain.destination;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP call within a delivery.
 *
 * @param events the positions in the batch of the events it carried
 * @param httpStatus null when no answer came
 * @param code the platform's own code, or a word for what went wrong on the way
 * @param message the platform's message without secrets and personal data
 * @param requestId the platform's id of the call, if it gave one
 */
public record Call(
    List<Integer> events,
    @Nullable Integer httpStatus,
    String code,
    @Nullable String message,
    @Nullable String requestId,
    Instant at,
    Duration took) {
  public Call {
    events = List.copyOf(events);
    requireNonNull(code);
    requireNonNull(at);
    requireNonNull(took);
  }
}
