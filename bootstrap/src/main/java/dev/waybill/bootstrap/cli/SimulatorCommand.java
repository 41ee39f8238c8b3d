package dev.waybill.bootstrap.cli;

import dev.waybill.bootstrap.demo.SimulatorRun;
import dev.waybill.tiktok.simulator.SimulatorOptions;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./waybill simulator}. */
@Command(
    name = "simulator",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Starts a peer on 127.0.0.1 that behaves as TikTok's Events API 2.0 is documented to.",
      "Its access token is taken from WAYBILL_SIMULATOR_TOKEN, or made and printed; the secret of",
      "its developer app from WAYBILL_SIMULATOR_APP_SECRET.",
      "GET / shows what it got, GET /control/statistics counts it, POST /control/faults makes it",
      "fail: see docs/simulator.md."
    })
final class SimulatorCommand implements Callable<Integer> {
  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8090",
      description = "the port, 0 for any free one (default: ${DEFAULT-VALUE})")
  private int port;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "where request ids, tokens and jitter begin (default: ${DEFAULT-VALUE})")
  private long seed;

  @Mixin private final SimulatorAccess access = new SimulatorAccess();

  @Mixin private final SimulatorLimits limits = new SimulatorLimits();

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description =
          "a departure from the usual, to be given once for each: ${COMPLETION-CANDIDATES}")
  private Set<SimulatorOptions.Mode> modes = Set.of();

  @Option(
      names = "--until-stdin-closes",
      description = "end when standard input closes, as it does when the parent process ends")
  private boolean untilStdinCloses;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    new SimulatorRun(options(), access.eventSourceIds(), untilStdinCloses).run(System.out);
    return 0;
  }

  private SimulatorOptions options() {
    try {
      return new SimulatorOptions(
          port,
          access.tokens(System.getenv()),
          modes,
          seed,
          limits.limits(),
          access.app(System.getenv()));
    } catch (IllegalArgumentException | IOException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
