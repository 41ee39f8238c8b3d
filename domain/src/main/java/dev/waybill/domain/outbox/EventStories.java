package dev.waybill.domain.outbox;

import dev.waybill.domain.event.EventId;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonCodec;
import dev.waybill.domain.json.JsonNull;
import dev.waybill.domain.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/** Masks whatever could lead to a person, and keeps a record of who looked behind the mask. */
public final class EventStories implements ReadEventStory {
  private static final Json MASK = Json.of("***");

  /** Members of the context that say nothing of who it was. */
  private static final Set<String> OPEN_CONTEXT = Set.of("locale", "att_status", "country", "app");

  /** Members of an event whose meaning we know and that name nobody. */
  private static final Set<String> OPEN_EVENT =
      Set.of("event", "event_time", "event_source", "event_id", "properties", "limited_data_use");

  private final OutboxView view;
  private final AuditLog audit;
  private final JsonCodec json;

  public EventStories(OutboxView view, AuditLog audit, JsonCodec json) {
    this.view = view;
    this.audit = audit;
    this.json = json;
  }

  @Override
  public List<ToldStory> masked(EventId id) {
    return view.stories(id).stream()
        .map(story -> new ToldStory(story, masked(read(story))))
        .toList();
  }

  @Override
  public List<ToldStory> revealed(EventId id) {
    var stories = view.stories(id);
    for (var story : stories) {
      // The key and not the event id: an id may be somebody's order number.
      audit.record("reveal_event", story.key().uuid().toString());
    }
    return stories.stream().map(story -> new ToldStory(story, read(story))).toList();
  }

  private Json read(OutboxView.Story story) {
    var payload = story.payload();
    return payload == null ? JsonNull.NULL : json.read(payload).orElse(JsonNull.NULL);
  }

  private static Json masked(Json received) {
    if (!(received instanceof JsonObject(var members))) {
      return MASK;
    }
    var masked = new LinkedHashMap<String, Json>();
    members.forEach(
        (name, value) -> {
          if (name.equals("context") && value instanceof JsonObject context) {
            masked.put(name, maskedContext(context));
          } else {
            masked.put(name, OPEN_EVENT.contains(name) ? value : hidden(value));
          }
        });
    return new JsonObject(masked);
  }

  private static JsonObject maskedContext(JsonObject context) {
    var masked = new LinkedHashMap<String, Json>();
    context
        .members()
        .forEach(
            (name, value) -> masked.put(name, OPEN_CONTEXT.contains(name) ? value : hidden(value)));
    return new JsonObject(masked);
  }

  /** The shape stays, so that the operator sees which identifiers were sent. */
  private static Json hidden(Json value) {
    return switch (value) {
      case JsonObject(var members) -> {
        var hidden = new LinkedHashMap<String, Json>();
        members.forEach((name, member) -> hidden.put(name, hidden(member)));
        yield new JsonObject(hidden);
      }
      case JsonArray(var elements) ->
          elements.stream().map(EventStories::hidden).collect(JsonArray.collector());
      case JsonNull _ -> value;
      case Json _ -> MASK;
    };
  }
}
