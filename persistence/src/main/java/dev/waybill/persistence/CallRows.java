package dev.waybill.persistence;

import dev.waybill.domain.outbox.SettledCall;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** The HTTP calls of a settlement. */
final class CallRows {
  /** Of the row of {@code settled} (id, lane_id, kind) in a WITH list. */
  static final String WRITE =
      """
      INSERT INTO call (settlement_id, call_no, lane_id, kind, seqs, events, http_status, code, message,
                        request_id, started_at, took_ms)
      SELECT settled.id, new.place, settled.lane_id, settled.kind, new.seqs::int8multirange,
             new.events, new.http_status, new.code, new.message, new.request_id,
             new.started_at::timestamptz, new.took_ms
        FROM settled
       CROSS JOIN unnest(:seqs, :events, :statuses, :codes, :messages, :requests, :starts, :tooks)
             WITH ORDINALITY
             AS new (seqs, events, http_status, code, message, request_id, started_at, took_ms, place)""";

  private CallRows() {}

  static Update bind(Update update, List<SettledCall> calls) {
    return update
        .bind("seqs", Sql.array("text", each(calls, call -> Multirange.of(call.seqs()))))
        .bind("events", Sql.array("int4", each(calls, call -> call.seqs().size())))
        .bind("statuses", Sql.array("int2", each(calls, SettledCall::httpStatus)))
        .bind("codes", Sql.array("text", each(calls, SettledCall::code)))
        .bind("messages", Sql.array("text", each(calls, SettledCall::message)))
        .bind("requests", Sql.array("text", each(calls, SettledCall::requestId)))
        .bind("starts", Sql.array("text", each(calls, call -> call.at().toString())))
        .bind("tooks", Sql.array("int8", each(calls, call -> call.took().toMillis())));
  }

  private static @Nullable Object[] each(
      List<SettledCall> calls, Function<SettledCall, @Nullable Object> field) {
    return calls.stream().map(field).toArray();
  }
}
