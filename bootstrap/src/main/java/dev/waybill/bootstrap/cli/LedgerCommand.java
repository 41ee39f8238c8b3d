package dev.waybill.bootstrap.cli;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.outbox.Ledger;
import dev.waybill.domain.outbox.LedgerAudit;
import dev.waybill.persistence.Database;
import dev.waybill.persistence.DatabaseRefusedException;
import dev.waybill.persistence.PostgresLedger;
import dev.waybill.persistence.PostgresLedgerAudit;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Command;

/** {@code ./waybill ledger}. */
@Command(
    name = "ledger",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the ledger: what became of every accepted event, connector by connector.",
      "Looks at the database that serve uses, also while serve runs.",
      "Ends with 1 if it does not balance, with 2 if the database cannot be reached."
    })
final class LedgerCommand implements Callable<Integer> {
  private static final int UNREACHABLE = 2;

  @Override
  public Integer call() {
    return with(LedgerCommand::print);
  }

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = {
        "Counts everything again that is kept: the log, the settlements, their calls, what is",
        "retried and given up on, and the running totals. All in one snapshot, beside a running",
        "platform. Prints every difference.",
        "Ends with 1 if there is one, with 2 if the database cannot be reached."
      })
  int verify() {
    return with(LedgerCommand::verify);
  }

  private static int with(ToIntFunction<Database> work) {
    var launch = Launch.of(System.getenv());
    try (var opened = LedgerDatabase.open(launch.settings())) {
      return work.applyAsInt(opened.database());
    } catch (StoreUnavailableException | DatabaseRefusedException e) {
      System.err.println("waybill: the ledger cannot be read: " + e.getMessage());
      return UNREACHABLE;
    }
  }

  private static int print(Database database) {
    var lines = new PostgresLedger(database).lines();
    lines.forEach(LedgerCommand::print);
    return lines.stream().allMatch(Ledger.Line::balanced) ? 0 : 1;
  }

  private static void print(Ledger.Line line) {
    System.out.printf(
        Locale.ROOT,
        "%s %s: accepted %d = delivered %d + dead %d + expired %d + filtered %d + retrying %d"
            + " + waiting %d%s%n",
        line.connector(),
        line.name(),
        line.accepted(),
        line.delivered(),
        line.dead(),
        line.expired(),
        line.filtered(),
        line.retrying(),
        line.waiting(),
        line.balanced() ? "" : "; does not balance, unexplained " + line.unexplained());
  }

  private static int verify(Database database) {
    var report = new PostgresLedgerAudit(database).verify(LedgerAudit.EVERYTHING);
    report.differences().forEach(System.out::println);
    System.out.printf(
        Locale.ROOT,
        "%d differences in %d events of %d sources and %d settlements of %d lanes%n",
        report.differences().size(),
        report.events(),
        report.sources(),
        report.settlements(),
        report.lanes());
    return report.differences().isEmpty() ? 0 : 1;
  }
}
