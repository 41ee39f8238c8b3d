package dev.waybill.domain.outbox;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.outbox.EventException.Dead;
import dev.waybill.domain.outbox.EventException.Expired;
import dev.waybill.domain.outbox.EventException.Filtered;
import dev.waybill.domain.outbox.EventException.Retrying;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One lane of the {@link InMemoryOutbox}, which locks for it. */
final class InMemoryLane {
  private final long start;
  private final Map<Long, EventException> exceptions = new LinkedHashMap<>();
  private final Map<Long, Retry> retries = new TreeMap<>();
  private final List<Settlement.Scope.Range> ranges = new ArrayList<>();
  private final Set<Long> expiredInBulk = new HashSet<>();
  private Lane lane;
  private long delivered;

  /**
   * @param lane where it begins
   */
  InMemoryLane(Lane lane) {
    this.lane = lane;
    this.start = lane.position();
  }

  Lane lane() {
    return lane;
  }

  boolean is(ConnectorId connector) {
    return lane.connector().equals(connector);
  }

  boolean isReplay() {
    return lane.replay() != null;
  }

  /** A lane of what is settled of this one without a gap. */
  Lane replay(LaneId id, Lane.Replayed how) {
    return new Lane(id, lane.connector(), lane.source(), start, lane.position(), List.of()).of(how);
  }

  void replayed(Lane.Replayed how) {
    lane = lane.of(how);
  }

  void endAt(long end) {
    lane = new Lane(lane.id(), lane.connector(), lane.source(), lane.position(), end, lane.ahead());
  }

  /** How many of these events belong to it. */
  long accepted(NavigableMap<Long, Entry> log) {
    return log.subMap(start, false, Math.max(start, lane.end()), true).size();
  }

  Collection<Retry> retries() {
    return retries.values();
  }

  @Nullable EventException exception(long seq) {
    return exceptions.get(seq);
  }

  long lastExpired() {
    return expiredInBulk.stream().mapToLong(Long::longValue).max().orElse(0);
  }

  void giveBack(Instant idleSince, Instant now) {
    retries.replaceAll((_, retry) -> retry.youngerBy(idleSince, now));
  }

  boolean isFinished() {
    return lane.position() >= lane.end() && retries.isEmpty();
  }

  void expire(NavigableMap<Long, Entry> log, long upTo) {
    log.headMap(upTo, true).keySet().stream().filter(this::isWaiting).forEach(expiredInBulk::add);
    lane = lane.settledUpTo(upTo);
  }

  boolean isOutdated(Settlement settlement) {
    return settlement.scope() instanceof Settlement.Scope.Range range
        && expiredInBulk.stream().anyMatch(seq -> isOf(range, seq));
  }

  void check(Ownership ownership, Settlement settlement) {
    var seen = new HashSet<Long>();
    boolean sound =
        is(ownership.connector())
            && settlement.exceptions().stream()
                .allMatch(e -> seen.add(e.seq()) && isOf(settlement.scope(), e.seq()))
            && switch (settlement.scope()) {
              case Settlement.Scope.Range range -> lane.isOpen(range);
              case Settlement.Scope.Retries(var seqs) -> retries.keySet().containsAll(seqs);
            };
    if (!sound) {
      throw new IllegalStateException(lane.id() + ": the settlement does not fit the lane");
    }
  }

  private static boolean isOf(Settlement.Scope scope, long seq) {
    return switch (scope) {
      case Settlement.Scope.Range(long after, long to, int _) -> seq > after && seq <= to;
      case Settlement.Scope.Retries(var seqs) -> seqs.contains(seq);
    };
  }

  void settle(Settlement settlement, Instant now) {
    var failedBefore = Map.copyOf(retries);
    switch (settlement.scope()) {
      case Settlement.Scope.Range range -> {
        lane = lane.settled(range);
        ranges.add(range);
      }
      case Settlement.Scope.Retries(var seqs) -> {
        retries.keySet().removeAll(Set.copyOf(seqs));
        exceptions.keySet().removeAll(Set.copyOf(seqs));
      }
    }
    delivered += settlement.delivered();
    for (var exception : settlement.exceptions()) {
      exceptions.put(exception.seq(), exception);
      if (exception instanceof Retrying retrying) {
        var before = failedBefore.get(retrying.seq());
        var since = before == null || !before.hasFailed() ? now : before.firstFailedAt();
        retries.put(retrying.seq(), new Retry(retrying, now.plus(retrying.delay()), since));
      }
    }
  }

  void count(NavigableMap<Long, Entry> log, Map<Verdict, Long> counts) {
    counts.merge(Verdict.DELIVERED, delivered, Long::sum);
    counts.merge(Verdict.WAITING, log.keySet().stream().filter(this::isWaiting).count(), Long::sum);
    counts.merge(Verdict.EXPIRED, (long) expiredInBulk.size(), Long::sum);
    for (var exception : exceptions.values()) {
      counts.merge(verdict(exception), 1L, Long::sum);
    }
  }

  private boolean isWaiting(long seq) {
    return seq > start
        && seq <= lane.end()
        && !expiredInBulk.contains(seq)
        && ranges.stream().noneMatch(range -> seq > range.after() && seq <= range.to());
  }

  private static Verdict verdict(EventException exception) {
    return switch (exception) {
      case Retrying _ -> Verdict.RETRYING;
      case Dead _ -> Verdict.DEAD;
      case Expired _ -> Verdict.EXPIRED;
      case Filtered _ -> Verdict.FILTERED;
    };
  }

  record Retry(Retrying event, Instant nextAt, Instant firstFailedAt) {
    Duration age(Instant now) {
      return hasFailed() ? Duration.between(firstFailedAt, now) : Duration.ZERO;
    }

    boolean hasFailed() {
      return event.attempts() > 0;
    }

    Retry youngerBy(Instant idleSince, Instant now) {
      var start = idleSince.isAfter(firstFailedAt) ? idleSince : firstFailedAt;
      return new Retry(event, nextAt, firstFailedAt.plus(Duration.between(start, now)));
    }
  }
}
