package dev.waybill.bootstrap.bench;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.persistence.measure.DatabaseMeter;
import dev.waybill.persistence.measure.Latencies;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * What a time under load comes to.
 *
 * @param imageBytes of full-page images, where they could be measured
 */
record Figures(Window window, Latencies latencies, OptionalLong imageBytes) {
  private static final double MILLION = 1e6;
  // What a full-page image is at most: PostgreSQL leaves out the hole in it, and may compress it.
  private static final long PAGE = 8_192;

  /** The same, asked of the meter. */
  static Figures of(Window window, DatabaseMeter meter, int source, int connector) {
    var from = window.from().database();
    var to = window.to().database();
    return new Figures(
        window, meter.latencies(source, connector, from, to), meter.fullPageImageBytes(from, to));
  }

  private double perEvent(long count) {
    return (double) count / Math.max(1, window.delivered());
  }

  JsonObject.Builder json() {
    var before = window.from().database();
    var after = window.to().database();
    long images = after.fullPageImages() - before.fullPageImages();
    return JsonObject.builder()
        .put("seconds", rounded(window.seconds(), 1))
        .put("events", window.delivered())
        .put("ingested_per_second", rounded(window.ingestedPerSecond(), 0))
        .put("delivered_per_second", rounded(window.deliveredPerSecond(), 0))
        .put("accepted_to_delivered_ms", milliseconds(latencies))
        .put("wal_bytes_per_event", rounded(perEvent(after.walBytes() - before.walBytes()), 1))
        .put(
            "full_page_image_bytes_per_event",
            rounded(perEvent(imageBytes.orElse(images * PAGE)), 1))
        .put("full_page_images", images)
        .put("full_page_image_bytes_are", imageBytes.isPresent() ? "measured" : "an upper bound")
        .put("commits_per_event", rounded(perEvent(after.commits() - before.commits()), 6))
        .put(
            "dead_tuples_per_event", rounded(perEvent(after.deadTuples() - before.deadTuples()), 6))
        .put("dead_tuples_at_the_end", after.deadTuplesNow())
        .put("cpu_seconds_per_million", cpu());
  }

  private JsonObject cpu() {
    var used = window.cpu().dividedBy(Math.max(1, window.delivered()) / MILLION);
    return JsonObject.builder()
        .put("database", rounded(used.database(), 2))
        .put("platform", rounded(used.platform(), 2))
        .put("simulator", rounded(used.simulator(), 2))
        .put("load_generator", rounded(used.generator(), 2))
        .build();
  }

  static JsonObject milliseconds(Latencies latencies) {
    return JsonObject.builder()
        .put("p50", milliseconds(latencies.quantile(0.5)))
        .put("p99", milliseconds(latencies.quantile(0.99)))
        .put("max", milliseconds(latencies.longest()))
        .build();
  }

  private static Json milliseconds(Duration duration) {
    return rounded(duration.toNanos() / 1e6, 1);
  }

  static Json rounded(double number, int places) {
    return Json.of(BigDecimal.valueOf(number).setScale(places, RoundingMode.HALF_UP));
  }
}
