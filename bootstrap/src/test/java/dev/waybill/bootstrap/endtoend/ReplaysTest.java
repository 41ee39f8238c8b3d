package dev.waybill.bootstrap.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.bootstrap.Destinations;
import dev.waybill.bootstrap.Platform;
import dev.waybill.bootstrap.settings.SettingValues;
import dev.waybill.bootstrap.settings.Settings;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.tiktok.simulator.Fault;
import dev.waybill.tiktok.simulator.SimulatorOptions;
import dev.waybill.tiktok.simulator.SimulatorOptions.Mode;
import dev.waybill.tiktok.simulator.TikTokSimulator;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What died, and what was delivered, sent once more to the simulated TikTok. */
class ReplaysTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final TikTokSimulator simulator =
      TikTokSimulator.start(
          SimulatorOptions.forToken(TikTokSetUp.ACCESS_TOKEN).with(Mode.KEYS_KEPT));
  private final Map<String, String> environment = new HashMap<>(SharedServer.environment());
  @TempDir private Path plugins = Path.of("");
  private Platform platform;
  private Api admin;
  private Api events;
  private String connector;

  @BeforeEach
  void start() throws Exception {
    environment.put("WAYBILL_TIKTOK_EVENTS_BASE_URL", simulator.baseUri().toString());
    var destinations = Destinations.load(plugins);
    var checked = Settings.check(SettingValues.read(environment), destinations.specs());
    platform = Platform.start(((Settings.Checked.Valid) checked).settings(), destinations);
    admin = new Api(platform.address(), SharedServer.ADMIN_TOKEN);
    connector = TikTokSetUp.register(admin);
    events = new Api(platform.address(), TikTokSetUp.writeKey(admin));
  }

  @AfterEach
  void stop() {
    platform.close();
    simulator.close();
    Accounts.assertNoDifference(environment);
  }

  @Test
  void dead_letters_of_one_code_are_retried_and_delivered_once_their_cause_is_mended()
      throws Exception {
    simulator.fail(Fault.answer(40002, "Param error.", 200).forever().onEvent("Search"));
    simulator.fail(Fault.answer(40000, "Invalid params.", 200).forever().onEvent("AddToCart"));
    send("ViewContent", 3);
    send("Search", 4);
    send("AddToCart", 2);
    awaitLedger("dead", 6);
    awaitLedger("delivered", 3);

    var counted = dryRun(deadLetters());
    assertThat(Api.number(counted, "selected")).isEqualTo(4);
    assertThat(Api.number(counted, "within_acceptance_window")).isEqualTo(4);
    assertThat(ledger("dead")).as("a dry run moves nothing").isEqualTo(6);

    simulator.clearFaults();
    simulator.delay(Duration.ofSeconds(1));
    var replay = begin(deadLetters());
    awaitLedger("retrying", 4);
    assertThat(ledger("dead")).isEqualTo(2);
    awaitLedger("delivered", 7);
    assertThat(Api.number(awaitStatus(replay, "finished"), "moved")).isEqualTo(4);
    assertThat(arrived("Search")).isEqualTo(ids("Search", 4));
    assertThat(arrived("AddToCart")).as("died of something else").isEmpty();
    assertThat(ledger("retrying")).isZero();
  }

  @Test
  void a_time_range_goes_out_again_with_an_account_of_its_own() throws Exception {
    send("ViewContent", 20);
    awaitLedger("delivered", 20);

    var counted = dryRun(timeRange(1_000));
    assertThat(Api.number(counted, "selected")).isEqualTo(20);
    assertThat(Api.number(counted, "past_deduplication_window")).isZero();
    assertThat(simulator.statistics().duplicateEvents()).as("a dry run sends nothing").isZero();

    var account = awaitStatus(begin(timeRange(1_000)), "finished");
    assertThat(Api.number(account, "redelivered")).isEqualTo(20);
    assertThat(Api.number(account, "remaining")).isZero();
    assertThat(Api.isTrue(account, "balanced")).isTrue();
    assertThat(simulator.statistics().duplicateEvents()).isEqualTo(20);
    assertThat(ledger("delivered")).as("no verdict changes").isEqualTo(20);
  }

  @Test
  void a_replay_that_is_paused_stands_and_one_that_is_cancelled_sends_no_more() throws Exception {
    send("ViewContent", 10);
    awaitLedger("delivered", 10);
    var replay = begin(timeRange(1));
    Await.until("it has begun", LIMIT, () -> Api.number(progress(replay), "redelivered") > 0);
    assertThat(change(replay, "pause")).isEqualTo(200);
    assertThat(status(replay)).isEqualTo("paused");
    assertThat(change(replay, "resume")).isEqualTo(200);
    assertThat(change(replay, "cancel")).isEqualTo(200);
    assertThat(change(replay, "resume")).as("what is cancelled is over").isEqualTo(409);
    // Live traffic goes on, and shows that time has passed since.
    send("Search", 5);
    awaitLedger("delivered", 15);
    var account = progress(replay);
    assertThat(status(replay)).isEqualTo("cancelled");
    assertThat(Api.number(account, "remaining")).isPositive();
    assertThat(Api.number(account, "redelivered")).isLessThan(10);
    assertThat(Api.isTrue(account, "balanced")).isTrue();
  }

  private JsonObject deadLetters() {
    return Api.object(
        """
        {"connector": "%s", "kind": "dead_letters", "codes": ["40002"]}"""
            .formatted(connector));
  }

  private JsonObject timeRange(int perSecond) {
    var now = Instant.now();
    return Api.object(
        """
        {"connector": "%s", "kind": "time_range", "from": "%s", "to": "%s",
         "events_per_second": %d}"""
            .formatted(connector, now.minusSeconds(600), now.plusSeconds(600), perSecond));
  }

  private JsonObject dryRun(JsonObject wanted) throws Exception {
    var answer = admin.post("/v1/replays", wanted.with("dry_run", Json.of(true)));
    assertThat(answer.status()).isEqualTo(200);
    return answer.body();
  }

  private String begin(JsonObject wanted) throws Exception {
    var answer = admin.post("/v1/replays", wanted);
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
    return answer.text("/id");
  }

  private int change(String replay, String how) throws Exception {
    return admin.post("/v1/replays/" + replay + "/" + how, JsonObject.EMPTY).status();
  }

  private String status(String replay) throws Exception {
    return admin.get("/v1/replays/" + replay).text("/status");
  }

  private JsonObject progress(String replay) throws Exception {
    return admin.get("/v1/replays/" + replay).body().object("progress");
  }

  private JsonObject awaitStatus(String replay, String wanted) throws Exception {
    Await.until(wanted, LIMIT, () -> status(replay).equals(wanted));
    return progress(replay);
  }

  private void send(String name, int count) throws Exception {
    Json batch =
        IntStream.range(0, count).mapToObj(i -> event(name, i)).collect(JsonArray.collector());
    assertThat(events.post("/v1/events", batch).status()).isEqualTo(202);
  }

  private static Json event(String name, int number) {
    return Api.object(
        """
        {"event": "%1$s", "event_time": "%2$s", "event_source": "web", "event_id": "%1$s-%3$d",
         "context": {"external_id": "visitor-%3$d"}}"""
            .formatted(name, Instant.now(), number));
  }

  private static List<String> ids(String name, int count) {
    return IntStream.range(0, count).mapToObj(i -> name + "-" + i).toList();
  }

  private List<String> arrived(String name) {
    return simulator.keys().orElseThrow().stream()
        .map(key -> key.substring(key.lastIndexOf('\t') + 1))
        .filter(id -> id.startsWith(name))
        .sorted()
        .toList();
  }

  private long ledger(String name) throws Exception {
    var line = TikTokSetUp.ledger(admin, connector);
    assertThat(Api.isTrue(line, "balanced")).isTrue();
    return Api.number(line, name);
  }

  private void awaitLedger(String name, long count) throws Exception {
    Await.until(count + " " + name, LIMIT, () -> ledger(name) == count);
  }
}
