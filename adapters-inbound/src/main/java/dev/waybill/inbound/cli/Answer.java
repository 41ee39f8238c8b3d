package dev.waybill.inbound.cli;

import dev.waybill.domain.json.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the API answered.
 *
 * @param understood whether it has a body as Waybill's have, or has to have none
 * @param body empty where it was no JSON object
 * @param etag empty where there was none
 * @param retryAfter the header of that name; empty where there was none
 * @param date when the server says it answered; null where it does not say
 */
public record Answer(
    int status,
    boolean understood,
    Document body,
    String etag,
    String retryAfter,
    @Nullable Instant date) {
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
   * @throws CommandFailedException when it is somebody else's, such as a page to sign in at
   */
  public Answer orRefused() {
    if (!isDone()) {
      throw new RefusedException(this);
    }
    if (!understood) {
      throw new CommandFailedException(
          "The answer was HTTP " + status + ", and not one of Waybill's: is the address right?");
    }
    return this;
  }

  Json json() {
    return body.json();
  }
}
