package dev.waybill.bootstrap.demo;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the demonstration came to, and whether it holds. */
record DemoReport(
    Tally tally,
    DemoLedger ledger,
    long simulatorUniqueEvents,
    long firstDeliveredMs,
    long millis) {

  /** Every way in which the three accounts disagree: the sender's, the ledger's, the peer's. */
  List<String> contradictions() {
    var found = new ArrayList<String>();
    if (!ledger.balanced()) {
      found.add("the ledger does not balance");
    }
    if (!ledger.isSettled()) {
      found.add("events are still waiting or retrying");
    }
    if (ledger.accepted() != tally.accepted()) {
      found.add("the ledger's accepted differs from what the sender was answered");
    }
    if (simulatorUniqueEvents != ledger.delivered()) {
      found.add(
          "the simulator parsed " + simulatorUniqueEvents + " events, not " + ledger.delivered());
    }
    if (tally.accepted() + tally.duplicate() + tally.rejected() != tally.sent()) {
      found.add("the sender was not answered for every event");
    }
    return found;
  }

  String table() {
    return String.format(
        Locale.ROOT,
        """

        sent %,d = accepted %,d + duplicate %,d + rejected %,d
        accepted %,d = delivered %,d + dead %,d + expired %,d + filtered %,d + retrying %,d + waiting %,d   %s
        the simulator parsed %,d different events; first delivery %.1f s after the start; %.1f s in all
        """,
        tally.sent(),
        tally.accepted(),
        tally.duplicate(),
        tally.rejected(),
        ledger.accepted(),
        ledger.delivered(),
        ledger.dead(),
        ledger.expired(),
        ledger.filtered(),
        ledger.retrying(),
        ledger.waiting(),
        ledger.balanced() ? "(balanced)" : "(NOT BALANCED)",
        simulatorUniqueEvents,
        firstDeliveredMs / 1000.0,
        millis / 1000.0);
  }

  JsonObject json() {
    return JsonObject.builder()
        .put("sent", tally.sent())
        .put("accepted", tally.accepted())
        .put("duplicate", tally.duplicate())
        .put("rejected", tally.rejected())
        .put("delivered", ledger.delivered())
        .put("dead", ledger.dead())
        .put("expired", ledger.expired())
        .put("filtered", ledger.filtered())
        .put("retrying", ledger.retrying())
        .put("waiting", ledger.waiting())
        .put("balanced", ledger.balanced())
        .put("simulator_unique_events", simulatorUniqueEvents)
        .put("first_delivered_ms", firstDeliveredMs)
        .put("seconds", Json.of(BigDecimal.valueOf(millis, 3)))
        .build();
  }
}
