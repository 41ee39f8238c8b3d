package dev.waybill.domain.alert;

import dev.waybill.domain.json.JsonObject;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An alert as JSON: the same words in messages and in the API. */
public final class AlertMessage {
  private AlertMessage() {}

  public static JsonObject of(Alert alert) {
    var finding = alert.finding();
    var json =
        JsonObject.builder()
            .put("rule", finding.rule().wire())
            .put("state", alert.state().name().toLowerCase(Locale.ROOT));
    var connector = finding.connector();
    if (connector != null) {
      json.put("connector", connector.toString());
    }
    json.put("what", finding.what()).put("since", finding.since().toString());
    put(json, "fired_at", alert.firedAt());
    put(json, "resolved_at", alert.resolvedAt());
    json.put("waiting", finding.waiting());
    put(json, "first_expiry", finding.firstExpiry());
    return json.put("remedy", finding.remedy()).build();
  }

  private static void put(JsonObject.Builder json, String name, @Nullable Instant at) {
    if (at != null) {
      json.put(name, at.toString());
    }
  }

  /** What a receiver gets. */
  static JsonObject event(Alert alert, Instant now) {
    return JsonObject.builder()
        .put("type", "alert." + alert.state().name().toLowerCase(Locale.ROOT))
        .put("timestamp", now.toString())
        .put("data", of(alert))
        .build();
  }
}
