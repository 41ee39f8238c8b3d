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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Several processes on one database, their connectors, and what they took in. */
final class Fleet implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration SPREADING = Duration.ofSeconds(25);

  private final Map<String, String> environment;
  private final TikTokSimulator simulator =
      TikTokSimulator.start(
          SimulatorOptions.forToken(TikTokSetUp.ACCESS_TOKEN).with(Mode.KEYS_KEPT));
  private final List<Node> nodes = new CopyOnWriteArrayList<>();
  private final List<String> connectors = new ArrayList<>();
  private final Set<String> accepted = ConcurrentHashMap.newKeySet();
  private final AtomicInteger serial = new AtomicInteger();
  private String writeKey = "";

  Fleet() {
    environment = new HashMap<>(SharedServer.environment());
    environment.put("WAYBILL_TIKTOK_EVENTS_BASE_URL", simulator.baseUri().toString());
  }

  /** One process, and the way to it. */
  record Node(WaybillProcess process, URI base) {
    Api admin() {
      return new Api(base, SharedServer.ADMIN_TOKEN);
    }
  }

  /** Starts so many side by side, and waits for all of them. */
  List<Node> start(int count) throws IOException {
    var processes = new ArrayList<WaybillProcess>();
    for (int i = 0; i < count; i++) {
      processes.add(WaybillProcess.start(environment, "serve"));
    }
    return processes.stream().map(this::ready).toList();
  }

  private Node ready(WaybillProcess process) {
    var node = new Node(process, URI.create(process.awaitLine("Waybill ready at ")));
    nodes.add(node);
    return node;
  }

  /** Connectors with a pixel each, and a key to send with. */
  void register(Node node, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      connectors.add(TikTokSetUp.register(node.admin(), pixel(i)));
    }
    writeKey = TikTokSetUp.writeKey(node.admin());
  }

  static String pixel(int connector) {
    return "CTESTPIXEL000000010" + connector;
  }

  String connector(int number) {
    return connectors.get(number);
  }

  TikTokSimulator simulator() {
    return simulator;
  }

  Map<String, String> environment() {
    return environment;
  }

  /** The connectors that a node owns, by its own word. */
  Set<String> owned(Node node) throws Exception {
    for (Json member : node.admin().get("/v1/nodes").list("nodes")) {
      if (Api.isTrue(member, "self")) {
        return connectors((JsonObject) member);
      }
    }
    throw new AssertionError("a node does not know itself");
  }

  /** What came to these connectors' pixels and is not settled, once nothing more comes to them. */
  long inFlight(Set<String> those) throws Exception {
    var quiet = new DuplicateBound.Quiet();
    Await.until("nothing comes any more", PATIENCE, () -> quiet.isOver(arrivals(those)));
    long delivered = 0;
    for (var connector : those) {
      delivered += Api.number(TikTokSetUp.ledger(nodes.getLast().admin(), connector), "delivered");
    }
    return arrivals(those) - delivered;
  }

  private long arrivals(Set<String> those) {
    return IntStream.range(0, connectors.size())
        .filter(i -> those.contains(connectors.get(i)))
        .mapToLong(i -> arrived(pixel(i)).size())
        .sum();
  }

  void stopOrderly(Node node) throws InterruptedException {
    nodes.remove(node);
    assertThat(node.process().stop()).isIn(0, 143);
  }

  void kill(Node node) throws InterruptedException {
    nodes.remove(node);
    node.process().kill();
  }

  /** Until every connector is owned by a live node, and so many nodes live. */
  void awaitSpreadOver(int count) throws Exception {
    Await.until(
        "the connectors are spread over " + count,
        SPREADING,
        () -> {
          var shares = shares();
          return shares.size() == count
              && shares.stream().mapToInt(Set::size).sum() == connectors.size()
              && Set.copyOf(shares.stream().flatMap(Set::stream).toList())
                  .equals(Set.copyOf(connectors));
        });
  }

  /** The connectors of each live node. */
  private List<Set<String>> shares() throws Exception {
    var shares = new ArrayList<Set<String>>();
    for (Json node : nodes.getLast().admin().get("/v1/nodes").list("nodes")) {
      if (node instanceof JsonObject object && "live".equals(object.string("state"))) {
        shares.add(connectors(object));
      }
    }
    return shares;
  }

  private static Set<String> connectors(JsonObject node) {
    var own = new HashSet<String>();
    if (node.get("connectors") instanceof JsonArray(var elements)) {
      elements.forEach(element -> own.add(String.valueOf(element.text())));
    }
    return own;
  }

  /** The ids of the events that came to a connector's pixel, each once. */
  List<String> arrived(String pixel) {
    return simulator.keys().orElseThrow().stream()
        .filter(key -> key.startsWith(pixel + "\t"))
        .map(key -> key.substring(key.lastIndexOf('\t') + 1))
        .toList();
  }

  /** Everything that was taken in has arrived at every pixel, and no account says otherwise. */
  void assertEverythingArrived() throws Exception {
    var admin = nodes.getLast().admin();
    for (var connector : connectors) {
      awaitSettled(admin, connector);
    }
    for (int i = 0; i < connectors.size(); i++) {
      assertThat(new HashSet<>(arrived(pixel(i)))).isEqualTo(accepted);
      var line = TikTokSetUp.ledger(admin, connectors.get(i));
      assertThat(Api.isTrue(line, "balanced")).isTrue();
      assertThat(Api.number(line, "delivered")).isEqualTo(accepted.size());
    }
    assertLedgerHolds();
  }

  private static void awaitSettled(Api admin, String connector) throws Exception {
    Await.until(
        "everything is settled",
        PATIENCE,
        () -> TikTokSetUp.unsettled(TikTokSetUp.ledger(admin, connector)) == 0);
  }

  /** The stored accounts agree with a count of what is there. */
  void assertLedgerHolds() throws Exception {
    Accounts.assertNoDifference(environment);
  }

  /** Sends events to a node; their ids, or none when it did not take them. */
  List<String> send(Node node, int count) throws InterruptedException {
    return post(node, batch(count));
  }

  private List<String> post(Node node, Json batch) throws InterruptedException {
    try {
      var answer = new Api(node.base(), writeKey).post("/v1/events", batch);
      var ids =
          answer.list("results").stream()
              .map(result -> String.valueOf(((JsonObject) result).string("event_id")))
              .toList();
      accepted.addAll(ids);
      return answer.status() == 202 ? ids : List.of();
    } catch (IOException _) {
      return List.of();
    }
  }

  private Json batch(int count) {
    return IntStream.range(0, count).mapToObj(_ -> (Json) event()).collect(JsonArray.collector());
  }

  private JsonObject event() {
    int number = serial.incrementAndGet();
    return Api.object(
        """
        {"event": "ViewContent", "event_time": "%s", "event_source": "web",
         "event_id": "view-%d", "context": {"external_id": "visitor-%d"}}
        """
            .formatted(Instant.now(), number, number));
  }

  @Override
  public void close() {
    nodes.forEach(node -> node.process().close());
    simulator.close();
  }

  /** A sender that does not stop, and sends again what was not answered with 202. */
  final class Load implements AutoCloseable {
    private static final int BATCH = 200;

    private volatile List<Node> targets;
    private volatile boolean stopping;
    private final Thread thread;

    Load(Node... targets) {
      this.targets = List.of(targets);
      this.thread = Thread.ofVirtual().start(this::run);
    }

    private void run() {
      try {
        for (int i = 0; !stopping; i++) {
          var batch = batch(BATCH);
          while (post(targets.get(i % targets.size()), batch).isEmpty() && !stopping) {
            Thread.sleep(Duration.ofMillis(50));
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    void sendTo(Node... others) {
      targets = List.of(others);
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
