package dev.waybill.domain.event;

import dev.waybill.domain.json.JsonObject;
import java.time.Instant;

/**
 * An event that satisfies the canonical schema.
 *
 * @param name the sender's event name, such as {@code Purchase}
 * @param time when it happened
 * @param source where it happened
 * @param id the sender's id, or a hash of all that was sent where it gave none
 * @param body all that was sent, with {@code event_id} put in where it was missing
 */
public record Event(String name, Instant time, EventSource source, EventId id, JsonObject body) {
  public Occurrence occurrence() {
    return new Occurrence(source, time);
  }

  @Override
  public String toString() {
    return "Event[" + source.wire() + " " + id + "]";
  }
}
