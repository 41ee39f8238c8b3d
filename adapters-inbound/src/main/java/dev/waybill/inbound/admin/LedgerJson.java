package dev.waybill.inbound.admin;

import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.outbox.Ledger;
import dev.waybill.domain.outbox.LedgerAudit.Difference;
import dev.waybill.domain.outbox.VerifyLedger.State;
import java.time.Instant;
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

  /** The body of {@code GET /v1/ledger/verification}. */
  public static JsonObject of(State state) {
    return switch (state) {
      case State.Never _ -> JsonObject.builder().put("state", "never").build();
      case State.Running(var startedAt, int done, int of) ->
          begun("running", startedAt).put("done", done).put("of", of).build();
      case State.Done(var startedAt, var took, var report) ->
          begun("done", startedAt)
              .put("took_ms", took.toMillis())
              .put("events", report.events())
              .put("settlements", report.settlements())
              .put("differences", Fields.list(report.differences(), LedgerJson::difference))
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
