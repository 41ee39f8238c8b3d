package dev.waybill.domain.destination;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP call within a delivery. Its texts are cut like those of an {@link Outcome}, the request
 * id after 200 characters.
 *
 * @param events the positions in the batch of the events it carried
 * @param httpStatus 100 to 599; null when no answer came, or none of HTTP
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
    httpStatus = Bounded.status(httpStatus);
    code = Bounded.code(code);
    message = message == null ? null : Bounded.message(message);
    requestId = requestId == null ? null : Bounded.requestId(requestId);
    at = Bounded.at(at);
    took = Bounded.took(took);
  }
}
