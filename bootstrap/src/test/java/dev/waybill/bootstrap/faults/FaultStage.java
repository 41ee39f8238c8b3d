package dev.waybill.bootstrap.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.bootstrap.endtoend.Accounts;
import dev.waybill.bootstrap.endtoend.Api;
import dev.waybill.bootstrap.endtoend.Await;
import dev.waybill.bootstrap.endtoend.DuplicateBound;
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
  private final DuplicateBound bound;
  private final String connector;
  private WaybillProcess platform;
  private String neighbourConnector = "";

  private FaultStage(Path folder, Server database, Map<String, String> more) throws Exception {
    this.folder = folder;
    this.database = database;
    prepareEnvironment();
    this.bound = new DuplicateBound(simulator, environment);
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

  Map<String, String> environment() {
    return environment;
  }

  /** How much may arrive twice: nothing but what was on its way at a fault that it was told of. */
  DuplicateBound bound() {
    return bound;
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

  /** Starts the platform again after it was ended, with nothing but the usual environment. */
  void startAgain() throws IOException {
    platform = startPlatform(Map.of());
  }

  /** SIGKILL; how many events were taken by the destination and not settled then. */
  long kill() throws Exception {
    platform.kill();
    return buried();
  }

  /** The same when it is dead already. */
  long buried() throws Exception {
    long inFlight = bound.killed();
    // Else each start waits for 15 seconds of silence; NodesTest shows that they are kept.
    database.texts("DELETE FROM node RETURNING node_id");
    return inFlight;
  }

  /** Something that costs answers, and not the platform; counted like a kill. */
  long fault() throws Exception {
    return bound.fault(bound.look());
  }

  /** Holds back answers from now on, until calls are on their way whose events are taken. */
  void holdAnswers(Duration delay) throws Exception {
    long settled = simulator.statistics().calls();
    simulator.delay(delay);
    await("a call is taken and not answered", () -> simulator.statistics().calls() > settled);
    bound.look();
  }

  /** From now on the connector has a rate of its own, or none for {@code null}. */
  void limitTo(String eventsPerSecond) throws IOException, InterruptedException {
    var path = "/v1/connectors/" + connector;
    var rate = Api.object("{\"rate\":{\"events_per_second\":%s}}".formatted(eventsPerSecond));
    var changed = admin().patch(path + "/draft", admin().get(path).etag(), rate);
    assertThat(changed.status()).isEqualTo(200);
    TikTokSetUp.verify(admin(), connector);
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

  long settlements() throws Exception {
    return database.number("SELECT count(*) FROM settlement");
  }

  /** Drains, and compares the promised, the stored and the delivered ids. */
  void reconcile() throws Exception {
    shop.close();
    drain();
    var promised = shop.accepted();
    assertSame("what arrived is what was accepted", promised, received());
    assertSame("what is stored is what was accepted", promised, new HashSet<>(stored()));
    assertThat((long) stored().size()).as("each is stored once").isEqualTo(promised.size());
    var ledger = TikTokSetUp.ledger(admin(), connector);
    assertThat(Api.isTrue(ledger, "balanced")).as("the ledger balances: " + ledger).isTrue();
    assertThat(Api.number(ledger, "accepted")).isEqualTo(promised.size());
    assertThat(Api.number(ledger, "delivered")).isEqualTo(promised.size());
    bound.assertKept();
    reconcileNeighbour();
    Footprint.assertBounded(platform);
    Footprint.assertBounded(database, liveNodes());
    assertNoDifference();
  }

  /** The ledger, counted again from what is stored. */
  void assertNoDifference() {
    Accounts.assertNoDifference(environment);
  }

  JsonObject neighbourLedger() throws IOException, InterruptedException {
    return TikTokSetUp.ledger(admin(), neighbourConnector);
  }

  private void reconcileNeighbour() throws Exception {
    if (neighbourConnector.isEmpty()) {
      return;
    }
    drain(neighbourConnector);
    var ledger = neighbourLedger();
    assertThat(Api.isTrue(ledger, "balanced")).isTrue();
    assertThat(neighbour.ids()).hasSize((int) Api.number(ledger, "delivered"));
    assertThat(shop.accepted()).containsAll(neighbour.ids());
    assertThat(neighbour.duplicates()).as("the neighbour got nothing twice").isZero();
  }

  /** Waits until everything has its verdict. */
  void drain() throws Exception {
    drain(connector);
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
