package dev.waybill.bootstrap.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.persistence.LocalPostgres;
import dev.waybill.persistence.LocalPostgres.Durability;
import dev.waybill.persistence.MasterKey;
import dev.waybill.tiktok.simulator.SimulatorOptions;
import dev.waybill.tiktok.simulator.SimulatorOptions.Mode;
import dev.waybill.tiktok.simulator.TikTokSimulator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes on one database: they share the work, and none of it is lost or done twice. */
class NodesTest {
  private static final int CONNECTORS = 6;
  private static final int BATCH = 200;
  private static final int IN_FLIGHT = 4 * 1_000;
  private static final String ADMIN_TOKEN = "nodes-test-admin-token-00";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder = Path.of("");

  private final Set<String> accepted = ConcurrentHashMap.newKeySet();
  private final AtomicInteger serial = new AtomicInteger();
  private final List<String> connectors = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private @Nullable LocalPostgres postgres;
  private @Nullable TikTokSimulator simulator;
  private String writeKey = "";

  /** One process, and the way to it. */
  private record Node(WaybillProcess process, URI base) {
    Api admin() {
      return new Api(base, ADMIN_TOKEN);
    }
  }

  @BeforeEach
  void begin() throws Exception {
    MasterKey.loadOrMake(folder.resolve("master-key.json"));
    postgres =
        LocalPostgres.start(
            folder.resolve("postgres"),
            new LocalPostgres.Options(0, Durability.DURABLE, KillTest.cache()));
    simulator =
        TikTokSimulator.start(
            SimulatorOptions.forToken(TikTokSetUp.ACCESS_TOKEN).with(Mode.KEYS_KEPT));
  }

  @AfterEach
  void end() {
    nodes.forEach(node -> node.process().close());
    if (simulator != null) {
      simulator.close();
    }
    if (postgres != null) {
      postgres.close();
    }
  }

  @Test
  void nodes_that_come_and_go_under_load_lose_nothing_and_send_nothing_twice() throws Exception {
    var first = start();
    setUp(first);
    awaitOwners(1);
    // So that something is on its way at every moment.
    sim().delay(Duration.ofMillis(100));
    try (var load = new Load(List.of(first))) {
      load.awaitMore(2_000);
      var second = start();
      load.sendTo(List.of(first, second));
      awaitOwners(2);
      load.awaitMore(2_000);
      load.sendTo(List.of(second));
      stopOrderly(first);
      awaitOwners(1);
      load.awaitMore(2_000);
    }
    assertEverythingArrived();
    assertThat(sim().statistics().duplicateEvents()).as("sent twice").isZero();
  }

  @Test
  void a_killed_nodes_connectors_are_taken_over_within_twenty_seconds() throws Exception {
    var first = start();
    setUp(first);
    var second = start();
    awaitOwners(2);
    sim().delay(Duration.ofMillis(200));
    try (var load = new Load(List.of(second))) {
      load.awaitMore(2_000);
      first.process().kill();
      var killed = Instant.now();
      nodes.remove(first);
      awaitOwners(1);
      assertThat(Duration.between(killed, Instant.now())).isLessThan(Duration.ofSeconds(20));
      load.awaitMore(500);
    }
    sim().delay(Duration.ZERO);
    assertEverythingArrived();
    assertThat(sim().statistics().duplicateEvents())
        .as("at most what was in flight at the killed node")
        .isLessThanOrEqualTo((long) CONNECTORS * IN_FLIGHT);
  }

  @Test
  void what_is_switched_at_one_node_binds_the_other_within_two_seconds() throws Exception {
    var first = start();
    setUp(first);
    var second = start();
    awaitOwners(2);
    send(first);
    awaitSettled();
    for (var connector : connectors) {
      switchAt(first, connector, "pause");
    }
    var paused = Instant.now();
    Thread.sleep(Duration.ofSeconds(2));
    long before = sim().statistics().eventsReceived();
    send(second);
    Thread.sleep(Duration.ofSeconds(1));
    assertThat(sim().statistics().eventsReceived()).as("nothing since " + paused).isEqualTo(before);
    for (var connector : connectors) {
      switchAt(second, connector, "resume");
    }
    assertEverythingArrived();
    assertThat(sim().statistics().duplicateEvents()).isZero();
  }

  private Node start() throws Exception {
    var process = WaybillProcess.start(environment(), "serve");
    var base = URI.create(process.awaitLine("Waybill ready at "));
    var node = new Node(process, base);
    nodes.add(node);
    return node;
  }

  private void setUp(Node node) throws Exception {
    for (int i = 0; i < CONNECTORS; i++) {
      connectors.add(TikTokSetUp.register(node.admin(), "CTESTPIXEL000000010" + i));
    }
    writeKey = TikTokSetUp.writeKey(node.admin());
  }

  private void stopOrderly(Node node) throws Exception {
    nodes.remove(node);
    assertThat(node.process().stop()).isIn(0, 143);
  }

