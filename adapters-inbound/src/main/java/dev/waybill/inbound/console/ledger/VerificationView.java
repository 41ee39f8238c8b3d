package dev.waybill.inbound.console.ledger;

import dev.waybill.domain.outbox.LedgerAudit.Difference;
import dev.waybill.domain.outbox.VerifyLedger.State;
import dev.waybill.inbound.console.piece.Figures;
import dev.waybill.inbound.console.piece.Progress;
import dev.waybill.inbound.console.piece.Tone;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the last count of everything went.
 *
 * @param progress while one is under way; else null
 */
record VerificationView(
    Tone tone, String text, @Nullable Progress progress, List<Difference> differences) {
  VerificationView {
    differences = List.copyOf(differences);
  }

  boolean isRunning() {
    return progress != null;
  }

  static VerificationView of(State state, Instant now) {
    return switch (state) {
      case State.Never _ ->
          new VerificationView(
              Tone.PLAIN,
              "Not counted since this node started. The lines above are running totals; a count"
                  + " looks at every event, settlement and call again, beside the running platform.",
              null,
              List.of());
      case State.Running(var startedAt, int done, int of) ->
          new VerificationView(
              Tone.BUSY,
              "Counting since " + Figures.moment(startedAt) + ".",
              new Progress("Sources and lanes counted", done, of),
              List.of());
      case State.Done(var startedAt, var took, var report) ->
          new VerificationView(
              report.differences().isEmpty() ? Tone.GOOD : Tone.BAD,
              "Counted "
                  + Figures.events(report.events())
                  + " and "
                  + Figures.counted(report.settlements(), "settlement")
                  + " "
                  + Figures.from(now, startedAt)
                  + ", in "
                  + Figures.length(took)
                  + ". "
                  + (report.differences().isEmpty()
                      ? "The ledger is true."
                      : "The ledger differs from what is there; keep the database and the log, and"
                          + " report it."),
              null,
              report.differences());
      case State.Failed(var startedAt) ->
          new VerificationView(
              Tone.BAD,
              "The count begun at "
                  + Figures.moment(startedAt)
                  + " broke off: the database was away, or it took longer than an hour. Begin it"
                  + " again.",
              null,
              List.of());
    };
  }
}
