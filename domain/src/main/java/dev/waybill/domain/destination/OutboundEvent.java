package dev.waybill.domain.destination;

import dev.waybill.domain.event.EventId;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.json.JsonObject;

/**
 * A mapped event on its way out.
 *
 * @param payload what the mapping made of it, in the platform's own shape
 */
public record OutboundEvent(EventId id, EventSource source, JsonObject payload) {
  @Override
  public String toString() {
    return "OutboundEvent[" + source.wire() + " " + id + "]";
  }
}
