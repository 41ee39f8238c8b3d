package dev.waybill.inbound.admin;

import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.outbox.LogUpkeep;
import dev.waybill.domain.relay.ReadBacklogs.LogStatus;

/** How the log stands, as the outbox shows it. */
final class LogJson {
  private LogJson() {}

  static JsonObject of(LogStatus status) {
    var state = status.state();
    var policy = status.policy();
    var json =
        JsonObject.builder()
            .put("retention_seconds", policy.retention().toSeconds())
            .put("deduplication_window_seconds", state.deduplicationWindow().toSeconds())
            .put("deduplication_window_short", LogUpkeep.isWindowShort(state))
            .put("keys", state.keys())
            .put("key_budget", policy.keyBudget())
            .put("bytes", state.bytes())
            .put("full", policy.isFull(state.bytes()));
    var budget = policy.diskBudget();
    return budget.isPresent()
        ? json.put("disk_budget", budget.getAsLong()).build()
        : json.putNullable("disk_budget", null).build();
  }
}
