package dev.waybill.domain.outbox;

import dev.waybill.domain.event.EventId;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonCodec;
import dev.waybill.domain.json.JsonNull;
import java.util.List;

/** Masks whatever could lead to a person, and keeps a record of who looked behind the mask. */
public final class EventStories implements ReadEventStory {
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
        .map(story -> new ToldStory(story, Masking.event(read(story))))
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
}
