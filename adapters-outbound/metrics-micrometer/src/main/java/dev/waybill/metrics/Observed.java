package dev.waybill.metrics;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.monitor.Condition;
import dev.waybill.domain.monitor.Observation;
import dev.waybill.domain.monitor.StoreVitals.LaneState;
import dev.waybill.domain.outbox.Ledger;
import dev.waybill.domain.outbox.OutboxView.Backlog;
import dev.waybill.domain.relay.ReadBacklogs.BacklogUntil;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the installation was at the last look. Nothing is shown before the first one. One thread at a
 * time.
 */
final class Observed {
  private final MeterRegistry registry;
  private final MultiGauge waiting;
  private final MultiGauge retrying;
  private final MultiGauge oldest;
  private final MultiGauge expiry;
  private final MultiGauge lanes;
  private final MultiGauge unexplained;
  private final MultiGauge degraded;
  private volatile @Nullable Observation last;

  Observed(MeterRegistry registry) {
    this.registry = registry;
    this.waiting = rows("waybill.waiting.events", "Events that wait for their first attempt");
    this.retrying = rows("waybill.retrying.events", "Events that wait for another attempt");
    this.oldest =
        rows("waybill.oldest.waiting.seconds", "How long the oldest waiting event has waited");
    this.expiry =
        rows(
            "waybill.soonest.expiry.seconds",
            "How long until the first undelivered event expires; absent when none does");
    this.lanes = rows("waybill.lanes", "Ways of connectors through sources, by state");
    this.unexplained =
        rows(
            "waybill.ledger.unexplained.events",
            "Events that the ledger does not explain; must be 0");
    this.degraded =
        rows("waybill.degraded", "How much of that kind is degraded; 0 when all is well");
  }

  private MultiGauge rows(String name, String description) {
    return MultiGauge.builder(name).description(description).register(registry);
  }

  void show(Observation seen) {
    boolean first = last == null;
    last = seen;
    if (first) {
      registerSingle();
    }
    byConnector(waiting, seen, it -> it.backlog().waiting());
    byConnector(retrying, seen, it -> it.backlog().retrying());
    byConnector(oldest, seen, it -> age(it.backlog(), seen.at()));
    soonest(seen);
    lanes.register(Arrays.stream(LaneState.values()).map(it -> lane(it, seen)).toList(), true);
    unexplained.register(ledger(seen).map(Observed::unexplained).toList(), true);
  }

  private void registerSingle() {
    single(
        "waybill.log.ring.fill.ratio",
        "How much of the log's ring is taken; up to 0.94 in a healthy one",
        it -> it.vitals().ringFill());
    single(
        "waybill.clock.skew.seconds",
        "How much the database's clock is ahead of this node's",
        it -> it.clockAhead().toMillis() / 1000.0);
    single(
        "waybill.connectors.owned", "Connectors this node delivers for", it -> it.vitals().owned());
    single(
        "waybill.disk.budget.ratio",
        "How much of WAYBILL_DISK_BUDGET the database takes; 0 without a budget",
        Observation::diskShare);
    single(
        "waybill.last.look.timestamp.seconds",
        "When this node saw the figures of the database last",
        it -> it.at().toEpochMilli() / 1000.0);
  }

  private void single(String name, String description, ToDoubleFunction<Observation> value) {
    Gauge.builder(name, this, it -> it.last == null ? Double.NaN : value.applyAsDouble(it.last))
        .description(description)
        .register(registry);
  }

  private static void byConnector(
      MultiGauge gauge, Observation seen, ToDoubleFunction<BacklogUntil> value) {
    gauge.register(
        seen.backlogs().stream()
            .map(it -> row(it.backlog().connector(), value.applyAsDouble(it)))
            .toList(),
        true);
  }

  private static double age(Backlog backlog, Instant now) {
    var from = backlog.oldestWaiting();
    return from == null ? 0 : Math.max(0, seconds(Duration.between(from, now)));
  }

  private void soonest(Observation seen) {
    List<Row<?>> rows =
        seen.backlogs().stream()
            .<Row<?>>mapMulti(
                (it, each) -> {
                  var until = it.firstExpiry();
                  if (until != null) {
                    var left = seconds(Duration.between(seen.at(), until.at()));
                    each.accept(row(it.backlog().connector(), left));
                  }
                })
            .toList();
    expiry.register(rows, true);
  }

  /** A deleted connector goes, unless it is to blame for something. */
  private static Stream<Ledger.Line> ledger(Observation seen) {
    var there = seen.backlogs().stream().map(it -> it.backlog().connector()).toList();
    return seen.ledger().stream()
        .filter(line -> there.contains(line.connector()) || line.unexplained() != 0);
  }

  private static Row<Number> unexplained(Ledger.Line line) {
    return row(line.connector(), (double) line.unexplained());
  }

  private static Row<Number> lane(LaneState state, Observation seen) {
    return Row.of(Tags.of("state", state.wire()), seen.vitals().lanes().getOrDefault(state, 0L));
  }

  void show(List<Condition> conditions) {
    degraded.register(
        Arrays.stream(Condition.Kind.values())
            .map(kind -> Row.of(Tags.of("kind", kind.wire()), count(kind, conditions)))
            .toList(),
        true);
  }

  private static Number count(Condition.Kind kind, List<Condition> conditions) {
    return conditions.stream().filter(it -> it.kind() == kind).count();
  }

  private static Row<Number> row(ConnectorId connector, double value) {
    return Row.of(Tags.of("connector", connector.toString()), value);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
