package dev.waybill.domain.connector;

import dev.waybill.domain.destination.Bounded;
import java.time.Instant;

/**
 * Why a connector is Unconfigured.
 *
 * @param code a stable word, such as {@code token_refused}
 * @param message what happened and what to do, for people; no secrets, no personal data
 */
public record Reason(String code, String message, Instant since) {
  public Reason {
    code = Bounded.code(code);
    message = Bounded.message(message);
  }
}
