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
 * @param events how large a backlog is made
 * @param rounds how many pairs of runs are compared
 * @param perSecond events a second that are offered to many connectors
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
    long events,
    int rounds,
    double perSecond,
    @Nullable Path report,
    boolean progress) {

  /** The ways to measure. */
  public enum Mode {
    SUSTAINED(SustainedBench::new),
    LATENCY(LatencyBench::new),
    SINGLE(SingleBench::new),
    ENGINE(EngineBench::new),
    BACKLOG(BacklogBench::new),
    HELD_TRANSACTION(HeldTransactionBench::new),
    DEAD_CONNECTOR(DeadConnectorBench::new);

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
