package dev.waybill.bootstrap.cli;

import dev.waybill.bootstrap.demo.SimulatorRun;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./waybill simulator}. */
@Command(
    name = "simulator",
    mixinStandardHelpOptions = true,
    description = {
      "Starts a peer on 127.0.0.1 that behaves as TikTok's Events API 2.0 is documented to.",
      "Its access token is taken from WAYBILL_SIMULATOR_TOKEN, or made and printed.",
      "GET /control/statistics tells what it got; POST /control/faults makes it fail."
    })
final class SimulatorCommand implements Callable<Integer> {
  @Option(
      names = "--port",
      defaultValue = "8090",
      description = "the port, 0 for any free one (default: ${DEFAULT-VALUE})")
  private int port;

  @Option(
      names = "--until-stdin-closes",
      description = "end when standard input closes, as it does when the parent process ends")
  private boolean untilStdinCloses;

  @Override
  public Integer call() throws InterruptedException {
    @Nullable String token = System.getenv("WAYBILL_SIMULATOR_TOKEN");
    new SimulatorRun(port, token, untilStdinCloses).run(System.out);
    return 0;
  }
}
