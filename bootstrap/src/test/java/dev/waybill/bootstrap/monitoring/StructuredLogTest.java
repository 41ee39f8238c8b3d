package dev.waybill.bootstrap.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.bootstrap.endtoend.Api;
import dev.waybill.bootstrap.endtoend.Await;
import dev.waybill.bootstrap.endtoend.TikTokSetUp;
import dev.waybill.bootstrap.endtoend.WaybillProcess;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.tiktok.simulator.SimulatorOptions;
import dev.waybill.tiktok.simulator.TikTokSimulator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run at the most talkative level, its log read line by line. */
class StructuredLogTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String PERSON = "visitor@shop.example";
  private static final String COLLECTORS = "token-of-the-collector";

  @TempDir private Path folder = Path.of("");

  @Test
  void every_line_is_json_requests_are_found_by_their_id_and_nobody_is_named() throws Exception {
    var log = folder.resolve("log");
    try (var simulator =
            TikTokSimulator.start(SimulatorOptions.forToken(TikTokSetUp.ACCESS_TOKEN));
        var process =
            WaybillProcess.start(
                log,
                Map.of(
                    // Nobody is there, which is told as all else.
                    "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1",
                    "OTEL_EXPORTER_OTLP_HEADERS", "authorization=" + COLLECTORS,
                    "WAYBILL_DATA_DIR", folder.resolve("data").toString(),
                    "WAYBILL_PORT", "0",
                    "WAYBILL_LOG_FORMAT", "json",
                    "WAYBILL_LOG_LEVEL", "debug",
                    "WAYBILL_TIKTOK_EVENTS_BASE_URL", simulator.baseUri().toString()),
                "serve")) {
      var base = URI.create(process.awaitLine("Waybill ready at "));
      var token = Files.readString(folder.resolve("data/admin-token")).strip();
      var admin = new Api(base, token);
      TikTokSetUp.register(admin);
      var key = TikTokSetUp.writeKey(admin);
      var events = new Api(base, key);
      assertThat(events.post("/v1/events", purchase()).status()).isEqualTo(202);
      assertThat(events.post("/v1/events", Api.object("{\"event\": \"" + PERSON + "\"}")).status())
          .isEqualTo(422);
      assertThat(admin.get("/v1/events/order-1?reveal=true").status()).isEqualTo(200);
      simulator.revoke(TikTokSetUp.ACCESS_TOKEN);
      events.post("/v1/events", Api.object(purchaseText("order-2")));
      var refused = refused(base, "of-the-caller-1");
      assertThat(refused).contains("\"correlation_id\":\"of-the-caller-1\"");
      awaitLogged(log, "40105");
      awaitLogged(log, "\"correlation_id\":\"of-the-caller-1\"");
      awaitLogged(log, "traces are not taken by the collector: ");
      assertThat(process.stop()).isIn(0, 143);
      assertThat(process.output() + Files.readString(log))
          .doesNotContain(
              PERSON, key, token, TikTokSetUp.ACCESS_TOKEN, "a-wrong-token", COLLECTORS);
      var lines = Files.readAllLines(log).stream().map(Api::object).toList();
      assertThat(lines).hasSizeGreaterThan(10);
      assertThat(lines)
          .allSatisfy(
              line ->
                  assertThat(line.members().keySet())
                      .contains("timestamp", "level", "loggerName", "mdc", "formattedMessage"));
      assertThat(lines)
          .anySatisfy(
              line -> {
                assertThat(line.string("formattedMessage")).contains("GET /v1/sources 401");
                assertThat(line.object("mdc").string("correlation_id"))
                    .isEqualTo("of-the-caller-1");
              });
    }
  }

  private static void awaitLogged(Path log, String text) throws Exception {
    Await.until("logged: " + text, LIMIT, () -> Files.readString(log).contains(text));
  }

  private static String refused(URI base, String correlation) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(base.resolve("/v1/sources"))
              .header("Authorization", "Bearer a-wrong-token")
              .header("X-Correlation-Id", correlation)
              .method("GET", BodyPublishers.noBody())
              .build();
      var answer = http.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().firstValue("X-Correlation-Id")).contains(correlation);
      return answer.body();
    }
  }

  private static JsonObject purchase() {
    return Api.object(purchaseText("order-1"));
  }

  private static String purchaseText(String id) {
    return """
    {"event": "Purchase", "event_time": "%s", "event_source": "web", "event_id": "%s",
     "context": {"email": "%s"}, "properties": {"value": 12.5, "currency": "EUR"}}\
    """
        .formatted(Instant.now(), id, PERSON);
  }
}
