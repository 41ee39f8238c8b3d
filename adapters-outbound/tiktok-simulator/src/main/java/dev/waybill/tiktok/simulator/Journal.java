package dev.waybill.tiktok.simulator;

import dev.waybill.tiktok.simulator.Envelope.Item;
import dev.waybill.tiktok.simulator.RecentBodies.Body;
import dev.waybill.tiktok.simulator.Statistics.EventTotal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What was taken, all of a batch under one lock, so that statistics never show half of one. Real
 * deduplication ends after 48 hours; this one lasts as long as the simulator.
 */
final class Journal {
  private static final int MOST_NAMES = 1_000;
  private static final int MOST_LINES = 5_000_000;

  private final KeySet keys = new KeySet();
  private final Map<String, EventTotal> byEvent = new HashMap<>();
  private final RecentBodies recent = new RecentBodies();
  private final Findings findings = new Findings();
  private final Optional<List<String>> lines;
  private long calls;
  private long refused;
  private long faulted;
  private long received;
  private long unique;
  private long tests;

  Journal(boolean keepKeys) {
    lines = keepKeys ? Optional.of(new ArrayList<>()) : Optional.empty();
  }

  synchronized void called() {
    calls++;
  }

  synchronized void refused() {
    refused++;
  }

  synchronized void faulted() {
    faulted++;
  }

  synchronized void keep(Batch batch) {
    findings.addAll(batch.findings());
    for (int i = 0; i < batch.items().size(); i++) {
      var item = batch.items().get(i);
      received++;
      remember(batch, item, batch.envelope().isTest() ? test() : real(item, batch.keys().get(i)));
    }
  }

  synchronized List<Body> withId(String eventId) {
    return recent.withId(eventId);
  }

  /** The keys of all unique events that have one; empty unless they are kept. */
  synchronized Optional<List<String>> keyLines() {
    return lines.map(List::copyOf);
  }

  synchronized Statistics statistics() {
    return new Statistics(
        calls,
        refused,
        faulted,
        received,
        unique,
        received - unique - tests,
        tests,
        byEvent,
        findings.counts(),
        List.copyOf(findings.unknownNames()));
  }

  private String test() {
    tests++;
    return "test";
  }

  private String real(Item item, Optional<EventKey> key) {
    if (key.isPresent() && !isNew(key.get())) {
      return "duplicate";
    }
    unique++;
    var event = item.event();
    var total = byEvent.getOrDefault(nameOf(event), new EventTotal(0, BigDecimal.ZERO));
    byEvent.put(
        nameOf(event), new EventTotal(total.count() + 1, total.valueSum().add(valueOf(event))));
    return "unique";
  }

  private boolean isNew(EventKey key) {
    if (!keys.add(key.high(), key.low())) {
      return false;
    }
    lines.ifPresent(kept -> keepLine(kept, key));
    return true;
  }

  private static void keepLine(List<String> kept, EventKey key) {
    if (kept.size() >= MOST_LINES) {
      throw new IllegalStateException("keys kept: full, wanted at most " + MOST_LINES);
    }
    kept.add(key.line());
  }

  private String nameOf(JsonNode event) {
    var name = event.path("event").stringValue();
    return byEvent.containsKey(name) || byEvent.size() < MOST_NAMES ? name : "(others)";
  }

  private static BigDecimal valueOf(JsonNode event) {
    var value = event.path("properties").path("value");
    return value.isNumber() ? value.decimalValue() : BigDecimal.ZERO;
  }

  private void remember(Batch batch, Item item, String verdict) {
    var id = item.event().path("event_id").stringValue("");
    recent.add(
        new Body(id, batch.envelope().eventSourceId(), batch.requestId(), verdict, item.text()));
  }
}
