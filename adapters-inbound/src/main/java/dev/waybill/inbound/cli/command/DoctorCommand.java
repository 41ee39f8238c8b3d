package dev.waybill.inbound.cli.command;

import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.inbound.cli.Client;
import dev.waybill.inbound.cli.ClientOptions;
import dev.waybill.inbound.cli.Surroundings;
import dev.waybill.inbound.cli.doctor.Doctor;
import dev.waybill.inbound.cli.doctor.Finding;
import dev.waybill.inbound.cli.doctor.Finding.State;
import dev.waybill.inbound.cli.doctor.LocalExamination;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./waybill doctor}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Says what is wrong with this installation, and how to mend it.",
      "Looks at Java, settings, files, the address, the token, readiness, clocks, the log,",
      "connectors and the ledger. Changes nothing. Ends with 1 if something is wrong."
    })
final class DoctorCommand implements Callable<Integer> {
  private final Surroundings here;
  private final LocalExamination local;

  @Mixin private final ClientOptions options = new ClientOptions();

  DoctorCommand(Surroundings here, LocalExamination local) {
    this.here = here;
    this.local = local;
  }

  @Override
  public Integer call() throws InterruptedException {
    var findings = new Doctor(here, options).examine(local);
    boolean healthy = findings.stream().noneMatch(finding -> finding.state() == State.WRONG);
    show(findings, healthy);
    return healthy ? 0 : 1;
  }

  private void show(List<Finding> findings, boolean healthy) {
    var screen = Client.screen(here, options);
    if (screen.isJson()) {
      screen.show(
          JsonObject.builder()
              .put("healthy", healthy)
              .put("findings", findings.stream().map(Finding::json).collect(JsonArray.collector()))
              .build());
      return;
    }
    for (var finding : findings) {
      screen.say("%-5s  %s: %s".formatted(finding.word(), finding.area(), finding.found()));
      if (!finding.mend().isEmpty()) {
        screen.say("       -> " + finding.mend());
      }
    }
    screen.say(summary(findings));
  }

  private static String summary(List<Finding> findings) {
    long wrong = count(findings, State.WRONG);
    long look = count(findings, State.LOOK);
    return wrong == 0 && look == 0
        ? "Nothing is wrong."
        : "%d wrong, %d to look at.".formatted(wrong, look);
  }

  private static long count(List<Finding> findings, State state) {
    return findings.stream().filter(finding -> finding.state() == state).count();
  }
}
