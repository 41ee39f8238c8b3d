package dev.waybill.tiktok.simulator;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The body of a call, as read and not yet judged.
 *
 * @param body the bytes it was read from, never changed
 * @param head all members but a list under {@code data}
 * @param data the events, as many as may be in one call; empty if {@code data} is no list
 * @param size how many events there were
 */
record Envelope(byte[] body, JsonNode head, Optional<List<Item>> data, int size) {

  /** One element of {@code data}, parsed, and where in the body it stands. */
  record Item(JsonNode event, int start, int end) {}

  boolean isTest() {
    return head.has("test_event_code");
  }

  Optional<Source> source() {
    return Source.named(head.path("event_source").stringValue(""));
  }

  String eventSourceId() {
    return head.path("event_source_id").stringValue("");
  }

  boolean hasEvent(String name) {
    return data.stream()
        .flatMap(List::stream)
        .anyMatch(item -> item.event().path("event").stringValue("").equals(name));
  }
}
