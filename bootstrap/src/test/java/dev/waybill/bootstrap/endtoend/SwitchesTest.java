package dev.waybill.bootstrap.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What is switched at one node binds the one that owns the connector. Two nodes, and a connector
 * for each test; one more is left alone and witnesses that a moment has passed.
 */
class SwitchesTest {
  private static final Duration PROMISED = Duration.ofSeconds(2);
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int ROUNDS = 5;
  private static final int WITNESS = 0;
  private static final int PAUSED = 1;
  private static final int PROMOTED = 2;
  private static final int CREDENTIAL = 3;
  private static final List<Integer> DELETED = List.of(4, 5);
  private static final AtomicInteger TURN = new AtomicInteger();
  private static Fleet fleet;
  private static List<Fleet.Node> nodes;

  @BeforeAll
  static void start() throws Exception {
    fleet = new Fleet();
    nodes = fleet.start(2);
    fleet.register(nodes.getFirst(), 6);
    fleet.awaitSpreadOver(2);
  }

  @AfterAll
  static void stop() throws Exception {
    fleet.assertLedgerHolds();
    fleet.close();
  }

  @Test
  void a_pause_binds_within_two_seconds_and_so_does_its_end() throws Exception {
    var pixel = Fleet.pixel(PAUSED);
    for (var there : nodes) {
      awaitArrival(pixel);
      post(there, PAUSED, "pause");
      awaitQuiet(pixel);
      post(there, PAUSED, "resume");
      awaitArrival(pixel);
    }
  }

  @Test
  void a_promotion_binds_within_two_seconds() throws Exception {
    var before = Fleet.pixel(PROMOTED);
    awaitArrival(before);
    for (var there : nodes) {
      var pixel = "CTESTPIXELPROMOTED0" + nodes.indexOf(there);
      change(
          there, PROMOTED, "{\"settings\": {\"event_source_ids\": {\"web\": \"" + pixel + "\"}}}");
      awaitArrival(pixel);
      awaitQuiet(before);
      before = pixel;
    }
  }

  @Test
  void a_new_credential_binds_within_two_seconds() throws Exception {
    var pixel = Fleet.pixel(CREDENTIAL);
    var before = TikTokSetUp.ACCESS_TOKEN;
    awaitArrival(pixel);
    for (var there : nodes) {
      var token = fleet.simulator().issueToken(Set.of());
      change(there, CREDENTIAL, "{\"credential\": {\"access_token\": \"" + token + "\"}}");
      fleet.simulator().forbid(before, pixel);
      awaitArrival(pixel);
      before = token;
    }
    assertThat(nodes.getFirst().admin().get(path(CREDENTIAL)).text("/status"))
        .isEqualTo("configured");
  }

  @Test
  void a_deletion_binds_within_two_seconds() throws Exception {
    for (int connector : DELETED) {
      var pixel = Fleet.pixel(connector);
      awaitArrival(pixel);
      var there = nodes.get(connector % 2);
      assertThat(there.admin().delete(path(connector) + "?discard=true").status()).isEqualTo(204);
      awaitQuiet(pixel);
    }
  }

  private static String path(int connector) {
    return "/v1/connectors/" + fleet.connector(connector);
  }

  private static void post(Fleet.Node there, int connector, String what) throws Exception {
    var answer = there.admin().post(path(connector) + "/" + what, JsonObject.EMPTY);
    assertThat(answer.status()).isEqualTo(200);
  }

  private static void change(Fleet.Node there, int connector, String draft) throws Exception {
    var admin = there.admin();
    var etag = admin.get(path(connector)).etag();
    assertThat(admin.patch(path(connector) + "/draft", etag, Api.object(draft)).status())
        .isEqualTo(200);
    TikTokSetUp.verify(admin, fleet.connector(connector));
  }

  /** Something that is sent from now on comes to the pixel in time. */
  private static void awaitArrival(String pixel) throws Exception {
    var sent = new HashSet<String>();
    Await.until(
        "something comes to " + pixel,
        PROMISED,
        () -> {
          sent.add(sendToWitness());
          return fleet.arrived(pixel).stream().anyMatch(sent::contains);
        });
  }

  /** Nothing comes to the pixel any more of what is sent when two seconds have passed. */
  private static void awaitQuiet(String pixel) throws Exception {
    long begun = System.nanoTime();
    var sent = new ArrayList<String>();
    var latest = new AtomicLong(begun);
    Await.until(
        "nothing comes to " + pixel,
        LIMIT,
        () -> {
          long now = System.nanoTime();
          sent.add(sendToWitness());
          if (fleet.arrived(pixel).stream().anyMatch(sent::contains)) {
            sent.clear();
            latest.set(now);
          }
          return sent.size() >= ROUNDS;
        });
    assertThat(Duration.ofNanos(latest.get() - begun)).isLessThan(PROMISED);
  }

  /** Sends an event to each node in turn, and waits until the witness has had it. */
  private static String sendToWitness() throws Exception {
    var id = fleet.send(nodes.get(TURN.getAndIncrement() % 2), 1).getFirst();
    Await.until(
        "the witness has it", LIMIT, () -> fleet.arrived(Fleet.pixel(WITNESS)).contains(id));
    return id;
  }
}
