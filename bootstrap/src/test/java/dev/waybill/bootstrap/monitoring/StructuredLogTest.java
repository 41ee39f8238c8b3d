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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run at the most talkative level, its log read line by line. */
class StructuredLogTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String PERSON = "visitor@shop.example";

  @TempDir private Path folder = Path.of("");

  @Test
  void every_line_is_json_requests_are_found_by_their_id_and_nobody_is_named() throws Exception {
    try (var simulator =
            TikTokSimulator.start(SimulatorOptions.forToken(TikTokSetUp.ACCESS_TOKEN));
        var process =
            WaybillProcess.start(
                Map.of(
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
      Await.until("parked", LIMIT, () -> process.output().contains("40105"));
      Await.until(
          "the request is in the log",
          LIMIT,
          () -> process.output().contains("\"correlation_id\":\"of-the-caller-1\""));
      assertThat(process.stop()).isIn(0, 143);
      assertThat(process.output())
          .doesNotContain(PERSON, key, token, TikTokSetUp.ACCESS_TOKEN, "a-wrong-token");
      var lines = lines(process.output());
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

  /** What the command prints for people is no log. */
  private static List<JsonObject> lines(String output) {
    return output.lines().filter(line -> line.startsWith("{")).map(Api::object).toList();
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
         "context": {"email": "%s"}, "properties": {"value": 12.5, "currency": "EUR"}}"""
        .formatted(Instant.now(), id, PERSON);
  }
}
