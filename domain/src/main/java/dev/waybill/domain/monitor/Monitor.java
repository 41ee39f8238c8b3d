package dev.waybill.domain.monitor;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.connector.Connector;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.Connectors;
import dev.waybill.domain.connector.Reason;
import dev.waybill.domain.monitor.StoreVitals.Vitals;
import dev.waybill.domain.node.Lease;
import dev.waybill.domain.outbox.Ledger;
import dev.waybill.domain.outbox.NodeId;
import dev.waybill.domain.relay.ReadBacklogs;
import dev.waybill.domain.telemetry.Telemetry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks how the installation is, and keeps what it saw for everybody who asks. One thread looks;
 * any may ask.
 */
public final class Monitor implements ReadConditions {
  private final NodeId self;
  private final Lease lease;
  private final Sights sights;
  private final InstantSource clock;
  private final Telemetry telemetry;
  private final Map<Degraded.Key, Instant> since = new HashMap<>();
  private final Map<ConnectorId, Known> known = new HashMap<>();
  private volatile List<Condition> conditions = List.of();
  private volatile @Nullable Observation last;

  /** What is looked at; each look puts the clock right. */
  public record Sights(
      ReadBacklogs backlogs,
      Ledger ledger,
      Connectors connectors,
      StoreVitals vitals,
      StoreClock clock) {}

  public Monitor(
      NodeId self, Lease lease, Sights sights, InstantSource clock, Telemetry telemetry) {
    this.self = self;
    this.lease = lease;
    this.sights = sights;
    this.clock = clock;
    this.telemetry = telemetry;
  }

  /**
   * Looks once.
   *
   * @return what became degraded, and what is degraded no more, since the look before
   */
  public List<News> look() {
    var seen = see();
    seen.ifPresent(
        it -> {
          last = it;
          telemetry.observed(it);
        });
    var found = Degraded.in(seen.orElse(null), lease.holds());
    var news = remember(found);
    telemetry.degraded(conditions);
    return news;
  }

  /** One change of what is degraded. */
  public sealed interface News {
    record Began(Condition condition) implements News {}

    record Ended(Condition condition) implements News {}
  }

  private Optional<Observation> see() {
    try {
      var vitals = sights.clock().compare(() -> sights.vitals().look(self), Vitals::clock);
      return Optional.of(
          new Observation(
              clock.instant(),
              sights.backlogs().until(),
              sights.ledger().lines(),
              parked(),
              sights.backlogs().log(),
              vitals,
              sights.clock().ahead()));
    } catch (StoreUnavailableException _) {
      return Optional.empty();
    }
  }

  /** Reads a connector only when it has changed: its configuration is the largest part of it. */
  private Map<ConnectorId, Reason> parked() {
    var versions = sights.connectors().versions();
    known.keySet().retainAll(versions.keySet());
    var parked = new HashMap<ConnectorId, Reason>();
    versions.forEach(
        (id, version) -> {
          var one = known.get(id);
          if (one == null || one.version() != version) {
            one = new Known(version, reason(id));
            known.put(id, one);
          }
          one.stopped().ifPresent(reason -> parked.put(id, reason));
        });
    return parked;
  }

  private record Known(long version, Optional<Reason> stopped) {}

  private Optional<Reason> reason(ConnectorId id) {
    return sights.connectors().find(id).stream()
        .filter(it -> it instanceof Connector.Unconfigured && it.active() != null)
        .map(it -> ((Connector.Unconfigured) it).reasons().getFirst())
        .findFirst();
  }

  private List<News> remember(List<Degraded> found) {
    var now = clock.instant();
    var before = conditions;
    var keys = found.stream().map(Degraded::key).toList();
    since.keySet().retainAll(keys);
    conditions =
        found.stream().map(it -> it.condition(since.computeIfAbsent(it.key(), _ -> now))).toList();
    var news = new ArrayList<News>();
    conditions.stream()
        .filter(it -> it.since().equals(now))
        .forEach(it -> news.add(new News.Began(it)));
    before.stream()
        .filter(it -> !keys.contains(new Degraded.Key(it.kind(), it.connector())))
        .forEach(it -> news.add(new News.Ended(it)));
    return news;
  }

  @Override
  public List<Condition> conditions() {
    return conditions;
  }

  /** What was seen last while the store was there; empty before that. */
  public Optional<Observation> last() {
    return Optional.ofNullable(last);
  }
}
