package dev.waybill.bootstrap.cli;

import dev.waybill.domain.StoreUnavailableException;
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
        : with(database -> new LocalCount(here, options).run(new PostgresLedgerAudit(database)));
  }

  private int with(ToIntFunction<Database> work) {
    var launch = Launch.of(here.environment());
    try (var opened = StoredData.open(launch.settings())) {
      return work.applyAsInt(opened.database());
    } catch (StoreUnavailableException | DatabaseRefusedException e) {
      here.err().println("waybill: the ledger cannot be read: " + e.getMessage());
      here.err().flush();
      return UNREACHABLE;
    }
  }
}
