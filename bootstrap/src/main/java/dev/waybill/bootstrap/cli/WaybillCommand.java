package dev.waybill.bootstrap.cli;

import dev.waybill.bootstrap.Logging;
import dev.waybill.bootstrap.PlatformStartException;
import dev.waybill.bootstrap.Program;
import dev.waybill.bootstrap.stage.StageFailedException;
import dev.waybill.inbound.cli.Surroundings;
import dev.waybill.inbound.cli.command.ClientCommands;
import dev.waybill.inbound.log.QuietTrace;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./waybill}: the commands and how their failures are told. */
@Command(
    name = "waybill",
    mixinStandardHelpOptions = true,
    version = "Waybill " + Program.VERSION,
    description = "A self-hosted connector platform for server-side conversion events.",
    subcommands = {
      BenchCommand.class,
      DemoCommand.class,
      ServeCommand.class,
      SimulatorCommand.class,
      ConfigCommand.class,
      NewMasterKeyCommand.class,
      RotateMasterKeyCommand.class,
      CommandLine.HelpCommand.class
    })
public final class WaybillCommand implements Runnable {
  private static final int FAILED = 1;

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  /** Runs one command and returns its exit code. */
  public static int run(String[] arguments) {
    Logging.configure(System.getenv());
    return run(ThisProcess.surroundings(), arguments);
  }

  static int run(Surroundings here, String... arguments) {
    var program = new CommandLine(new WaybillCommand());
    program.addSubcommand(new LedgerCommand(here));
    ClientCommands.addTo(program, here, new LocalCheckup(here));
    return program
        .setExecutionExceptionHandler(
            (failure, _, parsed) ->
                ClientCommands.tell(failure, parsed, here) ? FAILED : tell(failure))
        .execute(arguments);
  }

  /** What an operator can mend is a sentence; everything else is a bug and shows where. */
  static int tell(Exception failure) {
    switch (failure) {
      case PlatformStartException _, StageFailedException _ ->
          System.err.println("waybill: " + failure.getMessage());
      case InterruptedException _ -> Thread.currentThread().interrupt();
      case Exception _ -> System.err.println("waybill: this is a bug: " + QuietTrace.of(failure));
    }
    return FAILED;
  }

  @Override
  public void run() {
    spec.commandLine().usage(System.out);
  }
}
