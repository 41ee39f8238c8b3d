package dev.waybill.bootstrap.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.waybill.bootstrap.endtoend.Api;
import dev.waybill.bootstrap.endtoend.Await;
import dev.waybill.bootstrap.endtoend.TikTokSetUp;
import dev.waybill.destination.http.SigningKeys;
import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.tiktok.simulator.SimulatorOptions;
import dev.waybill.tiktok.simulator.TikTokSimulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A token is lost at night, and somebody is called; and told when it is over. */
class AlertsTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String OLD_SECRET = "whsec_cHJldmlvdXMtc2VjcmV0LW9mLXRoZS1ob29r";

  private record Message(Map<String, String> headers, String body) {
    JsonObject json() {
      return (JsonObject) Api.CODEC.read(body.getBytes(UTF_8)).orElseThrow();
    }

    String header(String name) {
      return requireNonNull(headers.get(name), name);
    }
  }

  @TempDir private Path folder = Path.of("");
  private final Instant began = Instant.now();

  /** Three times as fast as it should be: faster, and the looks would be too far apart to count. */
  private final InstantSource clock =
      () -> began.plus(Duration.between(began, Instant.now()).multipliedBy(3));

  private final List<Message> messages = new CopyOnWriteArrayList<>();
  private final AtomicInteger refusals = new AtomicInteger(1);
  private HttpServer receiver;

  @BeforeEach
  void listen() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          var headers = new HashMap<String, String>();
          exchange
              .getRequestHeaders()
              .forEach((k, v) -> headers.put(k.toLowerCase(Locale.ROOT), v.getFirst()));
          messages.add(
              new Message(headers, new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
          exchange.sendResponseHeaders(refusals.getAndDecrement() > 0 ? 500 : 204, -1);
          exchange.close();
        });
    receiver.start();
  }

  @AfterEach
  void stop() {
    receiver.stop(0);
  }

  @Test
  void a_lost_token_calls_for_somebody_and_its_return_is_told_too() throws Exception {
    try (var simulator =
            TikTokSimulator.start(SimulatorOptions.forToken(TikTokSetUp.ACCESS_TOKEN));
        var platform =
            RunningPlatform.start(folder, simulator.baseUri(), settings("true"), clock)) {
      var connector = TikTokSetUp.register(platform.admin());
      var events = platform.sender();
      simulator.revoke(TikTokSetUp.ACCESS_TOKEN);
      events.post("/v1/events", purchase());
      Await.until(
          "found", LIMIT, () -> platform.text("/metrics").contains("state=\"parked\"} 1.0"));
      Await.until(
          "fired and taken",
          LIMIT,
          () -> messages.size() >= 2 && messages.stream().anyMatch(AlertsTest::isParked));
      var refused = messages.getFirst();
      var first = messages.stream().filter(AlertsTest::isParked).findFirst().orElseThrow();
      assertThat(messages.get(1).header("webhook-id"))
          .as("refused once, sent again")
          .isEqualTo(refused.header("webhook-id"));
      assertThat(first.header("webhook-signature"))
          .isEqualTo(
              SigningKeys.of(List.of(new Secret(SECRET), new Secret(OLD_SECRET)))
                  .sign(
                      first.header("webhook-id"),
                      Long.parseLong(first.header("webhook-timestamp")),
                      first.body().getBytes(UTF_8)));
      var data = first.json().object("data");
      assertThat(first.json().string("type")).isEqualTo("alert.firing");
      assertThat(data.string("rule")).isEqualTo("connector_parked");
      assertThat(data.string("what")).startsWith(connector + " (TikTok) stands still");
      assertThat(data.string("remedy")).contains("/v1/connectors/" + connector + "/verify");
      assertThat(Api.number(data, "waiting")).isEqualTo(1);
      assertThat(data.string("first_expiry")).isNotNull();
      var shown = platform.admin().get("/v1/alerts");
      assertThat(shown.list("firing"))
          .extracting(alert -> ((JsonObject) alert).string("rule"))
          .contains("connector_parked");
      assertThat(shown.list("degraded"))
          .as("the clock is too fast")
          .extracting(condition -> ((JsonObject) condition).string("name"))
          .contains("clock");
      assertThat(platform.text("/health/ready"))
          .contains("\"status\":\"ready\"", "\"name\":\"clock\"");
      assertThat(platform.text("/metrics")).contains("waybill_degraded{kind=\"clock\"} 1.0");

      simulator.restore(TikTokSetUp.ACCESS_TOKEN);
      Await.until("over", LIMIT, () -> messages.stream().anyMatch(it -> isOver(it)));
      assertThat(platform.admin().get("/v1/alerts").list("resolved")).isNotEmpty();
      assertThat(messages)
          .extracting(Message::body)
          .noneMatch(body -> body.contains(TikTokSetUp.ACCESS_TOKEN))
          .noneMatch(body -> body.contains(platform.adminToken()))
          .noneMatch(body -> body.contains("visitor@shop.example"))
          .noneMatch(body -> body.contains("order-1"));
    }
  }

  @Test
  void a_receiver_in_the_own_network_is_not_called_unless_that_is_allowed() throws Exception {
    try (var simulator =
            TikTokSimulator.start(SimulatorOptions.forToken(TikTokSetUp.ACCESS_TOKEN));
        var platform =
            RunningPlatform.start(folder, simulator.baseUri(), settings("false"), clock)) {
      TikTokSetUp.register(platform.admin());
      simulator.revoke(TikTokSetUp.ACCESS_TOKEN);
      platform.sender().post("/v1/events", purchase());
      Await.until(
          "given up",
          LIMIT,
          () ->
              platform
                  .text("/metrics")
                  .contains("waybill_alert_messages_total{result=\"never\"} 1.0"));
      assertThat(messages).isEmpty();
    }
  }

  private static boolean isParked(Message message) {
    return "connector_parked".equals(message.json().object("data").string("rule"));
  }

  private static boolean isOver(Message message) {
    return "alert.resolved".equals(message.json().string("type"))
        && "connector_parked".equals(message.json().object("data").string("rule"));
  }

  private Map<String, String> settings(String allowPrivate) {
    return Map.of(
        "WAYBILL_ALERT_WEBHOOK_URL",
        "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook",
        "WAYBILL_ALERT_WEBHOOK_SECRET",
        SECRET + " " + OLD_SECRET,
        "WAYBILL_ALERT_ALLOW_PRIVATE_ADDRESSES",
        allowPrivate,
        "WAYBILL_ALERT_HOLD",
        "1m",
        "WAYBILL_ALERT_QUIET",
        "1m");
  }

  private JsonObject purchase() {
    return Api.object(
        """
        {"event": "Purchase", "event_time": "%s", "event_source": "web", "event_id": "order-1",
         "context": {"email": "visitor@shop.example"},
         "properties": {"value": 12.5, "currency": "EUR"}}\
        """
            .formatted(clock.instant()));
  }
}
