package dev.waybill.inbound.cli.command;

import dev.waybill.inbound.cli.Surroundings;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./waybill completion}. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a script that completes commands and options in bash and zsh:",
      "source <(./waybill completion)"
    })
final class CompletionCommand implements Callable<Integer> {
  private final Surroundings here;

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  CompletionCommand(Surroundings here) {
    this.here = here;
  }

  @Override
  public Integer call() {
    var program = spec.root();
    here.out().print(AutoComplete.bash(program.name(), program.commandLine()));
    here.out().flush();
    return 0;
  }
}
