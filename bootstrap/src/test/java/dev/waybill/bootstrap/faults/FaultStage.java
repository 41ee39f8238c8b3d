package dev.waybill.bootstrap.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.bootstrap.endtoend.Accounts;
import dev.waybill.bootstrap.endtoend.Api;
import dev.waybill.bootstrap.endtoend.Await;
import dev.waybill.bootstrap.endtoend.TikTokSetUp;
import dev.waybill.bootstrap.endtoend.WaybillProcess;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.persistence.MasterKey;
import dev.waybill.tiktok.simulator.SimulatorOptions;
import dev.waybill.tiktok.simulator.SimulatorOptions.Mode;
import dev.waybill.tiktok.simulator.TikTokSimulator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/**
 * Waybill in a process of its own, a PostgreSQL, the simulated TikTok behind a line that can be
 * made to fail, and a shop that sends all the time. {@link #reconcile} ends a test: it compares
 * what was promised, what was stored and what arrived, id by id.
 */
final class FaultStage implements AutoCloseable {
  /** The most that may arrive twice for each crash: the deliveries on their way. */
  static final long A_CRASH = 4 * 1_000L;

  static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String ADMIN_TOKEN = "fault-suite-admin-token-000";
  private static final int BATCH = 100;

  private final Map<String, String> environment = new HashMap<>();
  private final Path folder;
  private final int port = Server.freePort();
  private final Server database;
  private final TikTokSimulator simulator =
      TikTokSimulator.start(
          SimulatorOptions.forToken(TikTokSetUp.ACCESS_TOKEN).with(Mode.KEYS_KEPT));
  private final WeakLine line = new WeakLine(simulator.port());
  private final Neighbour neighbour = new Neighbour();
  private final Shop shop;
  private final String connector;
  private WaybillProcess platform;
  private String neighbourConnector = "";

  private FaultStage(Path folder, Server database, Map<String, String> more) throws Exception {
    this.folder = folder;
    this.database = database;
    prepareEnvironment();
    this.platform = startPlatform(more);
    this.connector = TikTokSetUp.register(admin());
    this.shop = new Shop(List.of(address()), TikTokSetUp.writeKey(admin()), BATCH);
  }

  static FaultStage open(Path folder) throws Exception {
    return open(folder, new Server(folder.resolve("postgres"), Map.of()), Map.of());
  }

  /** With a database prepared by the test, and more in the platform's first environment. */
  static FaultStage open(Path folder, Server database, Map<String, String> more) throws Exception {
    return new FaultStage(folder, database, more);
  }

  private void prepareEnvironment() throws IOException {
    var key = folder.resolve("master-key.json");
    MasterKey.loadOrMake(key);
    environment.putAll(database.environment());
    environment.put("WAYBILL_MASTER_KEY_FILE", key.toString());
    environment.put("WAYBILL_ADMIN_TOKEN", ADMIN_TOKEN);
    environment.put("WAYBILL_PORT", Integer.toString(port));
    environment.put("WAYBILL_WATCH_SECONDS", "1");
    environment.put("WAYBILL_WEBHOOK_ALLOW_PRIVATE_ADDRESSES", "true");
    environment.put("WAYBILL_TIKTOK_EVENTS_BASE_URL", line.uri().toString());
  }

