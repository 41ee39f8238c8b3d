package dev.waybill.domain.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.domain.SteppingClock;
import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.event.EventId;
import dev.waybill.domain.event.EventKey;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.event.Occurrence;
import dev.waybill.domain.json.PlainJsonCodec;
import dev.waybill.domain.outbox.Entry;
import dev.waybill.domain.outbox.InMemoryOutbox;
import dev.waybill.domain.outbox.Lane;
import dev.waybill.domain.outbox.Lane.Replayed;
import dev.waybill.domain.outbox.LaneId;
import dev.waybill.domain.outbox.NewEvent;
import dev.waybill.domain.outbox.NodeId;
import dev.waybill.domain.relay.FairShare;
import dev.waybill.domain.relay.RelayTools;
import dev.waybill.domain.relay.RetryPolicy;
import dev.waybill.domain.source.SourceId;
import dev.waybill.domain.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Two nodes, two connectors, two sources, and the store between them. */
final class World {
  static final int NODES = 2;
  private static final Instant START = Instant.parse("2026-05-01T12:00:00Z");
  private static final Duration IDLE = Duration.ofSeconds(20);
  private static final int MOST_UNDER_WAY = 4;

  /** In bytes: a few deliveries' worth, so that connectors stand in each other's way. */
  private static final long MEMORY = 1 << 12;

  /** A lane with the bounds it had when it was opened and ended. */
  private record Opened(LaneId id, Site site, SourceId source, long start) {
    Lane lane(long end) {
      return new Lane(id, site.id(), source, start, end, List.of());
    }
  }

  private final RandomGenerator random;
  private final Trace trace;
  private final SteppingClock clock = new SteppingClock(START);
  private final Judge judge = new Judge();
  private final InMemoryOutbox outbox;
  private final WatchedLanes lanes;
  private final List<Site> sites = new ArrayList<>();
  private final List<Opened> opened = new ArrayList<>();
  private final Map<LaneId, Long> looked = new HashMap<>();
  private final List<StoreGate> gates = new ArrayList<>();
  private final List<SimulatedClock> clocks = new ArrayList<>();
  private final List<FairShare> memories = new ArrayList<>();
  private final Mutant mutant;
  private final List<Worker> workers = new ArrayList<>();
  private int relays;
  private int events;

  World(RandomGenerator random, Trace trace, Mutant mutant) {
    this.random = random;
    this.trace = trace;
    this.mutant = mutant;
    this.outbox = mutant.outbox(clock);
    this.lanes = new WatchedLanes(outbox, outbox, judge);
    for (int i = 0; i < NODES; i++) {
      gates.add(new StoreGate(lanes, outbox));
      clocks.add(new SimulatedClock(clock));
      memories.add(mutant.memory(MEMORY));
      var platform = new SimulatedPlatform(judge, trace, random);
      sites.add(new Site(new ConnectorId(i + 1), platform, mutant));
      open(sites.get(i), source(0));
    }
  }

  static NodeId node(int number) {
    return new NodeId(new UUID(0, number));
  }

  static SourceId source(int index) {
    return new SourceId(index + 1);
  }

  Trace trace() {
    return trace;
  }

  Judge judge() {
    return judge;
  }

  SteppingClock clock() {
    return clock;
  }

  List<Site> sites() {
    return sites;
  }

  List<Worker> workers() {
    return workers;
  }

  StoreGate gate(int node) {
    return gates.get(node);
  }

  SimulatedClock clock(int node) {
    return clocks.get(node);
  }

