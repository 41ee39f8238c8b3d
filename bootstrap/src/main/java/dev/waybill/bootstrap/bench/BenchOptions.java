package dev.waybill.bootstrap.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
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
    SUSTAINED,
    LATENCY,
    SINGLE,
    ENGINE,
    BACKLOG,
    HELD_TRANSACTION,
    DEAD_CONNECTOR;

    Bench bench() {
      return switch (this) {
        case SUSTAINED -> new SustainedBench();
        case LATENCY -> new LatencyBench();
        case SINGLE -> new SingleBench();
        case ENGINE -> new EngineBench();
        case BACKLOG -> new BacklogBench();
        case HELD_TRANSACTION -> new HeldTransactionBench();
        case DEAD_CONNECTOR -> new DeadConnectorBench();
      };
    }

    /** As it is given on the command line and in a report. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