  private WaybillProcess startPlatform(Map<String, String> more) throws IOException {
    var all = new HashMap<>(environment);
    all.putAll(more);
    var started = WaybillProcess.start(all, "serve");
    started.awaitLine("Waybill ready at ");
    return started;
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  Api admin() {
    return new Api(address(), ADMIN_TOKEN);
  }

  Shop shop() {
    return shop;
  }

  Server database() {
    return database;
  }

  TikTokSimulator simulator() {
    return simulator;
  }

  WeakLine line() {
    return line;
  }

  Neighbour neighbour() {
    return neighbour;
  }

  WaybillProcess platform() {
    return platform;
  }

  String connector() {
    return connector;
  }

  /** Starts the platform again after it was ended. */
  void startAgain() throws IOException {
    platform = startPlatform(Map.of());
  }

  /** From now on a second connector gets the same events. */
  void addNeighbour() throws IOException, InterruptedException {
    var created =
        admin()
            .post(
                "/v1/connectors", Api.object("{\"name\":\"Neighbour\",\"platform\":\"webhook\"}"));
    neighbourConnector = created.text("/id");
    var draft =
        Api.object("{\"settings\":{\"url\":\"%s\"},\"credential\":{}}".formatted(neighbour.url()));
    var path = "/v1/connectors/" + neighbourConnector;
    assertThat(admin().patch(path + "/draft", created.etag(), draft).status()).isEqualTo(200);
    var verified = admin().post(path + "/verify", JsonObject.EMPTY);
    assertThat(Api.isTrue(verified.body(), "passed")).as("the neighbour is verified").isTrue();
  }

  /** One more node on the same database, which the shop sends to as well. */
  WaybillProcess startSecond() throws Exception {
    int another = Server.freePort();
    var started = startPlatform(Map.of("WAYBILL_PORT", Integer.toString(another)));
    shop.alsoSendTo(URI.create("http://127.0.0.1:" + another));
    return started;
  }

  /** How many nodes beat by the database's clock. */
  long liveNodes() throws Exception {
    return database.number(
        "SELECT count(*) FROM node WHERE heartbeat_at > now() - interval '10 s' AND NOT leaving");
  }

  /** The highest epoch of any connector; each change of hands raises one. */
  long epoch() throws Exception {
    return database.number("SELECT max(epoch) FROM connector_owner");
  }

  /** Whether the node that was started first owns the connector. */
  boolean isOwnedByTheFirst() throws Exception {
    return database.number(
            """
            SELECT count(*) FROM connector_owner
             WHERE node_id = (SELECT node_id FROM node ORDER BY started_at LIMIT 1)""")
        == 1;
  }

  static void await(String what, Callable<Boolean> condition) throws Exception {
    Await.until(what, LIMIT, condition);
  }

  void awaitDelivered(int more) throws Exception {
    long before = simulator.statistics().uniqueEvents();
    await(
        more + " more are delivered", () -> simulator.statistics().uniqueEvents() >= before + more);
  }

  void awaitAccepted(int more) throws Exception {
    long before = shop.accepted().size();
    await(more + " more are accepted", () -> shop.accepted().size() >= before + more);
  }

  long ledger(String count) throws Exception {
    return Api.number(TikTokSetUp.ledger(admin(), connector), count);
  }

  String status() throws Exception {
    return admin().get("/v1/connectors/" + connector).text("/status");
  }

  /** Rows that are kept for single events; an ill platform must not make any. */
  long exceptionRows() throws Exception {
    return database.number(
        "SELECT (SELECT count(*) FROM retry_event) + (SELECT count(*) FROM terminal_event)");
  }

  /** Drains, and compares the promised, the stored and the delivered ids. */
  void reconcile(long mostDuplicates) throws Exception {
    reconcile(mostDuplicates, Set.of());
  }

  /** The same where some ids are meant to be dead. */
  void reconcile(long mostDuplicates, Set<String> dead) throws Exception {
    shop.close();
    drain(connector);
    var promised = shop.accepted();
    var received = received();
    assertSame("what arrived and what died is what was accepted", promised, union(received, dead));
    assertSame("what is stored is what was accepted", promised, new HashSet<>(stored()));
    assertThat((long) stored().size()).as("each is stored once").isEqualTo(promised.size());
    var ledger = TikTokSetUp.ledger(admin(), connector);
    assertThat(Api.isTrue(ledger, "balanced")).as("the ledger balances: " + ledger).isTrue();
    assertThat(Api.number(ledger, "accepted")).isEqualTo(promised.size());
    assertThat(Api.number(ledger, "delivered")).isEqualTo(promised.size() - dead.size());
    assertThat(Api.number(ledger, "dead")).isEqualTo(dead.size());
    assertThat(simulator.statistics().duplicateEvents())
        .as("delivered twice")
        .isLessThanOrEqualTo(mostDuplicates);
    reconcileNeighbour();
    Accounts.assertNoDifference(environment);
  }

  private void reconcileNeighbour() throws Exception {
    if (neighbourConnector.isEmpty()) {
      return;
    }
    drain(neighbourConnector);
    var ledger = TikTokSetUp.ledger(admin(), neighbourConnector);
    assertThat(Api.isTrue(ledger, "balanced")).isTrue();
    assertThat(neighbour.ids()).hasSize((int) Api.number(ledger, "delivered"));
    assertThat(shop.accepted()).containsAll(neighbour.ids());
    assertThat(neighbour.duplicates()).as("the neighbour got nothing twice").isZero();
  }

  private void drain(String which) throws Exception {
    await(
        "everything is settled",
        () -> TikTokSetUp.unsettled(TikTokSetUp.ledger(admin(), which)) == 0);
  }

  /** The ids of all events that arrived. */
  Set<String> received() {
    var ids = new HashSet<String>();
    simulator
        .keys()
        .orElseThrow()
        .forEach(key -> ids.add(key.substring(key.lastIndexOf('\t') + 1)));
    return ids;
  }

  /** The ids of all events in the log. */
  List<String> stored() throws Exception {
    return database.texts(
        "SELECT convert_from(payload, 'UTF8')::jsonb ->> 'event_id' FROM event_log");
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    var both = new HashSet<>(one);
    both.addAll(other);
    return both;
  }

  /** Says what is missing on each side; the sets themselves are too large to read. */
  private static void assertSame(String what, Set<String> wanted, Set<String> found) {
    var missing = new TreeSet<>(wanted);
    missing.removeAll(found);
    var surplus = new TreeSet<>(found);
    surplus.removeAll(wanted);
    assertThat(missing.stream().limit(5)).as(what + ": " + missing.size() + " missing").isEmpty();
    assertThat(surplus.stream().limit(5)).as(what + ": " + surplus.size() + " too many").isEmpty();
  }

  @Override
  public void close() throws IOException {
    platform.close();
    line.close();
    neighbour.close();
    simulator.close();
    database.close();
  }
}
