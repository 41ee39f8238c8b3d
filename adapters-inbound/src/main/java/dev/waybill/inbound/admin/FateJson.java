package dev.waybill.inbound.admin;

import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.outbox.OutboxView.Fate;

/** What became of an event, the same words in every answer. */
final class FateJson {
  private FateJson() {}

  static JsonObject.Builder put(Fate fate, JsonObject.Builder json) {
    return json.put("verdict", fate.verdict().wire())
        .put("attempts", fate.attempts())
        .putNullable("code", fate.code())
        .putNullable("message", fate.message())
        .put("at", Fields.time(fate.at()))
        .put("next_attempt", Fields.time(fate.nextAttempt()));
  }
}
