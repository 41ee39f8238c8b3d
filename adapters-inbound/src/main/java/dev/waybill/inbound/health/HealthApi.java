package dev.waybill.inbound.health;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.monitor.Condition;
import dev.waybill.domain.monitor.ReadConditions;
import dev.waybill.inbound.http.Endpoints;
import dev.waybill.inbound.http.Reply;
import dev.waybill.inbound.http.Request;
import dev.waybill.inbound.http.Route;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Supplier;

/** Open to everybody who reaches the port: says how the node is and nothing of what it holds. */
public final class HealthApi implements Endpoints {
  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final Readiness readiness;
  private final ReadConditions conditions;
  private final Supplier<String> metrics;

  /**
   * @param metrics the metrics as Prometheus text
   */
  public HealthApi(Readiness readiness, ReadConditions conditions, Supplier<String> metrics) {
    this.readiness = readiness;
    this.conditions = conditions;
    this.metrics = metrics;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/health/live", _ -> Reply.ok(status("live").build())),
        Route.get("/health/ready", this::ready),
        Route.get("/metrics", _ -> Reply.bytes(PROMETHEUS_TEXT, metrics.get().getBytes(UTF_8))));
  }

  private Reply ready(Request request) {
    var checks = readiness.checks();
    boolean ready = checks.stream().allMatch(Readiness.Check::ok);
    return Reply.json(
        ready ? 200 : 503,
        status(ready ? "ready" : "not_ready")
            .put("checks", checks.stream().map(HealthApi::check).collect(JsonArray.collector()))
            .put("degraded", degraded())
            .build());
  }

  /** One line for each kind: which connectors it is about is the operator's business. */
  private JsonArray degraded() {
    var seen = EnumSet.noneOf(Condition.Kind.class);
    return conditions.conditions().stream()
        .filter(condition -> seen.add(condition.kind()))
        .map(HealthApi::condition)
        .collect(JsonArray.collector());
  }

  private static JsonObject condition(Condition condition) {
    return JsonObject.builder()
        .put("name", condition.kind().wire())
        .put("since", condition.since().toString())
        .put("detail", condition.kind().title())
        .build();
  }

  private static JsonObject.Builder status(String status) {
    return JsonObject.builder().put("status", status);
  }

  private static JsonObject check(Readiness.Check check) {
    return JsonObject.builder()
        .put("name", check.name())
        .put("ok", check.ok())
        .put("detail", check.detail())
        .build();
  }
}
