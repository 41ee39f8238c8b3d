package dev.waybill.inbound.cli.command;

import dev.waybill.inbound.cli.CommandFailedException;
import dev.waybill.inbound.cli.PrettyJson;
import dev.waybill.inbound.cli.RefusedException;
import dev.waybill.inbound.cli.Surroundings;
import dev.waybill.inbound.cli.doctor.LocalExamination;
import dev.waybill.inbound.cli.yaml.YamlFaultException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** The commands that are clients of the API, and how their failures are told. */
public final class ClientCommands {
  private ClientCommands() {}

  /**
   * Adds them all to the program's own.
   *
   * @param local what doctor looks at on this machine
   */
  public static void addTo(CommandLine program, Surroundings here, LocalExamination local) {
    for (var command :
        List.of(
            new ConnectorsCommand(here),
            new SourcesCommand(here),
            new PlatformsCommand(here),
            new EventsCommand(here),
            new OutboxCommand(here),
            new DeadCommand(here),
            new ReplaysCommand(here),
            new MappingCommand(here),
            new ApplyCommand(here),
            new DoctorCommand(here, local),
            new CompletionCommand(here))) {
      program.addSubcommand(command);
    }
    program.setCaseInsensitiveEnumValuesAllowed(true);
  }

  /** Tells a failure that a person can understand; false for any other one. */
  public static boolean tell(Exception failure, ParseResult parsed, Surroundings here) {
    switch (failure) {
      case RefusedException refused -> {
        if (wantsJson(parsed)) {
          here.out().println(PrettyJson.of(refused.answer().body().json(), here.codec()));
          here.out().flush();
        }
        say(refused, here);
      }
      case CommandFailedException _, YamlFaultException _ -> say(failure, here);
      case Exception _ -> {
        return false;
      }
    }
    return true;
  }

  private static void say(Exception failure, Surroundings here) {
    here.err().println("waybill: " + failure.getMessage());
    here.err().flush();
  }

  private static boolean wantsJson(ParseResult parsed) {
    return "json".equals(String.valueOf(parsed.<Object>matchedOptionValue("--output", "")))
        || (parsed.hasSubcommand() && wantsJson(parsed.subcommand()));
  }
}
