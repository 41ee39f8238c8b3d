package dev.waybill.tiktok.simulator;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /control/events}: the newest events that fit the query, oldest first. */
final class ControlEvents {
  private static final int MOST = 10_000;
  private static final int USUAL = 100;
  private static final Set<String> FILTERS =
      Set.of(
          "event_id", "event", "event_source", "event_source_id", "request_id", "verdict", "limit");

  private final EventViews views;

  ControlEvents(EventViews views) {
    this.views = views;
  }

  Reply matching(Query query) {
    if (!FILTERS.containsAll(query.names())) {
      throw new IllegalArgumentException(
          "events: wanted some of " + FILTERS.stream().sorted().toList());
    }
    requireOneOf("event_source", query, Stream.of(Source.values()).map(Source::key));
    requireOneOf("verdict", query, Stream.of(Verdict.values()).map(Verdict::key));
    var answer = Json.object();
    var list = answer.putArray("events");
    for (var event :
        views.newest(
            limit(query.value("limit")),
            call -> isCall(call, query),
            (taken, body) -> is(query, "verdict", taken.verdict().key()) && isEvent(body, query))) {
      list.add(json(event));
    }
    return Reply.json(200, answer);
  }

  private static void requireOneOf(String name, Query query, Stream<String> keys) {
    var known = keys.toList();
    if (!query.value(name).isEmpty() && !known.contains(query.value(name))) {
      throw new IllegalArgumentException(name + ": wanted one of " + known);
    }
  }

  private static int limit(String text) {
    if (text.isEmpty()) {
      return USUAL;
    }
    if (!text.matches("[1-9][0-9]{0,4}") || Integer.parseInt(text) > MOST) {
      throw new IllegalArgumentException("limit: wanted 1 to " + MOST);
    }
    return Integer.parseInt(text);
  }

  private static boolean isCall(TakenCall call, Query query) {
    return is(query, "event_source", call.source().key())
        && is(query, "event_source_id", call.eventSourceId())
        && is(query, "request_id", call.requestId());
  }

  private static boolean isEvent(JsonNode body, Query query) {
    return is(query, "event_id", body.path("event_id").stringValue(""))
        && is(query, "event", body.path("event").stringValue(""));
  }

  private static boolean is(Query query, String name, String value) {
    return query.value(name).isEmpty() || query.value(name).equals(value);
  }

  private static ObjectNode json(SeenEvent event) {
    var call = event.call();
    var json =
        Json.object()
            .put("received_at", call.receivedAt().toString())
            .put("event_source", call.source().key())
            .put("event_source_id", call.eventSourceId())
            .put("request_id", call.requestId())
            .put("token", call.maskedToken())
            .put("verdict", event.event().verdict().key());
    add(json, "recognised", event.recognised());
    add(json, "unrecognised", event.unrecognised());
    add(json, "warnings", event.warnings());
    json.set("body", event.body());
    event.mergedUser().ifPresent(user -> json.set("merged_user", user));
    return json;
  }

  private static void add(ObjectNode json, String name, List<String> values) {
    values.forEach(json.putArray(name)::add);
  }
}
