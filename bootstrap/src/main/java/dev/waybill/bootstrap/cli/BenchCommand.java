package dev.waybill.bootstrap.cli;

import dev.waybill.bootstrap.bench.BenchOptions;
import dev.waybill.bootstrap.bench.BenchRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./waybill bench}. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures this installation as a user could: an embedded PostgreSQL, or the one that",
      "WAYBILL_DATABASE_URL names, a simulated TikTok, the platform, and a load of purchases over",
      "HTTP, in processes of their own, with durable commits.",
      "In the same run a plain COPY of the same events measures the server: ratios to that count,",
      "absolute figures depend on the machine.",
      "Ends with 0 only if every event that was sent was delivered and all accounts agree."
    })
final class BenchCommand implements Callable<Integer> {
  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "sustained",
      description = "what to measure: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private BenchOptions.Mode mode = BenchOptions.Mode.SUSTAINED;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "60",
      description = "how long to measure (default: ${DEFAULT-VALUE})")
  private int seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      defaultValue = "15",
      description = "how long the load runs before that (default: ${DEFAULT-VALUE})")
  private int warmUp;

  @Option(names = "--json", paramLabel = "FILE", description = "write the figures there as JSON")
  private @Nullable Path json;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "1000",
      description = "events a request (default: ${DEFAULT-VALUE})")
  private int batch;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "4",
      description =
          "connections that send; engine: threads that append (default: ${DEFAULT-VALUE})")
  private int connections;

  @Option(
      names = "--backlog",
      paramLabel = "N",
      defaultValue = "50000",
      description = "the most events that are sent and not delivered (default: ${DEFAULT-VALUE})")
  private long mostWaiting;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "backlog: how many events it has (default: ${DEFAULT-VALUE})")
  private long events;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "held-transaction, dead-connector: how many pairs of runs (default: ${DEFAULT-VALUE})")
  private int rounds;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "100",
      description =
          "dead-connector: events a second, each for 50 connectors (default: ${DEFAULT-VALUE})")
  private double perSecond;

  @Override
  public Integer call() throws InterruptedException {
    var options =
        new BenchOptions(
            mode,
            Duration.ofSeconds(seconds),
            Duration.ofSeconds(warmUp),
            batch,
            connections,
            mostWaiting,
            events,
            rounds,
            perSecond,
            json,
            isOnTerminal());
    var stop = new StopSignal();
    try {
      return new BenchRun(options, System.out, stop::isAsked).run(System.getenv()) ? 0 : 1;
    } finally {
      stop.stopped();
    }
  }

  // There is none where input or output is redirected, unless the system's console is replaced.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isOnTerminal() {
    return System.console() != null && System.console().isTerminal();
  }
}
