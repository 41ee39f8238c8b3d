package dev.waybill.domain.event;

import dev.waybill.domain.json.JsonObject;
import java.util.Optional;

/** Reads back what {@link EventSchema} let through; events of another make are not understood. */
public final class StoredEvent {
  private StoredEvent() {}

  /**
   * The event of a body that the log holds; empty when the body was not stored by this platform.
   */
  public static Optional<Event> read(JsonObject body) {
    var name = body.string("event");
    var time = Optional.ofNullable(body.string("event_time")).flatMap(IsoTime::parse);
    var source = Optional.ofNullable(body.string("event_source")).flatMap(EventSource::ofWire);
    var id = body.string("event_id");
    if (name == null || time.isEmpty() || source.isEmpty() || id == null || !EventId.isValid(id)) {
      return Optional.empty();
    }
    return Optional.of(new Event(name, time.get(), source.get(), new EventId(id), body));
  }
}
