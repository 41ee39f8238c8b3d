package dev.waybill.inbound.admin;

import dev.waybill.domain.event.EventId;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonNull;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.outbox.OutboxView.Chapter;
import dev.waybill.domain.outbox.ReadEventStory;
import dev.waybill.domain.outbox.ReadEventStory.ToldStory;
import dev.waybill.domain.outbox.SettledCall;
import dev.waybill.inbound.http.Endpoints;
import dev.waybill.inbound.http.Refusals;
import dev.waybill.inbound.http.Reply;
import dev.waybill.inbound.http.Request;
import dev.waybill.inbound.http.Route;
import java.util.List;

/** {@code GET /v1/events/{event_id}}. */
final class StoryRoutes implements Endpoints {
  private final ReadEventStory stories;

  StoryRoutes(ReadEventStory stories) {
    this.stories = stories;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get("/v1/events/{event_id}", this::tell));
  }

  private Reply tell(Request request) {
    var id = request.path("event_id");
    if (!EventId.isValid(id)) {
      return notFound();
    }
    return Flag.named("reveal", request)
        .map(
            reveal ->
                told(reveal ? stories.revealed(new EventId(id)) : stories.masked(new EventId(id))))
        .orElseGet(() -> Flag.refused("reveal"));
  }

  private static Reply told(List<ToldStory> told) {
    return told.isEmpty()
        ? notFound()
        : Reply.ok(Fields.named("events", told, StoryRoutes::story))
            .with("Cache-Control", "no-store");
  }

  private static Reply notFound() {
    return Refusals.notFound("There is no event with that id.");
  }

  private static JsonObject story(ToldStory told) {
    var story = told.story();
    return JsonObject.builder()
        .put("source", story.source().toString())
        .put("event_key", story.key().uuid().toString())
        .put("received_at", Fields.time(story.receivedAt()))
        .put("received", told.received())
        .put("connectors", Fields.list(story.chapters(), StoryRoutes::chapter))
        .build();
  }

  private static JsonObject chapter(Chapter chapter) {
    var json =
        JsonObject.builder()
            .put("connector", chapter.connector().toString())
            .put("name", chapter.connectorName());
    return FateJson.put(chapter.fate(), json)
        .put("calls", Fields.list(chapter.calls(), StoryRoutes::call))
        .build();
  }

  private static JsonObject call(SettledCall call) {
    var status = call.httpStatus();
    return JsonObject.builder()
        .put("code", call.code())
        .put("http_status", status == null ? JsonNull.NULL : Json.of(status))
        .putNullable("message", call.message())
        .putNullable("request_id", call.requestId())
        .put("at", Fields.time(call.at()))
        .put("took_ms", call.took().toMillis())
        .build();
  }
}
