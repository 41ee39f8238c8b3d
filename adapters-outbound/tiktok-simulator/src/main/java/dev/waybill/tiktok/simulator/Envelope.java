package dev.waybill.tiktok.simulator;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The body of a call, as read. Its events have been judged on the way; what is around them has not.
 *
 * @param body the bytes it was read from
 * @param head all members but a list under {@code data}
 * @param data the events; empty if {@code data} is no list
 */
record Envelope(BodyBytes body, JsonNode head, Optional<Data> data) {

  /**
   * The list of events.
   *
   * @param events as many of them as may be in one call
   * @param size how many there were
   * @param problem what is wrong with the first bad one
   * @param findings what is odd about them
   */
  record Data(List<Event> events, int size, Optional<BadEvent> problem, Findings findings) {}

  /** What is wrong with which event. */
  record BadEvent(int index, Problem problem) {}

  /**
   * What is needed of an event beside its bytes.
   *
   * @param id empty if there is none
   * @param value zero if there is none
   */
  record Event(String name, String id, BigDecimal value, int start, int end) {}

  boolean isTest() {
    return head.has("test_event_code");
  }

  Optional<Source> source() {
    return Source.named(head.path("event_source").stringValue(""));
  }

  String eventSourceId() {
    return head.path("event_source_id").stringValue("");
  }

  List<Event> events() {
    return data.map(Data::events).orElseGet(List::of);
  }

  boolean hasEvent(String name) {
    return events().stream().anyMatch(event -> event.name().equals(name));
  }
}
