package dev.waybill.inbound.admin;

import dev.waybill.domain.outbox.Ledger;
import dev.waybill.domain.outbox.VerifyLedger;
import dev.waybill.inbound.http.Endpoints;
import dev.waybill.inbound.http.Reply;
import dev.waybill.inbound.http.Route;
import java.util.List;

/** The ledger. */
final class LedgerRoutes implements Endpoints {
  private final Ledger ledger;
  private final VerifyLedger verification;

  LedgerRoutes(Ledger ledger, VerifyLedger verification) {
    this.ledger = ledger;
    this.verification = verification;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/v1/ledger", _ -> Reply.ok(LedgerJson.of(ledger.lines()))),
        Route.get("/v1/ledger/verification", _ -> Reply.ok(LedgerJson.of(verification.state()))),
        Route.post(
            "/v1/ledger/verification", _ -> Reply.json(202, LedgerJson.of(verification.begin()))));
  }
}
