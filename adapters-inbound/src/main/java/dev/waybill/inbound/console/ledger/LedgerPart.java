package dev.waybill.inbound.console.ledger;

import dev.waybill.domain.outbox.Ledger;
import dev.waybill.domain.outbox.VerifyLedger;
import dev.waybill.domain.outbox.VerifyLedger.State;
import dev.waybill.inbound.console.frame.Answer;
import dev.waybill.inbound.console.frame.ConsolePart;
import dev.waybill.inbound.console.frame.ConsoleRoute;
import dev.waybill.inbound.console.frame.Visit;
import dev.waybill.inbound.console.piece.Flash;
import dev.waybill.inbound.console.piece.Link;
import java.util.List;

/** The equation of each connector, what it leaves unexplained, and the count of everything. */
public final class LedgerPart implements ConsolePart {
  static final String PATH = "/console/ledger";

  private final Ledger ledger;
  private final VerifyLedger verification;

  public LedgerPart(Ledger ledger, VerifyLedger verification) {
    this.ledger = ledger;
    this.verification = verification;
  }

  @Override
  public List<ConsoleRoute> routes() {
    return List.of(
        ConsoleRoute.get(PATH, this::page),
        ConsoleRoute.get(
            PATH + "/lines",
            _ -> Answer.live("ledger/lines.jte", () -> LedgerView.of(ledger.lines()))),
        ConsoleRoute.get(PATH + "/verification", this::state),
        ConsoleRoute.post(PATH + "/verify", this::verify));
  }

  @Override
  public List<Link> navigation() {
    return List.of(new Link("Ledger", PATH));
  }

  private Answer page(Visit visit) {
    var view =
        new LedgerView.Page(
            LedgerView.of(ledger.lines()), VerificationView.of(verification.state(), visit.now()));
    return Answer.page("Ledger", "ledger/ledger.jte", view);
  }

  private Answer state(Visit visit) {
    return Answer.live(
        "ledger/verification.jte", () -> VerificationView.of(verification.state(), visit.now()));
  }

  private Answer verify(Visit visit) {
    return verification.begin() instanceof State.Failed
        ? Answer.moved(PATH).saying(Flash.bad("The count could not be begun. Try again."))
        : Answer.moved(PATH);
  }
}
