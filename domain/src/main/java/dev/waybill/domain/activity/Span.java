package dev.waybill.domain.activity;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How far back a plot goes, and how wide its buckets are. */
public enum Span {
  HOUR("1h", Duration.ofMinutes(1), 60),
  DAY("24h", Duration.ofMinutes(15), 96),
  WEEK("7d", Duration.ofHours(2), 84);

  private final String wire;
  private final Duration step;
  private final int buckets;

  Span(String wire, Duration step, int buckets) {
    this.wire = wire;
    this.step = step;
    this.buckets = buckets;
  }

  public String wire() {
    return wire;
  }

  public Duration step() {
    return step;
  }

  public int buckets() {
    return buckets;
  }

  /** The end of the bucket in which that moment is; buckets end at multiples of the step. */
  public Instant end(Instant now) {
    long step = this.step.toSeconds();
    return Instant.ofEpochSecond((Math.floorDiv(now.getEpochSecond(), step) + 1) * step);
  }

  /** The start of the oldest bucket. */
  public Instant start(Instant now) {
    return end(now).minus(step.multipliedBy(buckets));
  }

  public static Optional<Span> ofWire(String text) {
    for (var span : values()) {
      if (span.wire.equals(text)) {
        return Optional.of(span);
      }
    }
    return Optional.empty();
  }
}
