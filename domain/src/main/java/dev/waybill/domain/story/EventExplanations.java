package dev.waybill.domain.story;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.TryMappings;
import dev.waybill.domain.connector.TryMappings.Preview;
import dev.waybill.domain.connector.TryMappings.Which;
import dev.waybill.domain.event.EventId;
import dev.waybill.domain.json.JsonCodec;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.mapping.Mapping;
import dev.waybill.domain.outbox.OutboxView.Chapter;
import dev.waybill.domain.outbox.OutboxView.Story;
import dev.waybill.domain.outbox.ReadEventStory;
import dev.waybill.domain.outbox.ReadEventStory.ToldStory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tries the active mappings on the stored event. Nothing is sent. */
public final class EventExplanations implements ExplainEvents {
  private final ReadEventStory stories;
  private final TryMappings trials;
  private final JsonCodec json;

  public EventExplanations(ReadEventStory stories, TryMappings trials, JsonCodec json) {
    this.stories = stories;
    this.trials = trials;
    this.json = json;
  }

  @Override
  public List<Explained> masked(EventId id) {
    return explained(stories.masked(id), Cover.CLOSED);
  }

  @Override
  public List<Explained> revealed(EventId id) {
    return explained(stories.revealed(id), Cover.OPEN);
  }

  private List<Explained> explained(List<ToldStory> told, Cover cover) {
    return told.stream().map(one -> explained(one, cover)).toList();
  }

  private Explained explained(ToldStory told, Cover cover) {
    var event = event(told.story());
    var passages =
        told.story().chapters().stream().map(chapter -> passage(chapter, event, cover)).toList();
    return new Explained(told.story(), told.received(), passages);
  }

  private @Nullable JsonObject event(Story story) {
    var payload = story.payload();
    return payload != null && json.read(payload).orElse(null) instanceof JsonObject event
        ? event
        : null;
  }

  private Passage passage(Chapter chapter, @Nullable JsonObject event, Cover cover) {
    return new Passage(
        chapter,
        event == null
            ? new Making.Nothing("Its payload is past its time and was forgotten.")
            : making(chapter.connector(), event, cover));
  }

  private Making making(ConnectorId connector, JsonObject event, Cover cover) {
    return switch (trials.preview(connector, event, Which.ACTIVE)) {
      case Preview.Shown shown -> made(shown, cover);
      case Preview.Rejected _ -> new Making.Nothing("An event like this is no longer accepted.");
      case Preview.Faulty _ -> new Making.Nothing("The active configuration cannot be used.");
      case Preview.NotConfigured _ -> new Making.Nothing("It has no active configuration.");
      case Preview.NotFound _ -> new Making.Nothing("The connector was deleted.");
    };
  }

  private static Making made(Preview.Shown shown, Cover cover) {
    return switch (shown.explained().outcome()) {
      case Mapping.Outcome.Unmappable(var problems) ->
          new Making.Made(
              shown.admission(),
              cover.rules(shown.explained().fields(), JsonObject.EMPTY),
              problems,
              null,
              shown.findings());
      case Mapping.Outcome.Mapped(var payload, _) ->
          new Making.Made(
              shown.admission(),
              cover.rules(shown.explained().fields(), payload),
              List.of(),
              shown
                  .request()
                  .map(request -> cover.request(request, payload, shown.explained().fields()))
                  .orElse(null),
              shown.findings());
    };
  }
}
