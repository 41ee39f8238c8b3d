package dev.waybill.bootstrap.cli;

import dev.waybill.bootstrap.demo.DemoOptions;
import dev.waybill.bootstrap.demo.DemoRun;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./waybill demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the whole of it on this machine: an embedded PostgreSQL, a simulated TikTok as a",
      "process of its own, the platform, and a shop that sends events until Ctrl-C.",
      "With --exit it ends by itself, with 0 only if the ledger balances and equals what the",
      "simulated TikTok counted."
    })
final class DemoCommand implements Callable<Integer> {
  @Option(names = "--exit", description = "stop once all events are settled and judge the ledger")
  private boolean exit;

  @Option(
      names = "--events",
      paramLabel = "N",
      description = "how many events to send (with --exit: 20000 by default; else no limit)")
  private @Nullable Long events;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "events a second (default: 100, with --exit as many as go)")
  private @Nullable Integer rate;

  @Option(names = "--report", paramLabel = "FILE", description = "write the ledger there as JSON")
  private @Nullable Path report;

  @Option(
      names = "--lying-peer",
      description = "let the simulated TikTok say OK and keep nothing, to see that it is found out")
  private boolean lyingPeer;

  @Override
  public Integer call() throws InterruptedException {
    var options =
        new DemoOptions(
            events != null ? events : exit ? 20_000 : Long.MAX_VALUE,
            rate != null ? rate : exit ? 1_000_000 : 100,
            exit,
            report,
            lyingPeer);
    var stop = new StopSignal();
    try {
      return new DemoRun(options, System.out).run(stop::isAsked) ? 0 : 1;
    } finally {
      stop.stopped();
    }
  }
}
