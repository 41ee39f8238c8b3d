package dev.waybill.bootstrap.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.bootstrap.Destinations;
import dev.waybill.bootstrap.Platform;
import dev.waybill.bootstrap.endtoend.Api;
import dev.waybill.bootstrap.endtoend.TikTokSetUp;
import dev.waybill.bootstrap.settings.SettingValues;
import dev.waybill.bootstrap.settings.Settings;
import dev.waybill.persistence.LocalPostgres;
import dev.waybill.tiktok.simulator.SimulatorOptions;
import dev.waybill.tiktok.simulator.TikTokSimulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Not among the tests: docs/results/README.md says how it is run. With {@code
 * -Dconsole.data=folder} the first run makes the data there and ends, and the next ones measure.
 */
class ConsoleRun {
  private static final int TIMES = 11;
  private static final int WARM = 4;
  private static final int POLLS = 2_000;

  /** What open tabs show. */
  private static final List<String> TABS =
      List.of("/console/overview/live?span=1h", "/console/connectors/con_1/live?span=1h");

  /** Every page. */
  private static final List<String> PAGES =
      List.of(
          "/",
          "/?span=24h",
          "/?span=7d",
          "/console/overview/live?span=1h",
          "/console/platforms",
          "/console/platforms/tiktok-events",
          "/console/connectors/con_1",
          "/console/connectors/con_1?span=7d",
          "/console/connectors/con_1/live?span=1h",
          "/console/connectors/con_1/mapping",
          "/console/connectors/con_1/tests",
          "/console/connectors/con_1/credential",
          "/console/connectors/con_1/settings",
          "/console/connectors/con_1/revisions",
          "/console/connectors/con_1/delete",
          "/console/connectors/con_1/authenticate",
          "/console/connectors/con_1/verify",
          "/console/events/e-8192010",
          "/console/search",
          "/console/search?connector=con_1&verdict=dead",
          "/console/search?code=40003",
          "/console/search?order_id=none",
          "/console/dead",
          "/console/dead?connector=con_1",
          "/console/replays",
          "/console/ledger",
          "/console/ledger/verification",
          "/console/connectors/con_1/quality",
          "/console/connectors/con_1/mapping/editor",
          "/console/sources",
          "/console/sources/src_1",
          "/console/audit");

  /** What they ask; the first answers of each warm it up. */
  private static final List<String> PATHS =
      List.of(
          "/v1/connectors",
          "/v1/outbox",
          "/v1/ledger",
          "/v1/activity?span=1h",
          "/v1/activity?span=24h",
          "/v1/activity?span=7d",
          "/v1/activity?span=7d&connector=con_1",
          "/v1/activity/errors?span=7d",
          "/v1/activity/sources?span=7d",
          "/v1/activity/recent",
          "/v1/dead-letters",
          "/v1/dead-letters?connector=con_1",
          "/v1/outbox/events?connector=con_1&verdict=delivered&limit=50",
          "/v1/outbox/exceptions?limit=50",
          "/v1/outbox/exceptions?code=40003&limit=50",
          "/v1/outbox/exceptions?order_id=none&limit=50",
          "/v1/events/e-8192010",
          "/v1/replays",
          "/v1/audit",
          "/v1/ledger/verification");

  private final HttpClient client = HttpClient.newHttpClient();
  @TempDir private Path folder = Path.of("");
  private String cookie = "";

  @Test
  void pages() throws Exception {
    var keep = Optional.ofNullable(System.getProperty("console.data")).map(Path::of);
    folder = keep.orElse(folder);
    boolean made = Files.exists(postgres());
    try (var simulator =
        TikTokSimulator.start(SimulatorOptions.forToken(TikTokSetUp.ACCESS_TOKEN))) {
      if (!made) {
        make(simulator);
      }
      if (made || keep.isEmpty()) {
        try (var platform = platform(simulator)) {
          measure(platform);
        }
      }
    }
  }

  /** The events are put in behind the platform's back, while none runs. */
  private void make(TikTokSimulator simulator) throws Exception {
    try (var platform = platform(simulator)) {
      var admin = new Api(platform.address(), platform.adminToken().reveal());
      for (int i = 1; i <= ConsoleData.CONNECTORS; i++) {
        TikTokSetUp.register(admin, "CTESTPIXEL%010d".formatted(i));
      }
    }
    try (var server = LocalPostgres.start(postgres())) {
      ConsoleData.fill(server.settings());
    }
  }

  private void measure(Platform platform) throws Exception {
    System.out.printf(Locale.ROOT, "| request | median ms | slowest ms |%n|---|---|---|%n");
    cookie = signIn(platform);
    for (var path : PAGES) {
      measure(platform, path);
    }
    tabs(platform);
    look(platform);
    for (var path : PATHS) {
      measure(platform, path);
    }
    searchTheLog(platform);
  }

  private Path postgres() {
    return folder.resolve("data").resolve("postgres");
  }

