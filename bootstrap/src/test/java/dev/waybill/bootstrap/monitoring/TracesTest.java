package dev.waybill.bootstrap.monitoring;

import static dev.waybill.tracing.FakeCollector.attribute;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.bootstrap.endtoend.Api;
import dev.waybill.bootstrap.endtoend.Await;
import dev.waybill.bootstrap.endtoend.TikTokSetUp;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.tiktok.simulator.Fault;
import dev.waybill.tiktok.simulator.SimulatorOptions;
import dev.waybill.tiktok.simulator.TikTokSimulator;
import dev.waybill.tracing.FakeCollector;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trace goes from the sender through the outbox to the call, as a collector gets it. */
class TracesTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String OTHER_TRACE = "1bf7651916cd43dd8448eb211c80319c";
  private static final String SENDER = "b7ad6b7169203331";

  @TempDir private Path folder = Path.of("");
  private final FakeCollector collector = FakeCollector.start();
  private final TikTokSimulator simulator =
      TikTokSimulator.start(SimulatorOptions.forToken(TikTokSetUp.ACCESS_TOKEN));

  @AfterEach
  void stop() {
    collector.close();
    simulator.close();
  }

  @Test
  void an_events_trace_goes_on_to_the_call_and_a_batch_is_linked_to_each_of_its_traces()
      throws Exception {
    try (var platform = RunningPlatform.start(folder, simulator.baseUri(), endpoint())) {
      var connector = TikTokSetUp.register(platform.admin());
      var key = TikTokSetUp.writeKey(platform.admin());
      send(platform, key, "order-1", context(TRACE, "01"));
      var call = collector.await("process " + connector, 1).getFirst();
      var intake = collector.await("send src_1", 1).getFirst();
      assertThat(trace(intake)).isEqualTo(TRACE);
      assertThat(parent(intake)).isEqualTo(SENDER);
      assertThat(intake.getKind()).isEqualTo(SpanKind.SPAN_KIND_PRODUCER);
      assertThat(trace(call)).isEqualTo(TRACE);
      assertThat(parent(call)).isEqualTo(id(intake));
      assertThat(attribute(call.getAttributesList(), "waybill.outcome")).isEqualTo("accepted");

      platform.admin().post("/v1/connectors/" + connector + "/pause", JsonObject.EMPTY);
      send(platform, key, "order-2", context(TRACE, "01"));
      send(platform, key, "order-3", context(OTHER_TRACE, "01"));
      send(platform, key, "order-4", context(OTHER_TRACE, "00"));
      platform.admin().post("/v1/connectors/" + connector + "/resume", JsonObject.EMPTY);
      var batch = collector.await("process " + connector, 2).getLast();
      assertThat(parent(batch)).isEmpty();
      assertThat(batch.getLinksList())
          .as("one for each that is recorded")
          .extracting(link -> hex(link.getTraceId().toByteArray()))
          .containsExactlyInAnyOrder(TRACE, OTHER_TRACE);
      assertThat(collector.text())
          .contains("send src_1")
          .doesNotContain(
              "order-",
              "visitor@shop.example",
              key,
              TikTokSetUp.ACCESS_TOKEN,
              platform.adminToken());
      Await.until(
          "told as sent",
          LIMIT,
          () -> platform.text("/metrics").contains("waybill_spans_total{result=\"sent\"} 5.0"));
    }
  }

  @Test
  void an_event_without_a_context_begins_a_trace_and_its_retries_stay_in_it() throws Exception {
    try (var platform = RunningPlatform.start(folder, simulator.baseUri(), endpoint())) {
      var connector = TikTokSetUp.register(platform.admin());
      var key = TikTokSetUp.writeKey(platform.admin());
      // A refusal that nobody knows: the event alone is tried again later, from a row of its own.
      simulator.fail(Fault.answer(40126, "Not now.", 200));
      send(platform, key, "order-1", "");
      var intake = collector.await("send src_1", 1).getFirst();
      assertThat(parent(intake)).isEmpty();
      var calls = collector.await("process " + connector, 2);
      assertThat(calls)
          .extracting(call -> attribute(call.getAttributesList(), "waybill.outcome"))
          .containsExactly("deferred", "accepted");
      assertThat(calls).allMatch(call -> trace(call).equals(trace(intake)));
      assertThat(calls).allMatch(call -> parent(call).equals(id(intake)));
      assertThat(story(platform, "order-1"))
          .contains("00-" + trace(intake) + "-" + id(intake) + "-01");
    }
  }

  @Test
  void without_an_endpoint_the_senders_context_is_kept_all_the_same() throws Exception {
    try (var platform = RunningPlatform.start(folder, simulator.baseUri(), Map.of())) {
      var connector = TikTokSetUp.register(platform.admin());
      var key = TikTokSetUp.writeKey(platform.admin());
      send(platform, key, "order-1", context(TRACE, "01"));
      send(platform, key, "order-2", "no context");
      Await.until(
          "delivered",
          LIMIT,
          () -> Api.number(TikTokSetUp.ledger(platform.admin(), connector), "delivered") == 2);
      assertThat(story(platform, "order-1")).contains(context(TRACE, "01"));
      assertThat(story(platform, "order-2")).contains("Purchase").doesNotContain("traceparent");
      assertThat(platform.text("/metrics"))
          .contains("waybill_ingested_events_total")
          .doesNotContain("waybill_spans");
    }
  }

  private static String context(String trace, String flags) {
    return "00-" + trace + "-" + SENDER + "-" + flags;
  }

  private static String story(RunningPlatform platform, String event) throws Exception {
    var told = platform.admin().get("/v1/events/" + event + "?reveal=true");
    return new String(Api.CODEC.write(told.body()), UTF_8);
  }

  private Map<String, String> endpoint() {
    return Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint().toString());
  }

  private static String trace(Span span) {
    return hex(span.getTraceId().toByteArray());
  }

  private static String id(Span span) {
    return hex(span.getSpanId().toByteArray());
  }

  private static String parent(Span span) {
    return hex(span.getParentSpanId().toByteArray());
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /** Without the header where there is no text for it. */
  private static void send(RunningPlatform platform, String key, String id, String traceparent)
      throws Exception {
    var body =
        """
        {"event": "Purchase", "event_time": "%s", "event_source": "web", "event_id": "%s",
         "context": {"email": "visitor@shop.example"},
         "properties": {"value": 12.5, "currency": "EUR"}}\
        """
            .formatted(Instant.now(), id);
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(platform.address().resolve("/v1/events"))
              .header("Authorization", "Bearer " + key)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(body));
      Optional.of(traceparent)
          .filter(text -> !text.isEmpty())
          .ifPresent(text -> request.header("traceparent", text));
      assertThat(http.send(request.build(), BodyHandlers.discarding()).statusCode()).isEqualTo(202);
    }
  }
}
