package dev.waybill.domain.monitor;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.monitor.Condition.Kind;
import dev.waybill.domain.outbox.LogUpkeep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A condition before it is known since when it holds. */
record Degraded(Key key, String what) {
  /** From here on a clock is wrong; less is nothing to be called for. */
  static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);

  record Key(Kind kind, @Nullable ConnectorId connector) {}

  Condition condition(Instant since) {
    return new Condition(key.kind(), key.connector(), since, what);
  }

  /**
   * In the order of the kinds.
   *
   * @param seen null when the store did not answer
   */
  static List<Degraded> in(@Nullable Observation seen, boolean leaseHolds) {
    var found = new ArrayList<Degraded>();
    if (seen == null) {
      found.add(of(Kind.DATABASE, Kind.DATABASE.title()));
    }
    if (!leaseHolds) {
      found.add(of(Kind.LEASE, Kind.LEASE.title()));
    }
    if (seen != null) {
      store(seen, found);
      ledger(seen, found);
      expiring(seen, found);
      deduplication(seen, found);
    }
    return found;
  }

  private static void store(Observation seen, List<Degraded> found) {
    double fill = seen.vitals().ringFill();
    if (fill >= Observation.RING_NEARLY_FULL) {
      found.add(
          of(
              Kind.LOG_RING,
              "%d %% of the ring of the log is taken: what should leave it does not."
                  .formatted(Math.round(fill * 100))));
    }
    var ahead = seen.clockAhead();
    if (ahead.abs().compareTo(CLOCK_TOLERANCE) > 0) {
      found.add(
          of(
              Kind.CLOCK,
              "The database's clock is %d s %s this node's."
                  .formatted(ahead.abs().toSeconds(), ahead.isNegative() ? "behind" : "ahead of")));
    }
    if (seen.isDiskNear()) {
      found.add(
          of(
              Kind.DISK,
              "The database has %d bytes, %d %% of WAYBILL_DISK_BUDGET."
                  .formatted(seen.log().state().bytes(), Math.round(seen.diskShare() * 100))));
    }
  }

  private static void ledger(Observation seen, List<Degraded> found) {
    seen.ledger().stream()
        .filter(line -> !line.balanced())
        .forEach(line -> found.add(of(Kind.LEDGER, line.connector(), Condition.unbalanced(line))));
  }

  private static void expiring(Observation seen, List<Degraded> found) {
    var events = new TreeMap<Integer, Long>();
    seen.log()
        .state()
        .late()
        .forEach(late -> events.merge(late.connector().number(), late.events(), Long::sum));
    events.forEach(
        (connector, count) ->
            found.add(
                of(
                    Kind.EXPIRING,
                    new ConnectorId(connector),
                    "%d waiting events leave the log soon.".formatted(count))));
  }

  private static void deduplication(Observation seen, List<Degraded> found) {
    var state = seen.log().state();
    if (LogUpkeep.isWindowShort(state)) {
      found.add(
          of(
              Kind.DEDUPLICATION,
              "Duplicates are noticed for %d h only."
                  .formatted(state.deduplicationWindow().toHours())));
    }
  }

  private static Degraded of(Kind kind, String what) {
    return of(kind, null, what);
  }

  private static Degraded of(Kind kind, @Nullable ConnectorId connector, String what) {
    return new Degraded(new Key(kind, connector), what);
  }
}
