package dev.waybill.domain.outbox;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.event.EventKey;
import dev.waybill.domain.node.Cluster;
import dev.waybill.domain.node.Cluster.Member;
import dev.waybill.domain.node.Cluster.State;
import dev.waybill.domain.node.Lease;
import dev.waybill.domain.node.Nodes;
import dev.waybill.domain.outbox.EventException.Dead;
import dev.waybill.domain.outbox.EventException.Expired;
import dev.waybill.domain.outbox.EventException.Filtered;
import dev.waybill.domain.outbox.EventException.Retrying;
import dev.waybill.domain.source.SourceId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The outbox in memory: log, lanes, ledger and nodes over one clock. Numbers have holes here too,
 * so that nobody counts by subtracting them. Safe for use by many threads.
 *
 * <p>One file, since log, lanes, ledger and nodes are views of one state.
 */
public class InMemoryOutbox implements EventLog, Lanes, Ledger, Nodes, Arrivals {
  private static final long HOLE = 16;

  private final InstantSource clock;
  private final Set<EventKey> keys = new HashSet<>();
  private final Map<SourceId, NavigableMap<Long, Entry>> logs = new TreeMap<>(bySource());
  private final Map<ConnectorId, String> names = new LinkedHashMap<>();
  private final Map<ConnectorId, Owner> owners = new LinkedHashMap<>();
  private final Map<NodeId, Beat> beats = new LinkedHashMap<>();
  private final Map<LaneId, LaneState> lanes = new LinkedHashMap<>();
  private final List<Settlement> settlements = new ArrayList<>();
  private long lastSeq;
  private long history = 1;

  public InMemoryOutbox(InstantSource clock) {
    this.clock = clock;
  }

  private static Comparator<SourceId> bySource() {
    return Comparator.comparingInt(SourceId::number);
  }

  /** Opens a lane at the source's head. */
  public synchronized LaneId subscribe(ConnectorId connector, String name, SourceId source) {
    names.put(connector, name);
    var id = new LaneId(lanes.size() + 1);
    lanes.put(id, new LaneState(id, connector, source, head(source)));
    return id;
  }

  /** Ends the connector's open lane of that source at the source's head. */
  public synchronized void unsubscribe(ConnectorId connector, SourceId source) {
    for (var lane : lanes.values()) {
      if (lane.connector.equals(connector)
          && lane.source.equals(source)
          && lane.lane.end() == Lane.OPEN) {
        lane.endAt(head(source));
      }
    }
  }

  /** The connector's retries are as old as they were then. */
  public synchronized void giveBack(ConnectorId connector, Instant idleSince) {
    for (var lane : lanes.values()) {
      if (lane.connector.equals(connector)) {
        lane.retries.replaceAll((_, retry) -> retry.youngerBy(idleSince, clock.instant()));
      }
    }
  }

  /** What waits of the connector's events up to that number expires with its part of the log. */
  public synchronized void expire(ConnectorId connector, long upTo) {
    for (var lane : lanes.values()) {
      if (lane.connector.equals(connector)) {
        lane.expire(log(lane.source), upTo);
      }
    }
  }

  /** Every settlement so far, oldest first. */
  public synchronized List<Settlement> settlements() {
    return List.copyOf(settlements);
  }

  /** What is recorded for an event that failed alone, or null. */
  public synchronized @Nullable EventException exception(LaneId lane, long seq) {
    return state(lane).exceptions.get(seq);
  }

  private long head(SourceId source) {
    var log = log(source);
    return log.isEmpty() ? 0 : log.lastKey();
  }

  private NavigableMap<Long, Entry> log(SourceId source) {
    return logs.computeIfAbsent(source, _ -> new TreeMap<>());
  }

  @Override
  public synchronized List<Appended> append(List<NewEvent> events) {
    if (events.size() > MAX_EVENTS) {
      throw new IllegalArgumentException("append: too many events");
    }
    lastSeq += HOLE;
    return events.stream().map(this::append).toList();
  }

  private Appended append(NewEvent event) {
    if (!keys.add(event.key())) {
      return Appended.DUPLICATE;
    }
    var entry = new Entry(++lastSeq, event.key(), clock.instant(), event.payload());
    log(event.source()).put(entry.seq(), entry);
    return Appended.ACCEPTED;
  }