  private Platform platform(TikTokSimulator simulator) {
    var destinations = Destinations.load(folder.resolve("plugins"));
    var environment =
        Map.of(
            "WAYBILL_DATA_DIR",
            folder.resolve("data").toString(),
            "WAYBILL_PORT",
            "0",
            "WAYBILL_TIKTOK_EVENTS_BASE_URL",
            simulator.baseUri().toString());
    var checked = Settings.check(SettingValues.read(environment), destinations.specs());
    return Platform.start(((Settings.Checked.Valid) checked).settings(), destinations);
  }

  private void measure(Platform platform, String path) throws Exception {
    var millis = new ArrayList<Double>();
    for (int i = 0; i < TIMES + WARM; i++) {
      long from = System.nanoTime();
      get(platform, path);
      if (i >= WARM) {
        millis.add((System.nanoTime() - from) / 1e6);
      }
    }
    Collections.sort(millis);
    System.out.printf(
        Locale.ROOT, "| `%s` | %.1f | %.1f |%n", path, millis.get(TIMES / 2), millis.getLast());
  }

  private String get(Platform platform, String path) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(platform.address() + path))
            .header("Authorization", "Bearer " + platform.adminToken().reveal())
            .header("Cookie", cookie)
            .build();
    var answer = client.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return answer.body();
  }

  /** A day of the log, from cursor to cursor. */
  private void searchTheLog(Platform platform) throws Exception {
    var to = Instant.now().minus(Duration.ofDays(2));
    var path =
        "/v1/outbox/search?source=src_1&order_id=none&from="
            + to.minus(Duration.ofDays(1))
            + "&to="
            + to;
    var next = "";
    int calls = 0;
    double slowest = 0;
    long begun = System.nanoTime();
    while (true) {
      long from = System.nanoTime();
      var body = get(platform, path + (next.isEmpty() ? "" : "&cursor=" + next));
      slowest = Math.max(slowest, (System.nanoTime() - from) / 1e6);
      calls++;
      if (body.contains("\"next\":null")) {
        break;
      }
      next = body.replaceAll(".*\"next\":\"([^\"]+)\".*", "$1");
    }
    System.out.printf(
        Locale.ROOT,
        "search of a day: %d calls, slowest %.0f ms, %.0f ms in all%n",
        calls,
        slowest,
        (System.nanoTime() - begun) / 1e6);
  }

  private String signIn(Platform platform) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(platform.address() + "/console/sign-in"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Origin", platform.address().toString())
            .POST(BodyPublishers.ofString("token=" + platform.adminToken().reveal()))
            .build();
    var answer = client.send(request, BodyHandlers.discarding());
    return answer.headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", "");
  }

  /**
   * What a poll costs, the client's part included. Making what all tabs show comes on top, and is
   * bounded: a quarter of a percent of a core for all live parts, and as much for the plots.
   */
  private void tabs(Platform platform) throws Exception {
    for (var path : TABS) {
      polls(platform, path);
      double each = polls(platform, path) / POLLS;
      System.out.printf(
          Locale.ROOT,
          "a poll of %s: %.2f ms of cpu; ten tabs, two polls a second: %.2f %% of a core%n",
          path,
          each * 1e3,
          100 * 2 * each);
    }
  }

  private double polls(Platform platform, String path) throws Exception {
    double before = cpuSeconds();
    var has = "";
    for (int i = 0; i < POLLS; i++) {
      has = poll(platform, path, has);
    }
    return cpuSeconds() - before;
  }

  private String poll(Platform platform, String path, String has) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(platform.address() + path))
            .header("Cookie", cookie)
            .header("HX-Request", "true")
            .header("If-None-Match", has)
            .build();
    var answer = client.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(path).isIn(200, 304);
    return answer.headers().firstValue("ETag").orElseThrow();
  }

  /** The monitor asks for these every five seconds, whether anybody looks or not. */
  private void look(Platform platform) throws Exception {
    int times = 100;
    double before = cpuSeconds();
    for (int i = 0; i < times; i++) {
      get(platform, "/v1/outbox");
      get(platform, "/v1/ledger");
    }
    double each = (cpuSeconds() - before) / times;
    System.out.printf(
        Locale.ROOT,
        "a look at backlogs and ledger: %.1f ms of cpu, every 5 s %.2f %% of a core%n",
        each * 1e3,
        100 * each / 5);
  }

  private double cpuSeconds() throws IOException {
    var postmaster = postmaster();
    var total = cpu(ProcessHandle.current()).plus(cpu(postmaster));
    for (var child : postmaster.children().toList()) {
      total = total.plus(cpu(child));
    }
    return total.toMillis() / 1_000.0;
  }

  private ProcessHandle postmaster() throws IOException {
    try (var files = Files.walk(postgres(), 2)) {
      var file = files.filter(path -> path.endsWith("postmaster.pid")).findFirst().orElseThrow();
      return ProcessHandle.of(Long.parseLong(Files.readAllLines(file).getFirst())).orElseThrow();
    }
  }

  private static Duration cpu(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
