package dev.waybill.inbound.admin;

import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.outbox.Ledger;
import dev.waybill.domain.outbox.LedgerAudit.Difference;
import dev.waybill.domain.outbox.VerifyLedger;
import dev.waybill.domain.outbox.VerifyLedger.State;
import dev.waybill.inbound.http.Endpoints;
import dev.waybill.inbound.http.Reply;
import dev.waybill.inbound.http.Route;
import java.time.Instant;
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
        Route.get("/v1/ledger/verification", _ -> Reply.ok(state(verification.state()))),
        Route.post("/v1/ledger/verification", _ -> Reply.json(202, state(verification.begin()))));
  }

  private static JsonObject state(State state) {
    return switch (state) {
      case State.Never _ -> JsonObject.builder().put("state", "never").build();
      case State.Running(var startedAt, int done, int of) ->
          begun("running", startedAt).put("done", done).put("of", of).build();
      case State.Done(var startedAt, var took, var report) ->
          begun("done", startedAt)
              .put("took_ms", took.toMillis())
              .put("events", report.events())
              .put("settlements", report.settlements())
              .put("differences", Fields.list(report.differences(), LedgerRoutes::difference))
              .build();
      case State.Failed(var startedAt) -> begun("failed", startedAt).build();
    };
  }

  private static JsonObject.Builder begun(String state, Instant startedAt) {
    return JsonObject.builder().put("state", state).put("started_at", Fields.time(startedAt));
  }

  private static JsonObject difference(Difference difference) {
    return JsonObject.builder()
        .put("where", difference.where())
        .put("what", difference.what())
        .put("expected", difference.expected())
        .put("found", difference.found())
        .build();
  }
}