  @Override
  public synchronized Optional<Ownership> take(ConnectorId connector, NodeId node) {
    var owner = owners.getOrDefault(connector, new Owner(null, 0));
    if (owner.node() != null && !owner.node().equals(node) && isAlive(owner.node())) {
      return Optional.empty();
    }
    owners.put(connector, new Owner(node, owner.epoch() + 1));
    return Optional.of(new Ownership(connector, node, owner.epoch() + 1, history));
  }

  @Override
  public synchronized void release(Ownership ownership) {
    if (isCurrent(ownership)) {
      owners.put(ownership.connector(), new Owner(null, ownership.epoch()));
    }
  }

  @Override
  public synchronized long beat(NodeId node, String version) {
    var now = clock.instant();
    beats.merge(
        node,
        new Beat(version, now, now, false),
        (old, _) -> new Beat(version, old.startedAt(), now, old.leaving()));
    return history;
  }

  /** As if a standby had taken over that had everything. */
  public synchronized void failOver() {
    history++;
  }

  @Override
  public synchronized void leaving(NodeId node) {
    beats.computeIfPresent(
        node, (_, old) -> new Beat(old.version(), old.startedAt(), old.at(), true));
  }

  @Override
  public synchronized void leave(NodeId node) {
    beats.remove(node);
    owners.replaceAll(
        (_, owner) -> node.equals(owner.node()) ? new Owner(null, owner.epoch()) : owner);
  }

  @Override
  public synchronized Cluster look() {
    var owned = new LinkedHashMap<ConnectorId, NodeId>();
    owners.forEach(
        (connector, owner) -> {
          if (owner.node() != null) {
            owned.put(connector, owner.node());
          }
        });
    return new Cluster(
        beats.entrySet().stream().map(beat -> member(beat.getKey(), beat.getValue())).toList(),
        owned);
  }

  /** As if the node had beaten so much earlier than it did. */
  public synchronized void age(NodeId node, Duration by) {
    beats.computeIfPresent(
        node, (_, it) -> new Beat(it.version(), it.startedAt(), it.at().minus(by), it.leaving()));
  }

  private Member member(NodeId node, Beat beat) {
    var silent = Duration.between(beat.at(), clock.instant());
    var alive = beat.leaving() ? State.LEAVING : State.LIVE;
    return new Member(
        node, beat.version(), beat.startedAt(), silent, isAlive(node) ? alive : State.DEAD);
  }

  private boolean isAlive(NodeId node) {
    var beat = beats.get(node);
    return beat != null && beat.at().plus(Lease.DEAD).isAfter(clock.instant());
  }

  @Override
  public synchronized News news() {
    var heads = new LinkedHashMap<SourceId, Long>();
    logs.forEach(
        (source, log) -> {
          if (!log.isEmpty()) {
            heads.put(source, log.lastKey());
          }
        });
    var due = new HashSet<ConnectorId>();
    for (var lane : lanes.values()) {
      if (!due(lane.lane).isEmpty()) {
        due.add(lane.connector);
      }
    }
    return new News(heads, due);
  }

  @Override
  public synchronized List<Lane> of(ConnectorId connector) {
    return lanes.values().stream()
        .filter(lane -> lane.connector.equals(connector) && !lane.isFinished())
        .map(state -> state.lane)
        .toList();
  }

  @Override
  public synchronized long endOf(Lane lane) {
    return state(lane.id()).lane.end();
  }

  @Override
  public synchronized long expiredUpTo(Lane lane) {
    return state(lane.id()).expiredInBulk.stream().mapToLong(Long::longValue).max().orElse(0);
  }

  @Override
  public synchronized List<Entry> read(
      SourceId source, long after, long upTo, int limit, int maxBytes) {
    var entries = new ArrayList<Entry>();
    long bytes = 0;
    for (var entry : log(source).tailMap(after, false).values()) {
      bytes += entry.payload().length;
      boolean full = !entries.isEmpty() && bytes > maxBytes;
      if (entry.seq() > upTo || entries.size() == limit || full) {
        break;
      }
      entries.add(entry);
    }
    return entries;
  }

  @Override
  public synchronized List<RetryEntry> dueRetries(Lane lane, int limit, int maxBytes) {
    var entries = new ArrayList<RetryEntry>();
    long bytes = 0;
    for (var retry : due(lane)) {
      bytes += retry.entry().payload().length;
      boolean full = !entries.isEmpty() && bytes > maxBytes;
      if (entries.size() == limit || full) {
        break;
      }
      entries.add(retry);
    }
    return entries;
  }

