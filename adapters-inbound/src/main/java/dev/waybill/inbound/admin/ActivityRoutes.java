package dev.waybill.inbound.admin;

import dev.waybill.domain.activity.Activity;
import dev.waybill.domain.activity.Activity.Bucket;
import dev.waybill.domain.activity.LatencyHistogram;
import dev.waybill.domain.activity.ReadActivity;
import dev.waybill.domain.activity.Span;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonNull;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.inbound.http.Endpoints;
import dev.waybill.inbound.http.Reply;
import dev.waybill.inbound.http.Request;
import dev.waybill.inbound.http.Route;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What went in and out over time. */
final class ActivityRoutes implements Endpoints {
  private final ReadActivity activity;

  ActivityRoutes(ReadActivity activity) {
    this.activity = activity;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/v1/activity", request -> at(request, this::outcomes)),
        Route.get("/v1/activity/errors", request -> at(request, this::errors)),
        Route.get("/v1/activity/sources", request -> at(request, this::intake)),
        Route.get("/v1/activity/recent", _ -> Reply.ok(recent())));
  }

  private static Reply at(Request request, BiFunction<@Nullable ConnectorId, Span, Reply> answer) {
    var fields = new QueryFields(request);
    var connector = fields.connector();
    var span = fields.optional("span", Span::ofWire, "Wanted 1h, 24h or 7d.");
    return fields.whenRight(() -> answer.apply(connector, span == null ? Span.HOUR : span));
  }

  private Reply outcomes(@Nullable ConnectorId connector, Span span) {
    return connector == null
        ? Reply.ok(outcomes(activity.all(span)))
        : activity
            .of(connector, span)
            .map(found -> Reply.ok(outcomes(found)))
            .orElseGet(ConnectorRoutes::notFound);
  }

  private static JsonObject outcomes(Activity activity) {
    return JsonObject.builder()
        .put("from", Fields.time(activity.from()))
        .put("step_seconds", activity.step().toSeconds())
        .put("buckets", Fields.list(activity.buckets(), ActivityRoutes::bucket))
        .build();
  }

  private static JsonObject bucket(Bucket bucket) {
    var latency = bucket.latency();
    return JsonObject.builder()
        .put("from", Fields.time(bucket.from()))
        .put("delivered", bucket.delivered())
        .put("dead", bucket.dead())
        .put("expired", bucket.expired())
        .put("filtered", bucket.filtered())
        .put("retrying", bucket.retrying())
        .put("calls", bucket.calls())
        .put("oldest_waiting_seconds", seconds(bucket.oldestWaiting()))
        .put("p50_ms", percentile(latency, 0.5))
        .put("p95_ms", percentile(latency, 0.95))
        .put("p99_ms", percentile(latency, 0.99))
        .build();
  }

  private static Json seconds(@Nullable Duration age) {
    return age == null ? JsonNull.NULL : Json.of(age.toSeconds());
  }

  private static Json percentile(LatencyHistogram latency, double share) {
    return latency
        .percentile(share)
        .<Json>map(took -> Json.of(took.toMillis()))
        .orElse(JsonNull.NULL);
  }

  private Reply errors(@Nullable ConnectorId connector, Span span) {
    var errors = activity.errors(connector, span);
    return Reply.ok(
        JsonObject.builder()
            .put("from", Fields.time(errors.from()))
            .put("step_seconds", span.step().toSeconds())
            .put("whole", errors.whole())
            .put(
                "codes",
                Fields.list(
                    List.copyOf(errors.counts().entrySet()),
                    entry -> series("code", entry.getKey(), entry.getValue()).build()))
            .build());
  }

  private Reply intake(@Nullable ConnectorId connector, Span span) {
    return Reply.ok(
        JsonObject.builder()
            .put("step_seconds", span.step().toSeconds())
            .put(
                "sources",
                Fields.list(
                    activity.intake(span),
                    source ->
                        series("source", source.source().toString(), source.accepted())
                            .put("name", source.name())
                            .build()))
            .build());
  }

  private static JsonObject.Builder series(String name, String value, List<Long> counts) {
    return JsonObject.builder().put(name, value).put("counts", Fields.list(counts, Json::of));
  }

  private JsonObject recent() {
    return JsonObject.builder()
        .put("seconds", ReadActivity.RECENT.toSeconds())
        .put("connectors", Fields.list(activity.recent(), ActivityRoutes::recent))
        .build();
  }

  private static JsonObject recent(ReadActivity.Recent recent) {
    return JsonObject.builder()
        .put("connector", recent.connector().toString())
        .put("accepted", recent.accepted())
        .put("delivered", recent.delivered())
        .put("dead", recent.dead())
        .put("expired", recent.expired())
        .put("filtered", recent.filtered())
        .build();
  }
}