  /** Until every connector is owned by a live node, and so many nodes own some. */
  private void awaitOwners(int count) throws Exception {
    var admin = nodes.getLast().admin();
    Await.until(
        "the connectors are spread over " + count,
        Duration.ofSeconds(25),
        () -> {
          var shares = shares(admin);
          return shares.size() == count
              && shares.stream().mapToInt(Set::size).sum() == CONNECTORS
              && Set.copyOf(shares.stream().flatMap(Set::stream).toList())
                  .equals(Set.copyOf(connectors));
        });
  }

  /** The connectors of each live node. */
  private static List<Set<String>> shares(Api admin) throws Exception {
    var shares = new ArrayList<Set<String>>();
    for (Json node : admin.get("/v1/nodes").list("nodes")) {
      if (node instanceof JsonObject object && "live".equals(object.string("state"))) {
        var own = new HashSet<String>();
        if (object.get("connectors") instanceof JsonArray(var elements)) {
          elements.forEach(element -> own.add(String.valueOf(element.text())));
        }
        shares.add(own);
      }
    }
    return shares;
  }

  private static void switchAt(Node node, String connector, String how) throws Exception {
    var answer = node.admin().post("/v1/connectors/" + connector + "/" + how, JsonObject.EMPTY);
    assertThat(answer.status()).isEqualTo(200);
  }

  private void assertEverythingArrived() throws Exception {
    awaitSettled();
    var admin = nodes.getLast().admin();
    var wanted = new HashSet<String>();
    for (int i = 0; i < CONNECTORS; i++) {
      for (var id : accepted) {
        wanted.add("CTESTPIXEL000000010" + i + "\tViewContent\t" + id);
      }
    }
    assertThat(Set.copyOf(sim().keys().orElseThrow())).isEqualTo(wanted);
    for (var connector : connectors) {
      var line = TikTokSetUp.ledger(admin, connector);
      assertThat(Api.isTrue(line, "balanced")).isTrue();
      assertThat(Api.number(line, "delivered")).isEqualTo(accepted.size());
    }
  }

  private void awaitSettled() throws Exception {
    var admin = nodes.getLast().admin();
    Await.until(
        "everything is settled",
        PATIENCE,
        () -> {
          for (var connector : connectors) {
            if (TikTokSetUp.unsettled(TikTokSetUp.ledger(admin, connector)) > 0) {
              return false;
            }
          }
          return true;
        });
  }

  private TikTokSimulator sim() {
    return Objects.requireNonNull(simulator);
  }

  private Map<String, String> environment() {
    var database = Objects.requireNonNull(postgres);
    return Map.of(
        "WAYBILL_DATABASE_URL", database.jdbcUrl(),
        "WAYBILL_DATABASE_USER", database.user(),
        "WAYBILL_DATABASE_PASSWORD", database.password().reveal(),
        "WAYBILL_MASTER_KEY_FILE", folder.resolve("master-key.json").toString(),
        "WAYBILL_ADMIN_TOKEN", ADMIN_TOKEN,
        "WAYBILL_PORT", "0",
        "WAYBILL_TIKTOK_EVENTS_BASE_URL", sim().baseUri().toString());
  }

  private List<JsonObject> batch() {
    var batch = new ArrayList<JsonObject>();
    for (int i = 0; i < BATCH; i++) {
      int number = serial.incrementAndGet();
      batch.add(
          Api.object(
              """
              {"event": "ViewContent", "event_time": "%s", "event_source": "web",
               "event_id": "view-%d", "context": {"external_id": "visitor-%d"}}
              """
                  .formatted(Instant.now(), number, number)));
    }
    return batch;
  }

  /** Sends one batch until it is answered, at whichever of the nodes takes it. */
  private void send(Node node) throws Exception {
    assertThat(post(node, batch())).isTrue();
  }

  private boolean post(Node node, List<JsonObject> batch) throws InterruptedException {
    try {
      Json body = batch.stream().map(Json.class::cast).collect(JsonArray.collector());
      var answer = new Api(node.base(), writeKey).post("/v1/events", body);
      answer
          .list("results")
          .forEach(
              result -> accepted.add(String.valueOf(((JsonObject) result).string("event_id"))));
      return answer.status() == 202;
    } catch (IOException _) {
      return false;
    }
  }

  /** A sender that does not stop, and sends again what was not answered with 202. */
  private final class Load implements AutoCloseable {
    private volatile List<Node> targets;
    private volatile boolean stopping;
    private final Thread thread;

    Load(List<Node> targets) {
      this.targets = targets;
      this.thread = Thread.ofVirtual().start(this::run);
    }

    private void run() {
      try {
        for (int i = 0; !stopping; i++) {
          var batch = batch();
          while (!post(targets.get(i % targets.size()), batch) && !stopping) {
            Thread.sleep(Duration.ofMillis(50));
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    void sendTo(List<Node> others) {
      targets = others;
    }

    void awaitMore(int events) throws Exception {
      int before = accepted.size();
      Await.until("more was taken in", PATIENCE, () -> accepted.size() >= before + events);
    }

    @Override
    public void close() {
      stopping = true;
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
