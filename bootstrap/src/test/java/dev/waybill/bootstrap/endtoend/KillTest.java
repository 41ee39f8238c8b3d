package dev.waybill.bootstrap.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.tiktok.simulator.SimulatorOptions;
import dev.waybill.tiktok.simulator.SimulatorOptions.Mode;
import dev.waybill.tiktok.simulator.TikTokSimulator;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * {@code kill -9} of the platform in the middle of a stream; the fault suite does it more often.
 */
@Tag("faults")
class KillTest {
  private static final int KILLS = 2;
  private static final int BATCH = 500;
  private static final int UNSETTLED = 1_000;

  private final Set<String> accepted = new HashSet<>();
  private int serial;

  @Test
  void what_was_answered_with_202_survives_every_kill() throws Exception {
    var options = SimulatorOptions.forToken(TikTokSetUp.ACCESS_TOKEN).with(Mode.KEYS_KEPT);
    try (var simulator = TikTokSimulator.start(options)) {
      var environment = new HashMap<>(SharedServer.environment());
      environment.put("WAYBILL_TIKTOK_EVENTS_BASE_URL", simulator.baseUri().toString());
      var bound = new DuplicateBound(simulator, environment);
      var sender = new Sender();
      for (int kill = 0; kill < KILLS; kill++) {
        // So slow that a backlog grows while events stream in.
        simulator.delay(Duration.ofSeconds(4));
        try (var platform = WaybillProcess.start(environment, "serve")) {
          var base = URI.create(platform.awaitLine("Waybill ready at "));
          var admin = new Api(base, SharedServer.ADMIN_TOKEN);
          sender.begin(base, admin);
          sender.streamUntil(() -> unsettled(admin, sender) >= UNSETTLED);
          assertThat(unsettled(admin, sender)).isGreaterThanOrEqualTo(UNSETTLED);
          platform.kill();
          bound.killed();
        }
      }
      simulator.delay(Duration.ZERO);
      drainAndCompare(environment, sender, simulator);
      bound.assertKept();
    }
  }

  private void drainAndCompare(
      Map<String, String> environment, Sender sender, TikTokSimulator simulator) throws Exception {
    try (var platform = WaybillProcess.start(environment, "serve")) {
      var base = URI.create(platform.awaitLine("Waybill ready at "));
      var admin = new Api(base, SharedServer.ADMIN_TOKEN);
      sender.begin(base, admin);
      sender.send();
      Await.until(
          "everything is settled", Duration.ofMinutes(2), () -> unsettled(admin, sender) == 0);
      var line = TikTokSetUp.ledger(admin, sender.connector);
      assertThat(Api.isTrue(line, "balanced")).as("the ledger balances").isTrue();
      assertThat(Api.number(line, "accepted")).isEqualTo(accepted.size());
      assertThat(Api.number(line, "delivered")).isEqualTo(accepted.size());
      assertThat(seen(simulator)).isEqualTo(accepted);
      assertThat(platform.stop()).isIn(0, 143);
      Accounts.assertNoDifference(environment);
    }
  }

  private static Set<String> seen(TikTokSimulator simulator) {
    var seen = new HashSet<String>();
    simulator.keys().orElseThrow().forEach(key -> seen.add(key.split("\t", -1)[2]));
    return seen;
  }

  private static long unsettled(Api admin, Sender sender) throws IOException, InterruptedException {
    return TikTokSetUp.unsettled(TikTokSetUp.ledger(admin, sender.connector));
  }

  /** A sender that keeps what it was not answered for, and sends it again. */
  private final class Sender {
    private String connector = "";
    private String writeKey = "";
    private List<JsonObject> unanswered = List.of();
    private Api events = new Api(URI.create("http://127.0.0.1:1"), "");

    void begin(URI base, Api admin) throws IOException, InterruptedException {
      if (connector.isEmpty()) {
        connector = TikTokSetUp.register(admin);
        writeKey = TikTokSetUp.writeKey(admin);
      }
      events = new Api(base, writeKey);
    }

    void streamUntil(Callable<Boolean> enough) throws Exception {
      do {
        send();
      } while (!enough.call());
      // The next request is on its way when the kill comes: nobody knows what became of it.
      unanswered = next();
      var inFlight = unanswered;
      var current = events;
      Thread.startVirtualThread(() -> fireAndForget(current, inFlight));
    }

    private void send() throws IOException, InterruptedException {
      var batch = unanswered.isEmpty() ? next() : unanswered;
      Json body = batch.stream().map(Json.class::cast).collect(JsonArray.collector());
      var answer = events.post("/v1/events", body);
      assertThat(answer.status()).isEqualTo(202);
      for (Json result : answer.list("results")) {
        assertThat(((JsonObject) result).string("status")).isIn("accepted", "duplicate");
        accepted.add(String.valueOf(((JsonObject) result).string("event_id")));
      }
      unanswered = List.of();
    }

    private static void fireAndForget(Api events, List<JsonObject> batch) {
      try {
        events.post(
            "/v1/events", batch.stream().map(Json.class::cast).collect(JsonArray.collector()));
      } catch (IOException e) {
        // killed under its hands, as meant
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private List<JsonObject> next() {
      var batch = new ArrayList<JsonObject>();
      for (int i = 0; i < BATCH; i++) {
        serial++;
        batch.add(
            Api.object(
                """
                {"event": "ViewContent", "event_time": "%s", "event_source": "web",
                 "event_id": "view-%d", "context": {"external_id": "visitor-%d"}}
                """
                    .formatted(Instant.now(), serial, serial)));
      }
      return batch;
    }
  }
}
