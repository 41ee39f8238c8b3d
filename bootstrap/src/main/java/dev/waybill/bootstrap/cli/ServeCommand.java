package dev.waybill.bootstrap.cli;

import dev.waybill.bootstrap.Platform;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code ./waybill serve}. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the platform until Ctrl-C or SIGTERM.",
      "Without WAYBILL_DATABASE_URL it keeps an embedded PostgreSQL in WAYBILL_DATA_DIR.",
      "./waybill config lists every setting."
    })
final class ServeCommand implements Callable<Integer> {
  @Override
  public Integer call() throws InterruptedException {
    var launch = Launch.of(System.getenv());
    var stop = new StopSignal();
    try (var platform = Platform.start(launch.settings(), launch.destinations())) {
      System.out.println("Waybill ready at " + platform.address());
      if (launch.settings().adminToken() == null) {
        System.out.println("Admin token in " + platform.adminTokenFile());
      }
      stop.await();
      System.out.println("Stopping: calls in flight are being settled ...");
    } finally {
      stop.stopped();
    }
    return 0;
  }
}
