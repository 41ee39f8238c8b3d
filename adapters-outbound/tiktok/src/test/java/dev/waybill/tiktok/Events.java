package dev.waybill.tiktok;

import dev.waybill.destination.tck.PeerAnswer;
import dev.waybill.destination.tck.ScriptedPeer.Request;
import dev.waybill.domain.destination.OutboundEvent;
import dev.waybill.domain.event.EventId;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonCodec;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.json.JacksonCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Mapped events, and TikTok's answers to them. */
final class Events {
  static final JsonCodec JSON = new JacksonCodec();

  private Events() {}

  static OutboundEvent web(String id) {
    return of(EventSource.WEB, id);
  }

  static OutboundEvent of(EventSource source, String id) {
    return new OutboundEvent(
        new EventId(id),
        source,
        JsonObject.builder()
            .put("event", "Purchase")
            .put("event_time", 1_790_000_000L)
            .put("event_id", id)
            .put("user", JsonObject.builder().put("ip", "198.51.100.7").build())
            .put("properties", JsonObject.builder().put("currency", "EUR").build())
            .build());
  }

  static PeerAnswer answer(int status, long code, String message) {
    return PeerAnswer.json(
        status,
        text(
            JsonObject.builder()
                .put("code", code)
                .put("message", message)
                .put("request_id", "202609241220050123456789ABCDEF0123")
                .put("data", JsonObject.EMPTY)
                .build()));
  }

  static List<JsonObject> sent(Request request) {
    return request.body().isEmpty() ? List.of() : sent(request.body());
  }

  static List<JsonObject> sent(String body) {
    return read(body, JsonObject.class).get("data") instanceof JsonArray(var events)
        ? events.stream().map(JsonObject.class::cast).toList()
        : List.of();
  }

  static <T extends Json> T read(String text, Class<T> kind) {
    return kind.cast(JSON.read(text.getBytes(StandardCharsets.UTF_8)).orElseThrow());
  }

  static String text(Json value) {
    return new String(JSON.write(value), StandardCharsets.UTF_8);
  }
}
