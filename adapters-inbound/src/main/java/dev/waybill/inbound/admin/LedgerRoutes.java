package dev.waybill.inbound.admin;

import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.outbox.Ledger;
import dev.waybill.inbound.http.Endpoints;
import dev.waybill.inbound.http.Reply;
import dev.waybill.inbound.http.Request;
import dev.waybill.inbound.http.Route;
import java.util.List;

/** The ledger. */
final class LedgerRoutes implements Endpoints {
  private final Ledger ledger;

  LedgerRoutes(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get("/v1/ledger", this::ledger));
  }

  private Reply ledger(Request request) {
    var lines = ledger.lines();
    return Reply.ok(
        JsonObject.builder()
            .put("balanced", lines.stream().allMatch(Ledger.Line::balanced))
            .put("connectors", Fields.list(lines, LedgerRoutes::line))
            .build());
  }

  private static JsonObject line(Ledger.Line line) {
    return JsonObject.builder()
        .put("connector", line.connector().toString())
        .put("name", line.name())
        .put("accepted", line.accepted())
        .put("delivered", line.delivered())
        .put("dead", line.dead())
        .put("expired", line.expired())
        .put("filtered", line.filtered())
        .put("retrying", line.retrying())
        .put("waiting", line.waiting())
        .put("unexplained", line.unexplained())
        .put("balanced", line.balanced())
        .build();
  }
}