  private List<RetryEntry> due(Lane lane) {
    var now = clock.instant();
    return state(lane.id()).retries.values().stream()
        .filter(retry -> !retry.nextAt().isAfter(now))
        .sorted(Comparator.comparing(Retry::nextAt).thenComparingLong(retry -> retry.event().seq()))
        .map(retry -> entry(lane, retry))
        .toList();
  }

  @Override
  public synchronized List<RetryEntry> retries(Lane lane, List<Long> seqs) {
    var asked = Set.copyOf(seqs);
    return state(lane.id()).retries.values().stream()
        .filter(retry -> asked.contains(retry.event().seq()))
        .map(retry -> entry(lane, retry))
        .toList();
  }

  private RetryEntry entry(Lane lane, Retry retry) {
    return new RetryEntry(
        Objects.requireNonNull(log(lane.source()).get(retry.event().seq())),
        retry.event().attempts(),
        retry.age(clock.instant()),
        retry.event().windows().uncertainty());
  }

  @Override
  public synchronized Settled settle(Ownership ownership, Settlement settlement) {
    if (!isCurrent(ownership)) {
      return Settled.FENCED;
    }
    var lane = state(settlement.lane());
    if (lane.isOutdated(settlement)) {
      return Settled.OUTDATED;
    }
    lane.check(ownership, settlement);
    lane.settle(settlement, clock.instant());
    settlements.add(settlement);
    return Settled.SETTLED;
  }

  /** Whether nobody took the connector since. */
  protected boolean isCurrent(Ownership ownership) {
    var owner = owners.get(ownership.connector());
    return owner != null && owner.epoch() == ownership.epoch() && ownership.history() == history;
  }

  private LaneState state(LaneId id) {
    var lane = lanes.get(id);
    if (lane == null) {
      throw new IllegalStateException(id + ": there is no such lane");
    }
    return lane;
  }

  @Override
  public synchronized List<Line> lines() {
    return names.keySet().stream().map(this::line).toList();
  }

  private Line line(ConnectorId connector) {
    var counts = new EnumMap<Verdict, Long>(Verdict.class);
    long accepted = 0;
    for (var lane : lanes.values()) {
      if (lane.connector.equals(connector)) {
        var log = log(lane.source);
        accepted +=
            log.subMap(lane.start, false, Math.max(lane.start, lane.lane.end()), true).size();
        lane.count(log, counts);
      }
    }
    return new Line(
        connector,
        names.getOrDefault(connector, ""),
        accepted,
        counts.getOrDefault(Verdict.DELIVERED, 0L),
        counts.getOrDefault(Verdict.DEAD, 0L),
        counts.getOrDefault(Verdict.EXPIRED, 0L),
        counts.getOrDefault(Verdict.FILTERED, 0L),
        counts.getOrDefault(Verdict.RETRYING, 0L),
        counts.getOrDefault(Verdict.WAITING, 0L),
        true);
  }

  private record Owner(@Nullable NodeId node, long epoch) {}

  private record Beat(String version, Instant startedAt, Instant at, boolean leaving) {}

  private record Retry(Retrying event, Instant nextAt, Instant firstFailedAt) {
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

  private static final class LaneState {
    private final LaneId id;
    private final ConnectorId connector;
    private final SourceId source;
    private final long start;
    private final Map<Long, EventException> exceptions = new LinkedHashMap<>();
    private final Map<Long, Retry> retries = new TreeMap<>();
    private final List<Settlement.Scope.Range> ranges = new ArrayList<>();
    private final Set<Long> expiredInBulk = new HashSet<>();
    private Lane lane;
    private long delivered;

    LaneState(LaneId id, ConnectorId connector, SourceId source, long start) {
      this.id = id;
      this.connector = connector;
      this.source = source;
      this.start = start;
      this.lane = new Lane(id, connector, source, start, Lane.OPEN, List.of());
    }

    void endAt(long end) {
      lane = new Lane(id, connector, source, lane.position(), end, lane.ahead());
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
          connector.equals(ownership.connector())
              && settlement.exceptions().stream()
                  .allMatch(e -> seen.add(e.seq()) && isOf(settlement.scope(), e.seq()))
              && switch (settlement.scope()) {
                case Settlement.Scope.Range range -> lane.isOpen(range);
                case Settlement.Scope.Retries(var seqs) -> retries.keySet().containsAll(seqs);
              };
      if (!sound) {
        throw new IllegalStateException(id + ": the settlement does not fit the lane");
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
      counts.merge(
          Verdict.WAITING, log.keySet().stream().filter(this::isWaiting).count(), Long::sum);
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
  }
}
