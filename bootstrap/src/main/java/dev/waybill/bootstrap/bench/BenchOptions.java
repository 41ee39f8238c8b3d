package dev.waybill.bootstrap.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the bench is to do.
 *
 * @param mode which way to measure
 * @param length how long is measured
 * @param warmUp how long the load runs before
 * @param batch events a request
 * @param connections that send at the same time
 * @param mostWaiting events that may be sent and not settled at a time
 * @param report where the figures go as JSON, or null
 * @param progress whether to print how it goes every few seconds
 */
public record BenchOptions(
    Mode mode,
    Duration length,
    Duration warmUp,
    int batch,
    int connections,
    long mostWaiting,
    @Nullable Path report,
    boolean progress) {

  /** The ways to measure. */
  public enum Mode {
    SUSTAINED(SustainedBench::new);

    private final Supplier<Bench> bench;

    Mode(Supplier<Bench> bench) {
      this.bench = bench;
    }

    Bench bench() {
      return bench.get();
    }

    /** As it is given on the command line and in a report. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
