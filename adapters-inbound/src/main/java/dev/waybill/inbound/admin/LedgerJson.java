package dev.waybill.inbound.admin;

import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.outbox.Ledger;
import java.util.List;

/** The ledger as the API tells it, and as the command does that reads it from the database. */
public final class LedgerJson {
  private LedgerJson() {}

  /** The body of {@code GET /v1/ledger}. */
  public static JsonObject of(List<Ledger.Line> lines) {
    return JsonObject.builder()
        .put("balanced", lines.stream().allMatch(Ledger.Line::balanced))
        .put("connectors", Fields.list(lines, LedgerJson::line))
        .build();
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