  void append(SourceId source, int count) {
    var fresh = new ArrayList<NewEvent>();
    var ids = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      ids.add("e" + ++events);
      fresh.add(event(source, ids.getLast()));
    }
    long before = log(source).stream().mapToLong(Entry::seq).max().orElse(0);
    outbox.append(fresh);
    var entries = outbox.read(source, before, Long.MAX_VALUE, count, Integer.MAX_VALUE);
    for (int i = 0; i < count; i++) {
      judge.appended(entries.get(i).seq(), ids.get(i));
    }
  }

  private static NewEvent event(SourceId source, String id) {
    var body =
        """
        {"event": "View", "event_time": "%s", "event_source": "web", "event_id": "%s"}"""
            .formatted(START, id);
    var key = EventKey.of(source, EventSource.WEB, "View", new EventId(id));
    return new NewEvent(source, key, body.getBytes(UTF_8), new Occurrence(EventSource.WEB, START));
  }

  private List<Entry> log(SourceId source) {
    return read(source, 0, Long.MAX_VALUE);
  }

  /** Opens a lane of that source, or ends the one that is open. */
  void subscribeOrEnd(Site site, SourceId source) {
    boolean isOpen =
        outbox.of(site.id()).stream()
            .anyMatch(lane -> lane.source().equals(source) && lane.end() == Lane.OPEN);
    if (isOpen) {
      outbox.unsubscribe(site.id(), source);
    } else {
      open(site, source);
    }
    site.promote();
  }

  private void open(Site site, SourceId source) {
    long head = log(source).stream().mapToLong(Entry::seq).max().orElse(0);
    var lane = outbox.subscribe(site.id(), "connector", source);
    opened(new Opened(lane, site, source, head));
  }

  private void opened(Opened lane) {
    lanes.opened(lane.id(), lane.source());
    opened.add(lane);
  }

  /** Sends once more what is settled of one of its lanes; a replay of its that goes on stops. */
  void replayOrPause(Site site) {
    var found = outbox.of(site.id());
    var replay = found.stream().filter(lane -> lane.replay() != null).findFirst();
    if (replay.isPresent()) {
      boolean runs = Objects.requireNonNull(replay.get().replay()).running();
      outbox.change(replay.get().id(), new Replayed(!runs, null));
    } else if (!found.isEmpty()) {
      replay(site, found.get(random.nextInt(found.size())));
    }
    site.promote();
  }

  private void replay(Site site, Lane settled) {
    long start = start(settled.id());
    var id = outbox.replay(settled.id(), new Replayed(true, null));
    trace.add(() -> id + " sends " + settled + " once more");
    judge.replays(id, site.id(), read(settled.source(), start, settled.position()));
    opened(new Opened(id, site, settled.source(), start));
  }

  /** Whatever was paused goes on. */
  void resumeReplays() {
    for (var site : sites) {
      for (var lane : outbox.of(site.id())) {
        if (lane.replay() != null) {
          outbox.change(lane.id(), new Replayed(true, null));
        }
      }
      site.promote();
    }
  }

  private List<Entry> read(SourceId source, long after, long upTo) {
    return outbox.read(source, after, upTo, Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  /** That node begins to deliver for the connector, whoever else may think that it does. */
  void take(Site site, int node) {
    drop(site, node);
    // A moment of its own, so that the judge can tell which of two came later.
    judge.step();
    var self = new Incarnation(++relays, node, site.id(), judge.now());
    try {
      workers.add(new Worker(this, site, self, tools(node)));
      trace.add(() -> self + " begins");
    } catch (StoreUnavailableException _) {
      trace.add(() -> self + " cannot begin");
    }
  }

  private void drop(Site site, int node) {
    for (var worker : List.copyOf(workers)) {
      if (worker.self().node() == node && worker.self().connector().equals(site.id())) {
        leave(worker);
      }
    }
  }

  /** Somebody else delivers for its connector. */
  void leave(Worker worker) {
    workers.remove(worker);
    worker.leave();
  }

  /** Everything the node knew is gone. */
  void crash(int node) {
    trace.add(() -> "node " + node + " crashes");
    workers.removeIf(it -> it.self().node() == node);
    gates.get(node).heal();
    memories.set(node, mutant.memory(MEMORY));
  }

  private RelayTools tools(int node) {
    return new RelayTools(
        gates.get(node),
        gates.get(node),
        new PlainJsonCodec(),
        clocks.get(node),
        random,
        RetryPolicy.EVENTS,
        Telemetry.NONE,
        memories.get(node),
        IDLE);
  }

  void checkUnderWay(Incarnation self, int count) {
    if (count > MOST_UNDER_WAY) {
      judge.violated("I7: " + self + " has " + count + " deliveries on their way");
    }
    long taken = memories.get(self.node()).taken();
    if (taken > MEMORY) {
      judge.violated("I7: node " + self.node() + " holds " + taken + " bytes");
    }
  }

  void checkMemory(Incarnation self, long lost) {
    if (lost > 0) {
      judge.violated("I7: " + self + " holds " + lost + " bytes for no delivery");
    }
  }

  /** Shows the judge how far the lanes went since the last look. */
  void look() {
    for (var site : sites) {
      lanes.of(site.id()).forEach(this::look);
    }
  }

  private void look(Lane lane) {
    long from = looked.getOrDefault(lane.id(), start(lane.id()));
    if (lane.position() > from) {
      judge.passes(lane, read(lane.source(), from, lane.position()));
      looked.put(lane.id(), lane.position());
    }
  }

  private long start(LaneId id) {
    return opened.get(id.number() - 1).start();
  }

  /** Whether no lane of theirs has anything left. */
  boolean isDecided(List<Site> sites) {
    return sites.stream().flatMap(site -> outbox.of(site.id()).stream()).allMatch(this::isDecided);
  }

  private boolean isDecided(Lane lane) {
    return outbox.read(lane.source(), lane.position(), lane.end(), 1, 1).isEmpty()
        && !judge.isRetrying(lane.connector());
  }

  /** What can only be asked when everything is over. */
  void audit() {
    for (var it : opened) {
      judge.endsDecided(it.lane(outbox.endOf(it.lane(0))), it.start(), log(it.source()));
    }
    judge.replayed().forEach(replay -> judge.audits(replay, outbox.account(replay)));
    outbox.lines().forEach(judge::audits);
    workers.forEach(Worker::leave);
    memories.forEach(memory -> judge.endsEmpty(memory.taken()));
    judge.boundsDuplicates(MOST_UNDER_WAY * Site.BATCH * Math.max(1, opened.size()));
  }
}
