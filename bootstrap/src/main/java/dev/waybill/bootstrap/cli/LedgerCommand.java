package dev.waybill.bootstrap.cli;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.outbox.LedgerAudit;
import dev.waybill.inbound.admin.LedgerJson;
import dev.waybill.inbound.cli.Client;
import dev.waybill.inbound.cli.ClientOptions;
import dev.waybill.inbound.cli.Document;
import dev.waybill.inbound.cli.Surroundings;
import dev.waybill.inbound.cli.command.LedgerCount;
import dev.waybill.inbound.cli.command.LedgerView;
import dev.waybill.persistence.Database;
import dev.waybill.persistence.DatabaseRefusedException;
import dev.waybill.persistence.PostgresLedger;
import dev.waybill.persistence.PostgresLedgerAudit;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./waybill ledger}. */
@Command(
    name = "ledger",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the ledger: what became of every accepted event, connector by connector.",
      "Looks at the database that serve uses, also while serve runs; with --url or WAYBILL_URL it",
      "asks the API there.",
      "Ends with 1 if it does not balance, with 2 if the database cannot be reached."
    })
final class LedgerCommand implements Callable<Integer> {
  private static final int UNREACHABLE = 2;

  private final Surroundings here;

  @Mixin private final ClientOptions options = new ClientOptions();

  LedgerCommand(Surroundings here) {
    this.here = here;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (!options.namesAddress(here)) {
      return with(
          database -> shown(new Document(LedgerJson.of(new PostgresLedger(database).lines()))));
    }
    return shown(Client.of(here, options).api().get("/v1/ledger").orRefused().body());
  }

  private int shown(Document ledger) {
    return new LedgerView(Client.screen(here, options)).show(ledger) ? 0 : 1;
  }

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = {
        "Counts everything again that is kept: the log, the settlements, their calls, what is",
        "retried and given up on, and the running totals. All in one snapshot, beside a running",
        "platform. Prints every difference. Counts in the database that serve uses; with --url or",
        "WAYBILL_URL the platform there counts.",
        "Ends with 1 if there is one, with 2 if the database cannot be reached."
      })
  int verify() throws InterruptedException {
    return options.namesAddress(here)
        ? new LedgerCount(Client.of(here, options)).run()
        : with(LedgerCommand::verify);
  }

  private static int with(ToIntFunction<Database> work) {
    var launch = Launch.of(System.getenv());
    try (var opened = StoredData.open(launch.settings())) {
      return work.applyAsInt(opened.database());
    } catch (StoreUnavailableException | DatabaseRefusedException e) {
      System.err.println("waybill: the ledger cannot be read: " + e.getMessage());
      return UNREACHABLE;
    }
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
