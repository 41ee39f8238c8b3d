package dev.waybill.tiktok.simulator;

import tools.jackson.databind.node.ObjectNode;

/** {@code GET /control/statistics}. */
final class ControlStatistics {
  private ControlStatistics() {}

  static ObjectNode json(Statistics statistics) {
    var json =
        Json.object()
            .put("calls", statistics.calls())
            .put("refused_calls", statistics.refusedCalls())
            .put("faulted_calls", statistics.faultedCalls())
            .put("throttled_calls", statistics.throttledCalls())
            .put("events_received", statistics.eventsReceived())
            .put("unique_events", statistics.uniqueEvents())
            .put("duplicate_events", statistics.duplicateEvents())
            .put("merged_events", statistics.mergedEvents())
            .put("test_events", statistics.testEvents());
    var byEvent = json.putObject("by_event");
    statistics.byEvent().forEach((name, total) -> byEvent.set(name, total(total)));
    var findings = json.putObject("findings");
    statistics.findings().forEach((finding, count) -> findings.put(finding, count.longValue()));
    var unknown = json.putArray("unknown_field_names");
    statistics.unknownFieldNames().forEach(unknown::add);
    return json;
  }

  private static ObjectNode total(Statistics.EventTotal total) {
    return Json.object()
        .put("count", total.count())
        .put("value_sum", total.valueSum().toPlainString());
  }
}
