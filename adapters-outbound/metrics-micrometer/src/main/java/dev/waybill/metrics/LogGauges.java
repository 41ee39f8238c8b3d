package dev.waybill.metrics;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.outbox.Retention.State;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** How the log stands, as it was seen last. Nothing is shown before it was looked at. */
final class LogGauges {
  private final MeterRegistry registry;
  private final MultiGauge expiring;
  private volatile Seen seen =
      new Seen(new State(Duration.ZERO, false, 0, 0, List.of()), false, false);
  private boolean registered;

  LogGauges(MeterRegistry registry) {
    this.registry = registry;
    this.expiring =
        MultiGauge.builder("waybill.expiring.soon.events")
            .description("Waiting events that expire soon because they leave the log")
            .register(registry);
  }

  private record Seen(State state, boolean windowShort, boolean full) {}

  synchronized void show(State state, boolean windowShort, boolean full) {
    seen = new Seen(state, windowShort, full);
    if (!registered) {
      registered = true;
      register();
    }
    var events = new TreeMap<Integer, Long>();
    state.late().forEach(late -> events.merge(late.connector().number(), late.events(), Long::sum));
    expiring.register(
        events.entrySet().stream()
            .map(
                entry ->
                    MultiGauge.Row.of(
                        Tags.of("connector", new ConnectorId(entry.getKey()).toString()),
                        entry.getValue()))
            .toList(),
        true);
  }

  private void register() {
    gauge(
        "waybill.deduplication.window.seconds",
        "How far back a duplicate is surely noticed",
        it -> it.state().deduplicationWindow().toSeconds());
    gauge(
        "waybill.deduplication.window.short",
        "1 while that is less than 48 hours",
        it -> it.windowShort() ? 1 : 0);
    gauge(
        "waybill.deduplication.keys",
        "Events that are remembered to tell duplicates",
        it -> it.state().keys());
    gauge("waybill.database.bytes", "The size of the database", it -> it.state().bytes());
    gauge(
        "waybill.storage.full",
        "1 while no events are taken in because the disk budget is reached",
        it -> it.full() ? 1 : 0);
  }

  private void gauge(String name, String description, ToDoubleFunction<Seen> value) {
    Gauge.builder(name, this, gauges -> value.applyAsDouble(gauges.seen))
        .description(description)
        .register(registry);
  }
}
