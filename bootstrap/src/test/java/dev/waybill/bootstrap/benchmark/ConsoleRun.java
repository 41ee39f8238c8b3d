package dev.waybill.bootstrap.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.bootstrap.Destinations;
import dev.waybill.bootstrap.Platform;
import dev.waybill.bootstrap.settings.SettingValues;
import dev.waybill.bootstrap.settings.Settings;
import dev.waybill.persistence.LocalPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Not among the tests: docs/results/README.md says how it is run. */
class ConsoleRun {
  private static final int TIMES = 20;

  /** What the console's pages ask; the first answers of each warm it up. */
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

  @Test
  void pages() throws Exception {
    try (var platform = platform()) {
      ConsoleData.fill(LocalPostgres.ofAnotherProcess(postgres()).orElseThrow());
      System.out.printf(Locale.ROOT, "| request | median ms | slowest ms |%n|---|---|---|%n");
      for (var path : PATHS) {
        measure(platform, path);
      }
      searchTheLog(platform);
      tabs(platform);
    }
  }

  private Path postgres() {
    return folder.resolve("data").resolve("postgres");
  }

  private Platform platform() {
    var destinations = Destinations.load(folder.resolve("plugins"));
    var environment =
        Map.of("WAYBILL_DATA_DIR", folder.resolve("data").toString(), "WAYBILL_PORT", "0");
    var checked = Settings.check(SettingValues.read(environment), destinations.specs());
    return Platform.start(((Settings.Checked.Valid) checked).settings(), destinations);
  }

  private void measure(Platform platform, String path) throws Exception {
    var millis = new ArrayList<Double>();
    for (int i = 0; i < TIMES + 5; i++) {
      long from = System.nanoTime();
      get(platform, path);
      if (i >= 5) {
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

  /** Ten tabs on the costliest thing that is looked at again and again, every five seconds. */
  private void tabs(Platform platform) throws Exception {
    var length = Duration.ofSeconds(20);
    double idle = cpuSeconds(platform, length, 0);
    double open = cpuSeconds(platform, length, 10);
    System.out.printf(
        Locale.ROOT,
        "cpu of platform and database: idle %.2f %%, ten tabs %.2f %% of a core more%n",
        100 * idle / length.toSeconds(),
        100 * (open - idle) / length.toSeconds());
  }

  private double cpuSeconds(Platform platform, Duration length, int tabs) throws Exception {
    double before = cpuSeconds();
    var end = Instant.now().plus(length);
    while (Instant.now().isBefore(end)) {
      var round = Instant.now().plusSeconds(5);
      for (int i = 0; i < tabs; i++) {
        get(platform, "/v1/activity?span=1h");
        get(platform, "/v1/activity/recent");
      }
      Thread.sleep(Math.max(1, Duration.between(Instant.now(), round).toMillis()));
    }
    return cpuSeconds() - before;
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
