package dev.waybill.bootstrap.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.bootstrap.Destinations;
import dev.waybill.bootstrap.Platform;
import dev.waybill.bootstrap.settings.SettingValues;
import dev.waybill.bootstrap.settings.Settings;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.tiktok.simulator.DeveloperApp;
import dev.waybill.tiktok.simulator.SimulatorOptions;
import dev.waybill.tiktok.simulator.SimulatorOptions.Mode;
import dev.waybill.tiktok.simulator.TikTokSimulator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A token's end and what becomes of the events meanwhile, on a clock that the test puts forward.
 */
class LostTokenTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final MovableClock clock = new MovableClock();
  private final TikTokSimulator simulator =
      TikTokSimulator.start(
          SimulatorOptions.forToken(TikTokSetUp.ACCESS_TOKEN).with(Mode.KEYS_KEPT));
  @TempDir private Path folder = Path.of("");
  private Platform platform;
  private Api admin;
  private Api events;
  private String connector;

  @BeforeEach
  void start() throws Exception {
    platform = Platform.start(settings(), Destinations.load(folder.resolve("plugins")), clock);
    admin = new Api(platform.address(), platform.adminToken().reveal());
    connector = TikTokSetUp.register(admin);
    events = new Api(platform.address(), TikTokSetUp.writeKey(admin));
  }

  @AfterEach
  void stop() {
    platform.close();
    simulator.close();
  }

  @Test
  void events_parked_for_longer_than_48_hours_drain_in_order_once_the_token_works_again()
      throws Exception {
    send(0, 20);
    awaitDelivered(20);
    simulator.revoke(TikTokSetUp.ACCESS_TOKEN);
    send(20, 70);
    awaitStatus("unconfigured");
    assertThat(ledger("waiting")).isEqualTo(50);
    var backlog = backlog();
    assertThat(Api.number(backlog, "waiting")).isEqualTo(50);
    assertThat(backlog.string("first_expiry")).as("when the first of them is lost").isNotNull();

    advance(Duration.ofHours(50));
    assertThat(status()).isEqualTo("unconfigured");
    assertThat(List.of(ledger("waiting"), ledger("retrying"), ledger("dead"), ledger("expired")))
        .as("no attempt and no age was used")
        .containsExactly(50L, 0L, 0L, 0L);

    simulator.restore(TikTokSetUp.ACCESS_TOKEN);
    advance(Duration.ofHours(1));
    awaitDelivered(70);
    assertThat(status()).as("nobody had to act").isEqualTo("configured");
    assertThat(delivered()).as("in order, each once").isEqualTo(ids(0, 70));
    assertThat(Api.isTrue(TikTokSetUp.ledger(admin, connector), "balanced")).isTrue();
  }

  @Test
  void a_new_token_and_a_verification_drain_everything_in_order() throws Exception {
    simulator.revoke(TikTokSetUp.ACCESS_TOKEN);
    send(0, 30);
    awaitStatus("unconfigured");
    var begun = admin.post("/v1/connectors/" + connector + "/authorize", JsonObject.EMPTY);
    var page = browse(URI.create(begun.text("/url")));
    assertThat(page).contains("Authorised", connector).containsPattern("accounts \\d+");
    assertThat(status()).as("until it is verified").isEqualTo("unconfigured");
    TikTokSetUp.verify(admin, connector);
    awaitDelivered(30);
    assertThat(delivered()).isEqualTo(ids(0, 30));
  }

  @Test
  void a_token_lost_while_nothing_is_sent_is_noticed_by_a_probe() throws Exception {
    simulator.revoke(TikTokSetUp.ACCESS_TOKEN);
    Await.until(
        "the watch has looked again",
        LIMIT,
        () -> {
          advance(Duration.ofMinutes(1));
          return status().equals("unconfigured");
        });
    var found = admin.get("/v1/connectors/" + connector);
    assertThat(found.text("/reasons/0/code")).isEqualTo("token_refused");
  }

  @Test
  void a_token_that_expires_is_renewed_before_it_does() throws Exception {
    simulator.tokenLife(Optional.of(Duration.ofHours(24)));
    browse(
        URI.create(
            admin
                .post("/v1/connectors/" + connector + "/authorize", JsonObject.EMPTY)
                .text("/url")));
    TikTokSetUp.verify(admin, connector);
    var expiry = expiry();
    advance(Duration.ofHours(17));
    Await.until("the token is renewed", LIMIT, () -> !expiry().equals(expiry));
    advance(Duration.ofHours(8));
    send(0, 5);
    awaitDelivered(5);
    assertThat(status()).isEqualTo("configured");
  }

  @Test
  void a_deleted_credential_is_over_at_the_platform_too() throws Exception {
    browse(
        URI.create(
            admin
                .post("/v1/connectors/" + connector + "/authorize", JsonObject.EMPTY)
                .text("/url")));
    TikTokSetUp.verify(admin, connector);
    var deleted = admin.delete("/v1/connectors/" + connector + "/credential");
    assertThat(Api.isTrue(deleted.body(), "revoked")).isTrue();
    send(0, 3);
    assertThat(status()).isEqualTo("unconfigured");
    assertThat(ledger("waiting")).isEqualTo(3);
    var found = admin.get("/v1/connectors/" + connector);
    assertThat(found.text("/reasons/0/code")).isEqualTo("credential_deleted");
  }

  private Settings settings() {
    var environment = new HashMap<>(SharedServer.environment());
    environment.put("WAYBILL_WATCH_SECONDS", "60");
    environment.put("WAYBILL_TIKTOK_EVENTS_BASE_URL", simulator.baseUri().toString());
    environment.put("WAYBILL_TIKTOK_EVENTS_APP_ID", DeveloperApp.DEFAULT_ID);
    environment.put("WAYBILL_TIKTOK_EVENTS_APP_SECRET", DeveloperApp.DEFAULT_SECRET);
    var checked =
        Settings.check(
            SettingValues.read(environment), Destinations.load(folder.resolve("plugins")).specs());
    assertThat(checked).isInstanceOf(Settings.Checked.Valid.class);
    return ((Settings.Checked.Valid) checked).settings();
  }

  private void advance(Duration by) {
    simulator.advance(by);
    clock.advance(by);
  }

  private void send(int from, int to) throws Exception {
    var batch = new ArrayList<Json>();
    for (int i = from; i < to; i++) {
      batch.add(
          Api.object(
              """
              {"event": "Purchase", "event_time": "%s", "event_source": "web",
               "event_id": "order-%03d", "context": {"email": "visitor@shop.example"},
               "properties": {"value": 12.5, "currency": "EUR"}}"""
                  .formatted(clock.instant(), i)));
    }
    assertThat(events.post("/v1/events", new JsonArray(batch)).status()).isEqualTo(202);
  }

  /** Follows the redirects as a browser does, back to this platform. */
  private String browse(URI url) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var sent = client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
      var location = URI.create(sent.headers().firstValue("Location").orElseThrow());
      // The installation's public URL has no port when a free one is taken.
      var back = platform.address().resolve(location.getRawPath() + "?" + location.getRawQuery());
      return client.send(HttpRequest.newBuilder(back).build(), BodyHandlers.ofString()).body();
    }
  }

  private String status() throws Exception {
    return admin.get("/v1/connectors/" + connector).text("/status");
  }

  private String expiry() throws Exception {
    return admin.get("/v1/connectors/" + connector).text("/active/credential/expires_at");
  }

  private void awaitStatus(String status) throws Exception {
    Await.until(status, LIMIT, () -> status().equals(status));
  }

  private void awaitDelivered(long count) throws Exception {
    Await.until(count + " delivered", LIMIT, () -> ledger("delivered") == count);
  }

  private long ledger(String name) throws Exception {
    return Api.number(TikTokSetUp.ledger(admin, connector), name);
  }

  private JsonObject backlog() throws Exception {
    return admin.get("/v1/outbox").list("connectors").stream()
        .map(JsonObject.class::cast)
        .filter(line -> connector.equals(line.string("connector")))
        .findFirst()
        .orElseThrow();
  }

  /** The ids of the events the simulator took, in the order they came. */
  private List<String> delivered() {
    return simulator.keys().orElseThrow().stream()
        .map(key -> key.substring(key.lastIndexOf('\t') + 1))
        .toList();
  }

  private static List<String> ids(int from, int to) {
    return IntStream.range(from, to).mapToObj("order-%03d"::formatted).toList();
  }
}
