package dev.waybill.metrics;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.destination.Call;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.source.SourceId;
import dev.waybill.domain.telemetry.CallOutcome;
import dev.waybill.domain.telemetry.Traceparent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Spans as OTLP's JSON writes them. All names are here: OpenTelemetry's conventions for messaging
 * are still being developed.
 */
final class SpanJson {
  private static final int PRODUCER = 4;
  private static final int CLIENT = 3;
  private static final int ERROR = 2;

  private SpanJson() {}

  /** What every span has. */
  record Frame(
      Traceparent own,
      Optional<Traceparent> parent,
      List<Traceparent> links,
      Instant from,
      Instant to) {}

  /** Events on their way into the log. */
  static JsonObject intake(Frame frame, SourceId source, int events) {
    return span(
            frame,
            "send " + source,
            PRODUCER,
            text("messaging.system", "waybill"),
            text("messaging.operation.type", "send"),
            text("messaging.destination.name", source.toString()),
            number("messaging.batch.message_count", events))
        .build();
  }

  /** A call to a platform. */
  static JsonObject call(Frame frame, ConnectorId connector, Call call, CallOutcome outcome) {
    var attributes = new ArrayList<Json>();
    attributes.add(text("messaging.system", "waybill"));
    attributes.add(text("messaging.operation.type", "process"));
    attributes.add(text("waybill.connector", connector.toString()));
    attributes.add(text("waybill.outcome", outcome.wire()));
    attributes.add(text("waybill.code", call.code()));
    attributes.add(number("messaging.batch.message_count", call.events().size()));
    var status = call.httpStatus();
    if (status != null) {
      attributes.add(number("http.response.status_code", status));
    }
    var span = span(frame, "process " + connector, CLIENT, attributes.toArray(Json[]::new));
    if (outcome != CallOutcome.ACCEPTED) {
      span.put("status", JsonObject.builder().put("code", ERROR).build());
    }
    return span.build();
  }

  private static JsonObject.Builder span(Frame frame, String name, int kind, Json... attributes) {
    var span =
        JsonObject.builder()
            .put("traceId", frame.own().traceId())
            .put("spanId", frame.own().spanId());
    frame.parent().ifPresent(parent -> span.put("parentSpanId", parent.spanId()));
    return span.put("name", name)
        .put("kind", kind)
        .put("startTimeUnixNano", nanos(frame.from()))
        .put("endTimeUnixNano", nanos(frame.to()))
        .put("attributes", new JsonArray(List.of(attributes)))
        .put("links", frame.links().stream().map(SpanJson::link).collect(JsonArray.collector()));
  }

  private static Json link(Traceparent to) {
    return JsonObject.builder().put("traceId", to.traceId()).put("spanId", to.spanId()).build();
  }

  /** The body of one request. */
  static JsonObject export(List<JsonObject> spans) {
    var scope =
        JsonObject.builder()
            .put("scope", JsonObject.builder().put("name", "dev.waybill").build())
            .put("spans", new JsonArray(List.copyOf(spans)))
            .build();
    var resource =
        JsonObject.builder()
            .put("attributes", new JsonArray(List.of(text("service.name", "waybill"))))
            .build();
    var one =
        JsonObject.builder()
            .put("resource", resource)
            .put("scopeSpans", new JsonArray(List.of(scope)))
            .build();
    return JsonObject.builder().put("resourceSpans", new JsonArray(List.of(one))).build();
  }

  private static Json text(String key, String value) {
    return attribute(key, JsonObject.builder().put("stringValue", value).build());
  }

  // By OTLP's JSON whole numbers of 64 bits are texts.
  private static Json number(String key, long value) {
    return attribute(key, JsonObject.builder().put("intValue", Long.toString(value)).build());
  }

  private static Json attribute(String key, JsonObject value) {
    return JsonObject.builder().put("key", key).put("value", value).build();
  }

  private static String nanos(Instant at) {
    return Long.toString(at.getEpochSecond() * 1_000_000_000L + at.getNano());
  }
}
