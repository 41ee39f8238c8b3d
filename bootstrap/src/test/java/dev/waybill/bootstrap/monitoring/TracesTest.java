package dev.waybill.bootstrap.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.waybill.bootstrap.endtoend.Api;
import dev.waybill.bootstrap.endtoend.Await;
import dev.waybill.bootstrap.endtoend.TikTokSetUp;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.tiktok.simulator.SimulatorOptions;
import dev.waybill.tiktok.simulator.TikTokSimulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trace goes from the sender through the outbox to the call, as a collector gets it. */
class TracesTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String OTHER_TRACE = "1bf7651916cd43dd8448eb211c80319c";
  private static final String SENDER = "b7ad6b7169203331";

  @TempDir private Path folder = Path.of("");
  private final List<JsonObject> spans = new CopyOnWriteArrayList<>();
  private HttpServer collector;
  private TikTokSimulator simulator;

  @BeforeEach
  void listen() throws IOException {
    simulator = TikTokSimulator.start(SimulatorOptions.forToken(TikTokSetUp.ACCESS_TOKEN));
    collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/v1/traces",
        exchange -> {
          var text = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          collect(Api.object(text));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
  }

  @AfterEach
  void stop() {
    collector.stop(0);
    simulator.close();
  }

  @Test
  void an_events_trace_goes_on_to_the_call_and_a_batch_is_linked_to_each_of_its_traces()
      throws Exception {
    try (var platform = RunningPlatform.start(folder, simulator.baseUri(), endpoint())) {
      var connector = TikTokSetUp.register(platform.admin());
      var key = TikTokSetUp.writeKey(platform.admin());
      send(platform, key, "order-1", "00-" + TRACE + "-" + SENDER + "-01");
      Await.until("the call is traced", LIMIT, () -> named("process " + connector).size() == 1);
      var intake = named("send src_1").getFirst();
      assertThat(intake.string("traceId")).isEqualTo(TRACE);
      assertThat(intake.string("parentSpanId")).isEqualTo(SENDER);
      assertThat(intake.get("kind")).isEqualTo(Json.of(4));
      var call = named("process " + connector).getFirst();
      assertThat(call.string("traceId")).isEqualTo(TRACE);
      assertThat(call.string("parentSpanId")).isEqualTo(intake.string("spanId"));
      assertThat(attribute(call, "waybill.outcome")).isEqualTo("accepted");

      platform.admin().post("/v1/connectors/" + connector + "/pause", JsonObject.EMPTY);
      send(platform, key, "order-2", "00-" + TRACE + "-" + SENDER + "-01");
      send(platform, key, "order-3", "00-" + OTHER_TRACE + "-" + SENDER + "-01");
      send(platform, key, "order-4", "00-" + OTHER_TRACE + "-" + SENDER + "-00");
      platform.admin().post("/v1/connectors/" + connector + "/resume", JsonObject.EMPTY);
      Await.until("the batch is traced", LIMIT, () -> named("process " + connector).size() == 2);
      var batch = named("process " + connector).getLast();
      assertThat(batch.string("parentSpanId")).isNull();
      assertThat(Api.list(batch, "links"))
          .as("one for each that is recorded")
          .extracting(link -> ((JsonObject) link).string("traceId"))
          .containsExactlyInAnyOrder(TRACE, OTHER_TRACE);
      assertThat(spans)
          .map(span -> new String(Api.CODEC.write(span), UTF_8))
          .noneMatch(span -> span.contains("order-") || span.contains("visitor@shop.example"));
    }
  }

  @Test
  void without_an_endpoint_nothing_is_sent_and_the_senders_context_is_kept_all_the_same()
      throws Exception {
    try (var platform = RunningPlatform.start(folder, simulator.baseUri(), Map.of())) {
      var connector = TikTokSetUp.register(platform.admin());
      var key = TikTokSetUp.writeKey(platform.admin());
      var context = "00-" + TRACE + "-" + SENDER + "-01";
      send(platform, key, "order-1", context);
      send(platform, key, "order-2", "no context");
      Await.until(
          "delivered",
          LIMIT,
          () -> Api.number(TikTokSetUp.ledger(platform.admin(), connector), "delivered") == 2);
      assertThat(story(platform, "order-1")).contains(context);
      assertThat(story(platform, "order-2")).contains("Purchase").doesNotContain("traceparent");
      assertThat(spans).isEmpty();
    }
  }

  private static String story(RunningPlatform platform, String event) throws Exception {
    var told = platform.admin().get("/v1/events/" + event + "?reveal=true");
    return new String(Api.CODEC.write(told.body()), UTF_8);
  }

  private Map<String, String> endpoint() {
    return Map.of(
        "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + collector.getAddress().getPort());
  }

  private void collect(JsonObject export) {
    for (var resource : Api.list(export, "resourceSpans")) {
      for (var scope : Api.list((JsonObject) resource, "scopeSpans")) {
        Api.list((JsonObject) scope, "spans").forEach(span -> spans.add((JsonObject) span));
      }
    }
  }

  private List<JsonObject> named(String name) {
    return spans.stream().filter(span -> name.equals(span.string("name"))).toList();
  }

  private static String attribute(JsonObject span, String key) {
    return Api.list(span, "attributes").stream()
        .map(JsonObject.class::cast)
        .filter(it -> key.equals(it.string("key")))
        .map(it -> String.valueOf(it.object("value").string("stringValue")))
        .findFirst()
        .orElseThrow();
  }

  private static void send(RunningPlatform platform, String key, String id, String traceparent)
      throws Exception {
    var body =
        """
        {"event": "Purchase", "event_time": "%s", "event_source": "web", "event_id": "%s",
         "context": {"email": "visitor@shop.example"},
         "properties": {"value": 12.5, "currency": "EUR"}}"""
            .formatted(Instant.now(), id);
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(platform.address().resolve("/v1/events"))
              .header("Authorization", "Bearer " + key)
              .header("Content-Type", "application/json")
              .header("traceparent", traceparent)
              .POST(BodyPublishers.ofString(body))
              .build();
      assertThat(http.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(202);
    }
  }
}
