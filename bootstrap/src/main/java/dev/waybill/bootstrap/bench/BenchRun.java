package dev.waybill.bootstrap.bench;

import dev.waybill.bootstrap.stage.StageFailedException;
import dev.waybill.bootstrap.stage.TemporaryFolder;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonNull;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.json.JacksonCodec;
import dev.waybill.persistence.measure.CopyYardstick;
import dev.waybill.persistence.measure.DatabaseMeter;
import dev.waybill.persistence.measure.ServerFacts;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** One run of the bench: the yardstick first, while nothing else runs, then the load. */
public final class BenchRun {
  private static final int YARDSTICK_ROWS = 1_000;
  private static final Duration LONGEST_YARDSTICK = Duration.ofSeconds(10);

  private final BenchOptions options;
  private final PrintStream out;
  private final BooleanSupplier stopAsked;
  private final Purchases purchases = new Purchases(runId());

  public BenchRun(BenchOptions options, PrintStream out, BooleanSupplier stopAsked) {
    this.options = options;
    this.out = out;
    this.stopAsked = stopAsked;
  }

  private static String runId() {
    var bytes = new byte[4];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * Measures and prints what was found.
   *
   * @return whether every event that was sent is accounted for
   * @throws StageFailedException when it cannot be measured, or the server is not durable
   */
  public boolean run(Map<String, String> environment) throws InterruptedException {
    try (var folder = TemporaryFolder.make("waybill-bench-");
        var database = BenchDatabase.open(environment, folder.path());
        var meter = DatabaseMeter.open(database.settings())) {
      var facts = meter.facts();
      tell(facts);
      double yardstick = yardstick(database);
      return load(database, meter, folder.path(), facts, yardstick);
    }
  }

  private void tell(ServerFacts facts) {
    out.printf(
        "PostgreSQL %s: fsync %s, synchronous_commit %s, full_page_writes %s, max_wal_size %s%n",
        facts.value("server_version"),
        facts.value("fsync"),
        facts.value("synchronous_commit"),
        facts.value("full_page_writes"),
        facts.value("max_wal_size"));
    if (!facts.careless().isEmpty()) {
      throw new StageFailedException(
          "The bench does not run with "
              + String.join(" and ", facts.careless())
              + " off: what is fast and can be lost is not worth measuring.");
    }
  }

  private double yardstick(BenchDatabase database) {
    var length = options.length().dividedBy(4);
    var shortened = length.compareTo(LONGEST_YARDSTICK) > 0 ? LONGEST_YARDSTICK : length;
    var rows = purchases.rows(YARDSTICK_ROWS);
    var serial = new AtomicLong();
    double rate =
        new CopyYardstick(
                database.settings(),
                () -> rows.number(serial.getAndAdd(YARDSTICK_ROWS), Instant.now()).bytes())
            .measure(shortened.dividedBy(4), shortened);
    out.printf(Locale.ROOT, "Yardstick: a plain COPY takes %,.0f events a second.%n", rate);
    return rate;
  }

  private boolean load(
      BenchDatabase database, DatabaseMeter meter, Path folder, ServerFacts facts, double yardstick)
      throws InterruptedException {
    try (var stage = BenchStage.set(database, folder)) {
      var instruments = new Instruments(stage, meter);
      var connector = BenchConnector.register(stage, "bench-" + runId());
      var gate = new BacklogGate(options.mostWaiting());
      var generator = new LoadGenerator(stage.platformAddress(), connector.writeKey(), gate);
      try (var load = new Load(connector, gate, generator, stopAsked, progress())) {
        generator.start(options.connections(), () -> purchases.batch(options.batch()));
        load.watch(options.warmUp());
        var from = instruments.snapshot(connector, gate);
        load.watch(options.length());
        var to = instruments.snapshot(connector, gate);
        load.drain();
        var latencies =
            meter.latencies(
                connector.sourceNumber(), connector.number(), from.database(), to.database());
        var figures = new Figures(from, to, latencies);
        var accounts = accounts(stage, connector, gate);
        report(figures, accounts, instruments, facts, yardstick);
        return accounts.contradictions().isEmpty();
      } catch (StageFailedException e) {
        out.println(stage.platformSaid());
        throw e;
      }
    }
  }

  private PrintStream progress() {
    return options.progress() ? out : new PrintStream(OutputStream.nullOutputStream());
  }

  private static Reconciliation accounts(
      BenchStage stage, BenchConnector connector, BacklogGate gate) throws InterruptedException {
    var simulator = stage.simulator();
    var counted =
        simulator.expect(simulator.get("/control/statistics", stage.accessToken()), 200).body();
    return new Reconciliation(
        gate.answered(),
        connector.account(),
        BenchConnector.number(counted, "unique_events"),
        BenchConnector.number(counted, "duplicate_events"));
  }

  private void report(
      Figures figures,
      Reconciliation accounts,
      Instruments instruments,
      ServerFacts facts,
      double yardstick) {
    var settings = JsonObject.builder();
    new java.util.TreeMap<>(facts.settings())
        .forEach((name, value) -> settings.put(name, Json.of(value)));
    var json =
        JsonObject.builder()
            .put("mode", "sustained")
            .put("yardstick_per_second", Figures.rounded(yardstick, 0))
            .putAll(figures.json().build())
            .put(
                "ratio_to_yardstick",
                Figures.rounded(figures.sustainedPerSecond() / yardstick, 3))
            .put("platform_peak_rss_mb", instruments.platformPeakMib())
            .put("event_bytes_median", purchases.medianBytes())
            .put("sent", accounts.sent())
            .put("delivered", accounts.account().delivered())
            .put("unique_at_destination", accounts.unique())
            .put("repeated_at_destination", accounts.repeated())
            .put("balanced", accounts.account().balanced())
            .put("batch", options.batch())
            .put("connections", options.connections())
            .put("most_waiting", options.mostWaiting())
            .put("postgresql", settings.build())
            .put("machine", Machine.json())
            .build();
    out.println(new String(new JacksonCodec().write(json), java.nio.charset.StandardCharsets.UTF_8));
    accounts.contradictions().forEach(found -> out.println("NOT TRUE: " + found));
    write(json);
  }

  private void write(JsonObject json) {
    var file = options.report();
    if (file == null) {
      return;
    }
    try {
      Files.write(file, new JacksonCodec().write(json));
    } catch (IOException e) {
      throw new StageFailedException("The report cannot be written to " + file, e);
    }
  }
}
