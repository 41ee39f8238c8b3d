package dev.waybill.bootstrap.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.tiktok.simulator.SimulatorOptions;
import dev.waybill.tiktok.simulator.TikTokSimulator;
import java.net.URI;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code ./waybill ledger verify} beside a platform that runs, as an operator types it. */
class LedgerVerifyTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void it_ends_with_0_until_somebody_changes_what_is_stored_and_then_with_1_and_says_where()
      throws Exception {
    try (var simulator =
        TikTokSimulator.start(SimulatorOptions.forToken(TikTokSetUp.ACCESS_TOKEN))) {
      var environment = new HashMap<>(SharedServer.environment());
      environment.put("WAYBILL_TIKTOK_EVENTS_BASE_URL", simulator.baseUri().toString());
      try (var platform = WaybillProcess.start(environment, "serve")) {
        var base = URI.create(platform.awaitLine("Waybill ready at "));
        var connector = deliverOne(base);
        assertThat(verify(environment, 0)).contains("0 differences in 1 events");
        var remote =
            Map.of("WAYBILL_URL", base.toString(), "WAYBILL_TOKEN", SharedServer.ADMIN_TOKEN);
        assertThat(verify(remote, 0)).contains("0 differences in 1 events");
        for (var whereToCount : List.of(environment, remote)) {
          assertThat(verify(whereToCount, 0, "-o", "json"))
              .contains("\"state\": \"done\"", "\"events\": 1,", "\"differences\": []");
        }
        tamper(environment);
        assertThat(verify(remote, 1))
            .contains(connector)
            .containsPattern("expected \\d+, found \\d+");
        assertThat(verify(environment, 1))
            .contains(connector)
            .containsPattern("expected \\d+, found \\d+")
            .doesNotContain("0 differences");
      }
    }
  }

  private static String deliverOne(URI base) throws Exception {
    var admin = new Api(base, SharedServer.ADMIN_TOKEN);
    var connector = TikTokSetUp.register(admin);
    var event =
        Api.object(
            """
            {"event": "ViewContent", "event_time": "%s", "event_source": "web",
             "event_id": "view-1", "context": {"external_id": "visitor-1"}}"""
                .formatted(Instant.now()));
    var answer = new Api(base, TikTokSetUp.writeKey(admin)).post("/v1/events", event);
    assertThat(answer.status()).isEqualTo(202);
    Await.until(
        "it is delivered",
        LIMIT,
        () -> Api.number(TikTokSetUp.ledger(admin, connector), "delivered") == 1);
    return connector;
  }

  private static String verify(Map<String, String> environment, int code, String... options)
      throws Exception {
    var words =
        Stream.concat(Stream.of("ledger", "verify"), Stream.of(options)).toArray(String[]::new);
    try (var verify = WaybillProcess.start(environment, words)) {
      assertThat(verify.awaitExit(LIMIT)).as(verify.output()).isEqualTo(code);
      return verify.output();
    }
  }

  /** Counts a delivery that never was. */
  private static void tamper(Map<String, String> environment) throws Exception {
    try (var connection =
            DriverManager.getConnection(
                String.valueOf(environment.get("WAYBILL_DATABASE_URL")),
                environment.get("WAYBILL_DATABASE_USER"),
                environment.get("WAYBILL_DATABASE_PASSWORD"));
        var statement = connection.createStatement()) {
      assertThat(statement.executeUpdate("UPDATE settlement SET delivered = delivered + 1"))
          .isEqualTo(1);
    }
  }
}
