package dev.waybill.bootstrap.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.json.JsonObject;
import dev.waybill.tiktok.simulator.SimulatorOptions;
import dev.waybill.tiktok.simulator.SimulatorOptions.Mode;
import dev.waybill.tiktok.simulator.TikTokSimulator;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve} with the embedded database, as an operator meets it. */
class ServeTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private static Path shared = Path.of("");
  private static TikTokSimulator simulator;
  private static WaybillProcess platform;
  private static Api admin;
  private static Api events;

  @TempDir private Path folder = Path.of("");
  private String connector = "";

  @BeforeAll
  static void start() throws Exception {
    var options = SimulatorOptions.forToken(TikTokSetUp.ACCESS_TOKEN).with(Mode.KEYS_KEPT);
    simulator = TikTokSimulator.start(options);
    platform = WaybillProcess.start(environment(shared), "serve");
    var base = URI.create(platform.awaitLine("Waybill ready at "));
    admin = new Api(base, adminToken(shared));
    events = new Api(base, TikTokSetUp.writeKey(admin));
  }

  @AfterAll
  static void stop() {
    platform.close();
    simulator.close();
  }

  @AfterEach
  void delete() throws Exception {
    if (!connector.isEmpty()) {
      admin.delete("/v1/connectors/" + connector + "?discard=true");
    }
  }

  @Test
  void what_was_accepted_survives_kill_9_of_everything_and_no_secret_lies_on_the_disk_in_clear()
      throws Exception {
    var environment = environment(folder);
    String mine;
    String writeKey;
    try (var first = WaybillProcess.start(environment, "serve")) {
      var base = URI.create(first.awaitLine("Waybill ready at "));
      var there = new Api(base, adminToken(folder));
      mine = TikTokSetUp.register(there);
      writeKey = TikTokSetUp.writeKey(there);
      switchTo(there, mine, "pause");
      assertThat(new Api(base, writeKey).post("/v1/events", event("e-1")).status()).isEqualTo(202);
      var database = postmaster();
      first.kill();
      database.destroyForcibly();
      Await.until("the database is gone", LIMIT, () -> !database.isAlive());
    }
    try (var second = WaybillProcess.start(environment, "serve")) {
      var base = URI.create(second.awaitLine("Waybill ready at "));
      var there = new Api(base, adminToken(folder));
      assertThat(TikTokSetUp.unsettled(TikTokSetUp.ledger(there, mine))).isEqualTo(1);
      switchTo(there, mine, "resume");
      awaitDelivered(there, mine, 1);
      assertThat(new Api(base, writeKey).post("/v1/events", event("e-1")).text("/results/0/status"))
          .isEqualTo("duplicate");
      assertThat(second.stop()).isIn(0, 143);
      assertThat(second.output())
          .doesNotContain(TikTokSetUp.ACCESS_TOKEN, writeKey, "visitor@shop.example");
    }
    assertNoFileHolds(TikTokSetUp.ACCESS_TOKEN);
    assertNoFileHolds(writeKey);
  }

  @Test
  void a_revoked_token_parks_the_lane_and_a_restored_one_drains_it_without_anybody_acting()
      throws Exception {
    connector = TikTokSetUp.register(admin);
    events.post("/v1/events", event("before"));
    awaitDelivered(admin, connector, 1);

    simulator.revoke(TikTokSetUp.ACCESS_TOKEN);
    events.post("/v1/events", event("while-revoked"));
    Await.until(
        "the connector is parked",
        LIMIT,
        () -> admin.get("/v1/connectors/" + connector).text("/status").equals("unconfigured"));
    var parked = admin.get("/v1/connectors/" + connector);
    assertThat(parked.text("/reasons/0/code")).isEqualTo("40105");
    assertThat(Api.number(TikTokSetUp.ledger(admin, connector), "waiting")).isEqualTo(1);
    assertThat(Api.number(TikTokSetUp.ledger(admin, connector), "dead")).isZero();

    simulator.restore(TikTokSetUp.ACCESS_TOKEN);
    awaitDelivered(admin, connector, 2);
    assertThat(admin.get("/v1/connectors/" + connector).text("/status")).isEqualTo("configured");
    assertThat(Api.isTrue(TikTokSetUp.ledger(admin, connector), "balanced")).isTrue();
  }

  @Test
  void the_story_of_an_event_tells_each_call_and_masks_who_it_was() throws Exception {
    connector = TikTokSetUp.register(admin);
    events.post("/v1/events", event("order-7"));
    awaitDelivered(admin, connector, 1);

    var story = admin.get("/v1/events/order-7");
    assertThat(story.status()).isEqualTo(200);
    assertThat(story.text("/events/0/connectors/0/verdict")).isEqualTo("delivered");
    assertThat(story.text("/events/0/connectors/0/calls/0/code")).isEqualTo("0");
    assertThat(story.text("/events/0/connectors/0/calls/0/request_id")).hasSize(34);
    assertThat(story.text("/events/0/received/context/email")).isEqualTo("***");
    assertThat(admin.get("/v1/events/order-7?reveal=true").text("/events/0/received/context/email"))
        .isEqualTo("visitor@shop.example");
    assertThat(admin.get("/v1/events/nobody-sent-this").status()).isEqualTo(404);
    var listed =
        admin.get("/v1/outbox/events?connector=" + connector + "&verdict=delivered&limit=10");
    assertThat(listed.text("/events/0/event_id")).isEqualTo("order-7");
    assertThat(admin.get("/v1/outbox/events?connector=" + connector + "&verdict=lost").status())
        .isEqualTo(400);
  }

  @Test
  void deleting_a_connector_with_waiting_events_needs_the_word_discard() throws Exception {
    connector = TikTokSetUp.register(admin);
    admin.post("/v1/connectors/" + connector + "/pause", JsonObject.EMPTY);
    events.post("/v1/events", event("never-sent"));

    assertThat(admin.delete("/v1/connectors/" + connector).status()).isEqualTo(409);
    assertThat(admin.delete("/v1/connectors/" + connector + "?discard=true").status())
        .isEqualTo(204);
    assertThat(admin.get("/v1/connectors/" + connector).status()).isEqualTo(404);
    var line = TikTokSetUp.ledger(admin, connector);
    assertThat(Api.number(line, "expired")).isEqualTo(1);
    assertThat(Api.isTrue(line, "balanced")).isTrue();
    assertThat(simulator.keys().orElseThrow()).noneMatch(key -> key.endsWith("\tnever-sent"));
  }

  @Test
  void every_wrong_setting_is_told_at_once() throws Exception {
    var wrong =
        Map.of(
            "WAYBILL_PORT", "http",
            "WAYBILL_ADMIN_TOKEN", "short",
            "WAYBILL_DATABASE_URL", "postgres://somewhere",
            "WAYBILL_PROT", "8080");
    try (var platform = WaybillProcess.start(wrong, "serve")) {
      assertThat(platform.awaitExit(LIMIT)).isEqualTo(1);
      assertThat(platform.output())
          .contains("WAYBILL_PORT: wanted", "WAYBILL_ADMIN_TOKEN: wanted")
          .contains("WAYBILL_DATABASE_URL: wanted", "WAYBILL_PROT: there is no such setting")
          .contains("WAYBILL_MASTER_KEY_FILE: must be given")
          .doesNotContain("short", "\tat ");
    }
  }

  @Test
  void two_platforms_on_one_data_directory_are_refused() throws Exception {
    try (var second = WaybillProcess.start(environment(shared), "serve")) {
      assertThat(second.awaitExit(LIMIT)).isEqualTo(1);
      assertThat(second.output()).contains("another Waybill").doesNotContain("\tat ");
    }
  }

  @Test
  void secrets_made_at_the_first_start_can_be_read_by_their_owner_only() throws Exception {
    for (var name : new String[] {"admin-token", "master-key.json"}) {
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(shared.resolve("data").resolve(name))))
          .as(name)
          .isEqualTo("rw-------");
    }
  }

  private static JsonObject event(String id) {
    return Api.object(
        """
        {"event": "Purchase", "event_time": "%s", "event_source": "web", "event_id": "%s",
         "context": {"email": "visitor@shop.example"},
         "properties": {"value": 12.5, "currency": "EUR"}}
        """
            .formatted(Instant.now(), id));
  }

  private static void switchTo(Api admin, String connector, String what) throws Exception {
    assertThat(admin.post("/v1/connectors/" + connector + "/" + what, JsonObject.EMPTY).status())
        .isEqualTo(200);
  }

  private static void awaitDelivered(Api admin, String connector, long count) throws Exception {
    Await.until(
        count + " delivered",
        LIMIT,
        () -> Api.number(TikTokSetUp.ledger(admin, connector), "delivered") == count);
  }

  private static Map<String, String> environment(Path folder) {
    var environment = new HashMap<String, String>();
    environment.put("WAYBILL_DATA_DIR", folder.resolve("data").toString());
    environment.put("WAYBILL_PORT", "0");
    environment.put("WAYBILL_WATCH_SECONDS", "1");
    environment.put("WAYBILL_TIKTOK_EVENTS_BASE_URL", simulator.baseUri().toString());
    return environment;
  }

  private static String adminToken(Path folder) throws IOException {
    return Files.readString(folder.resolve("data/admin-token")).strip();
  }

  /** The embedded server's first process, by the file it leaves in its data folder. */
  private ProcessHandle postmaster() throws IOException {
    try (var files = Files.walk(folder.resolve("data"))) {
      var file = files.filter(path -> path.endsWith("postmaster.pid")).findFirst().orElseThrow();
      long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
      return ProcessHandle.of(pid).orElseThrow();
    }
  }

  private void assertNoFileHolds(String secret) throws IOException {
    var wanted = secret.getBytes(StandardCharsets.UTF_8);
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile).filter(file -> holds(file, wanted))).isEmpty();
    }
  }

  private static boolean holds(Path file, byte[] wanted) {
    try {
      var text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      return text.contains(new String(wanted, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
