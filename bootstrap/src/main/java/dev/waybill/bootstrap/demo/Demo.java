package dev.waybill.bootstrap.demo;

import dev.waybill.bootstrap.stage.ApiClient;
import dev.waybill.bootstrap.stage.StageFailedException;
import dev.waybill.bootstrap.stage.TikTokConnector;
import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonCodec;
import dev.waybill.domain.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Plays the shop, prints what becomes of its events, and judges the ledger at the end. One use, one
 * thread.
 */
final class Demo {
  private static final int BATCH = 200;
  private static final Duration SETTLING = Duration.ofMinutes(5);
  private static final String DEFAULT_SOURCE = "src_1";
  private static final JsonObject SETTINGS =
      JsonObject.builder()
          .put(
              "event_source_ids",
              JsonObject.builder()
                  .put("web", "CDEMOPIXEL0000000001")
                  .put("app", "7000000000000000003")
                  .put("offline", "7000000000000000001")
                  .build())
          .put("advertiser_id", "7000000000000000009")
          .put("default_region", "US")
          .build();
  private static final Secret NO_TOKEN = new Secret("none");

  private final DemoOptions options;
  private final PrintStream out;
  private final ApiClient api;
  private final ApiClient simulator;
  private final Secret adminToken;
  private final DemoShop shop = new DemoShop(new SplittableRandom(2011), InstantSource.system());
  private final Tally tally = new Tally();
  private final JsonCodec json;
  private final long started = System.nanoTime();
  private long firstDeliveredMs = -1;
  private @Nullable DemoLedger last;

  Demo(
      DemoOptions options,
      PrintStream out,
      JsonCodec json,
      URI platform,
      URI simulator,
      Secret adminToken) {
    this.options = options;
    this.out = out;
    this.json = json;
    this.api = new ApiClient(json, platform);
    this.simulator = new ApiClient(json, simulator);
    this.adminToken = adminToken;
  }

  /**
   * True when everything that was claimed holds; without {@code --exit} it ends when asked to stop.
   */
  boolean run(Secret accessToken, BooleanSupplier stopAsked) throws InterruptedException {
    try (api;
        simulator) {
      if (options.lyingPeer()) {
        makePeerLie();
      }
      var steps = new TikTokConnector(api, adminToken, "demo");
      var connector = steps.register("TikTok demo", List.of(), SETTINGS, accessToken);
      out.println("The connector " + connector + " is configured; the shop opens.");
      sendAll(connector, steps.writeKey(DEFAULT_SOURCE), stopAsked);
      if (!options.exit() || stopAsked.getAsBoolean()) {
        out.println("Stopped.");
        return !options.exit();
      }
      awaitSettled(connector);
      return judge(connector);
    }
  }

  private void makePeerLie() throws InterruptedException {
    var fault = JsonObject.builder().put("times", "forever").put("swallow", true).build();
    simulator.expect(simulator.post("/control/faults", NO_TOKEN, fault), 200, 201, 204);
  }

  private void sendAll(String connector, Secret writeKey, BooleanSupplier stopAsked)
      throws InterruptedException {
    long nextLine = 0;
    long begun = System.nanoTime();
    while (!stopAsked.getAsBoolean() && tally.sent() < options.events()) {
      int count = (int) Math.min(batch(), options.events() - tally.sent());
      send(count, writeKey);
      long now = System.nanoTime();
      if (firstDeliveredMs < 0 || now >= nextLine) {
        watch(connector, now >= nextLine);
        nextLine = now >= nextLine ? now + Duration.ofSeconds(1).toNanos() : nextLine;
      }
      keepPace(begun);
    }
  }

  private int batch() {
    return Math.clamp(options.perSecond() / 5, 1, BATCH);
  }

  private void keepPace(long begun) throws InterruptedException {
    double due = (double) tally.sent() / options.perSecond() * 1e9;
    long ahead = (long) due - (System.nanoTime() - begun);
    if (ahead > 0) {
      Thread.sleep(Duration.ofNanos(ahead));
    }
  }

  private void send(int count, Secret writeKey) throws InterruptedException {
    var events = shop.next(count);
    Json body = events.stream().map(Json.class::cast).collect(JsonArray.collector());
    var answer = api.post("/v1/events", writeKey, body);
    while (answer.status() == 503) {
      // Full or away for a moment: a sender keeps its events and asks again.
      Thread.sleep(Duration.ofSeconds(1));
      answer = api.post("/v1/events", writeKey, body);
    }
    tally.add(count, api.expect(answer, 202).body());
  }

  private void watch(String connector, boolean print) throws InterruptedException {
    var ledger = DemoLedger.read(api, adminToken, connector);
    if (firstDeliveredMs < 0 && ledger.delivered() > 0) {
      firstDeliveredMs =
          System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
    }
    last = ledger;
    if (print) {
      out.printf(
          Locale.ROOT,
          "accepted %,d  delivered %,d  rejected %,d  dead %,d  waiting %,d%n",
          tally.accepted(),
          ledger.delivered(),
          tally.rejected(),
          ledger.dead(),
          ledger.waiting() + ledger.retrying());
    }
  }

  private void awaitSettled(String connector) throws InterruptedException {
    long deadline = System.nanoTime() + SETTLING.toNanos();
    long nextLine = 0;
    do {
      long now = System.nanoTime();
      watch(connector, now >= nextLine);
      nextLine = now >= nextLine ? now + Duration.ofSeconds(1).toNanos() : nextLine;
      if (last != null && last.isSettled()) {
        return;
      }
      Thread.sleep(Duration.ofMillis(50));
    } while (System.nanoTime() < deadline);
  }

  private boolean judge(String connector) throws InterruptedException {
    var counted = simulator.expect(simulator.get("/control/statistics", NO_TOKEN), 200).body();
    var report =
        new DemoReport(
            tally,
            DemoLedger.read(api, adminToken, connector),
            Tally.number(counted, "unique_events"),
            firstDeliveredMs,
            (System.nanoTime() - started) / 1_000_000);
    out.println(report.table());
    write(report);
    var contradictions = report.contradictions();
    contradictions.forEach(found -> out.println("NOT TRUE: " + found));
    return contradictions.isEmpty();
  }

  private void write(DemoReport report) {
    var file = options.report();
    if (file == null) {
      return;
    }
    try {
      Files.write(file, json.write(report.json()));
    } catch (IOException e) {
      throw new StageFailedException("The report cannot be written to " + file, e);
    }
  }
}
