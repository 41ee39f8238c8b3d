package dev.waybill.bootstrap.cli;

import dev.waybill.domain.outbox.LedgerAudit;
import dev.waybill.domain.outbox.LedgerAudit.Report;
import dev.waybill.domain.outbox.VerifyLedger.State;
import dev.waybill.inbound.admin.LedgerJson;
import dev.waybill.inbound.cli.Client;
import dev.waybill.inbound.cli.ClientOptions;
import dev.waybill.inbound.cli.Progress;
import dev.waybill.inbound.cli.Surroundings;
import java.time.Duration;
import java.util.Locale;

/** Counts the ledger again in the database itself, and tells of it as a platform would. */
final class LocalCount {
  private final Surroundings here;
  private final ClientOptions options;

  LocalCount(Surroundings here, ClientOptions options) {
    this.here = here;
    this.options = options;
  }

  /** Shows every difference; 1 when there is one. */
  int run(LedgerAudit audit) {
    var startedAt = here.clock().instant();
    var report = counted(audit);
    var took = Duration.between(startedAt, here.clock().instant());
    show(new State.Done(startedAt, took, report));
    return report.differences().isEmpty() ? 0 : 1;
  }

  private Report counted(LedgerAudit audit) {
    var progress = new Progress(here);
    try {
      return audit.verify(LedgerAudit.EVERYTHING, (done, of) -> progress.show(done, of, ""));
    } finally {
      progress.end();
    }
  }

  private void show(State.Done done) {
    var screen = Client.screen(here, options);
    if (screen.isJson()) {
      screen.show(LedgerJson.of(done));
      return;
    }
    done.report().differences().forEach(each -> screen.say(each.toString()));
    screen.say(summary(done.report()));
  }

  private static String summary(Report report) {
    return String.format(
        Locale.ROOT,
        "%d differences in %d events of %d sources and %d settlements of %d lanes",
        report.differences().size(),
        report.events(),
        report.sources(),
        report.settlements(),
        report.lanes());
  }
}
