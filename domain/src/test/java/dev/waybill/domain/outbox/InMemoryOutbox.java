package dev.waybill.domain.outbox;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.event.EventKey;
import dev.waybill.domain.node.Cluster;
import dev.waybill.domain.node.Cluster.Member;
import dev.waybill.domain.node.Cluster.State;
import dev.waybill.domain.node.Lease;
import dev.waybill.domain.node.Nodes;
import dev.waybill.domain.outbox.Lane.Replayed;
import dev.waybill.domain.replay.Progress.Deliveries;
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
  private static final long HISTORY = 1;

  private final InstantSource clock;
  private final Set<EventKey> keys = new HashSet<>();
  private final Map<SourceId, NavigableMap<Long, Entry>> logs = new TreeMap<>(bySource());
  private final Map<ConnectorId, String> names = new LinkedHashMap<>();
  private final Map<ConnectorId, Owner> owners = new LinkedHashMap<>();
  private final Map<NodeId, Beat> beats = new LinkedHashMap<>();
  private final Map<LaneId, InMemoryLane> lanes = new LinkedHashMap<>();
  private final List<Settlement> settlements = new ArrayList<>();
  private long lastSeq;

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
    open(new Lane(id, connector, source, head(source), Lane.OPEN, List.of()));
    return id;
  }

  private void open(Lane lane) {
    lanes.put(lane.id(), new InMemoryLane(lane));
  }

  /** Begins to send once more what is settled of that lane without a gap. */
  public synchronized LaneId replay(LaneId settled, Replayed how) {
    var id = new LaneId(lanes.size() + 1);
    open(state(settled).replay(id, how));
    return id;
  }

  /** Pauses a replay, or lets it go on. */
  public synchronized void change(LaneId replay, Replayed how) {
    state(replay).replayed(how);
  }

  /** What became of a replay, apart from the ledger. */
  public synchronized Deliveries account(LaneId replay) {
    var lane = state(replay);
    var log = log(lane.lane().source());
    var counts = new EnumMap<Verdict, Long>(Verdict.class);
    lane.count(log, counts);
    var account =
        new Deliveries(
            lane.accepted(log),
            counts.getOrDefault(Verdict.DELIVERED, 0L),
            counts.getOrDefault(Verdict.DEAD, 0L),
            counts.getOrDefault(Verdict.EXPIRED, 0L),
            counts.getOrDefault(Verdict.FILTERED, 0L),
            counts.getOrDefault(Verdict.WAITING, 0L) + counts.getOrDefault(Verdict.RETRYING, 0L),
            true);
    return account.unexplained() == 0 ? account : account.unbalanced();
  }

  /** Ends the connector's open lane of that source at the source's head. */
  public synchronized void unsubscribe(ConnectorId connector, SourceId source) {
    for (var lane : lanes.values()) {
      if (lane.is(connector)
          && lane.lane().source().equals(source)
          && lane.lane().end() == Lane.OPEN) {
        lane.endAt(head(source));
      }
    }
  }

  /** The connector's retries are as old as they were then. */
  public synchronized void giveBack(ConnectorId connector, Instant idleSince) {
    for (var lane : lanes.values()) {
      if (lane.is(connector)) {
        lane.giveBack(idleSince, clock.instant());
      }
    }
  }

  /** What waits of the connector's events up to that number expires with its part of the log. */
  public synchronized void expire(ConnectorId connector, long upTo) {
    for (var lane : lanes.values()) {
      if (lane.is(connector)) {
        lane.expire(log(lane.lane().source()), upTo);
      }
    }
  }

  /** Every settlement so far, oldest first. */
  public synchronized List<Settlement> settlements() {
    return List.copyOf(settlements);
  }

  /** What is recorded for an event that failed alone, or null. */
  public synchronized @Nullable EventException exception(LaneId lane, long seq) {
    return state(lane).exception(seq);
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
    return Optional.of(new Ownership(connector, node, owner.epoch() + 1, HISTORY));
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
    return HISTORY;
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
      if (!due(lane.lane()).isEmpty()) {
        due.add(lane.lane().connector());
      }
    }
    return new News(heads, due);
  }

  @Override
  public synchronized List<Lane> of(ConnectorId connector) {
    return lanes.values().stream()
        .filter(lane -> lane.is(connector) && !lane.isFinished())
        .sorted(Comparator.comparing(InMemoryLane::isReplay))
        .map(InMemoryLane::lane)
        .toList();
  }

  @Override
  public synchronized long endOf(Lane lane) {
    return state(lane.id()).lane().end();
  }

  @Override
  public synchronized long expiredUpTo(Lane lane) {
    return state(lane.id()).lastExpired();
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
    return state(lane.id()).retries().stream()
        .filter(retry -> !retry.nextAt().isAfter(now))
        .sorted(
            Comparator.comparing(InMemoryLane.Retry::nextAt)
                .thenComparingLong(retry -> retry.event().seq()))
        .map(retry -> entry(lane, retry))
        .toList();
  }

  @Override
  public synchronized List<RetryEntry> retries(Lane lane, List<Long> seqs) {
    var asked = Set.copyOf(seqs);
    return state(lane.id()).retries().stream()
        .filter(retry -> asked.contains(retry.event().seq()))
        .map(retry -> entry(lane, retry))
        .toList();
  }

  private RetryEntry entry(Lane lane, InMemoryLane.Retry retry) {
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
    return owner != null && owner.epoch() == ownership.epoch() && ownership.history() == HISTORY;
  }

  private InMemoryLane state(LaneId id) {
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
      if (lane.is(connector) && isVerdict(lane.lane())) {
        var log = log(lane.lane().source());
        accepted += lane.accepted(log);
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

  /** Whether what is settled of that lane counts in the ledger. */
  protected boolean isVerdict(Lane lane) {
    return lane.replay() == null;
  }

  private record Owner(@Nullable NodeId node, long epoch) {}

  private record Beat(String version, Instant startedAt, Instant at, boolean leaving) {}
}
