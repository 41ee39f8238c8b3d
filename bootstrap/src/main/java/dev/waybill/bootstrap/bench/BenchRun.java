package dev.waybill.bootstrap.bench;

import dev.waybill.bootstrap.bench.Bench.Findings;
import dev.waybill.bootstrap.stage.StageFailedException;
import dev.waybill.bootstrap.stage.TemporaryFolder;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonNumber;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonString;
import dev.waybill.json.JacksonCodec;
import dev.waybill.persistence.measure.CopyYardstick;
import dev.waybill.persistence.measure.DatabaseMeter;
import dev.waybill.persistence.measure.ServerFacts;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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
      var scene =
          new Scene(
              options,
              database,
              meter,
              folder.path(),
              purchases,
              yardstick,
              options.progress() ? out : new PrintStream(OutputStream.nullOutputStream()),
              stopAsked);
      return report(facts, yardstick, measure(scene));
    }
  }

  private Findings measure(Scene scene) throws InterruptedException {
    try {
      return options.mode().bench().run(scene);
    } catch (StageFailedException e) {
      tellWhatPlatformSaid(scene.folder().resolve(BenchStage.PLATFORM_LOG));
      throw e;
    }
  }

  private void tellWhatPlatformSaid(Path log) {
    try (var lines = Files.lines(log)) {
      lines
          .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
          .forEach(out::println);
    } catch (IOException e) {
      // it never got as far as saying anything
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

  private boolean report(ServerFacts facts, double yardstick, Findings findings) {
    var json =
        JsonObject.builder()
            .put("mode", options.mode().toString())
            .put("yardstick_per_second", Figures.rounded(yardstick, 0))
            .putAll(findings.figures())
            .put("event_bytes_median", purchases.medianBytes())
            .put("batch", options.batch())
            .put("connections", options.connections())
            .put("most_waiting", options.mostWaiting())
            .put("postgresql", settings(facts))
            .put("machine", Machine.json())
            .build();
    print("", json);
    findings.contradictions().forEach(found -> out.println("NOT TRUE: " + found));
    write(json);
    return findings.contradictions().isEmpty();
  }

  private static JsonObject settings(ServerFacts facts) {
    var settings = JsonObject.builder();
    new TreeMap<>(facts.settings()).forEach((name, value) -> settings.put(name, Json.of(value)));
    return settings.build();
  }

  /** A line for each figure; those within others begin with their names. */
  private void print(String within, JsonObject figures) {
    figures
        .members()
        .forEach(
            (name, value) -> {
              if (value instanceof JsonObject inner) {
                print(within + name + ".", inner);
              } else {
                out.printf("%-45s %s%n", within + name, shown(value));
              }
            });
  }

  private static String shown(Json value) {
    return switch (value) {
      case JsonNumber(var number) ->
          String.format(Locale.ROOT, "%,." + number.scale() + "f", number);
      case JsonString(var text) -> text;
      default -> new String(new JacksonCodec().write(value), StandardCharsets.UTF_8);
    };
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
