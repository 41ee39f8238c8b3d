package dev.waybill.inbound.cli;

import dev.waybill.domain.json.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the API answered.
 *
 * @param body empty where it was no JSON object
 * @param etag empty where there was none
 * @param retryAfter the header of that name; empty where there was none
 * @param date when the server says it answered; null where it does not say
 */
public record Answer(
    int status, Document body, String etag, String retryAfter, @Nullable Instant date) {
  public boolean isDone() {
    return status >= 200 && status < 300;
  }

  /** The last word of the problem's type; empty where this is no problem of Waybill's. */
  public String problem() {
    var type = body.text("type");
    return type.startsWith(Refusal.TYPES) ? type.substring(Refusal.TYPES.length()) : "";
  }

  /**
   * This very answer.
   *
   * @throws RefusedException when it is a refusal
   */
  public Answer orRefused() {
    if (isDone()) {
      return this;
    }
    throw new RefusedException(this);
  }

  Json json() {
    return body.json();
  }
}
