package dev.waybill.domain.simulation;

import static java.util.stream.Collectors.toSet;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.outbox.Entry;
import dev.waybill.domain.outbox.EventException;
import dev.waybill.domain.outbox.Lane;
import dev.waybill.domain.outbox.LaneId;
import dev.waybill.domain.outbox.Ledger.Line;
import dev.waybill.domain.outbox.Verdict;
import dev.waybill.domain.replay.Progress.Deliveries;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Watches a history without trusting the engine: knows what was acknowledged, what the platform
 * took and said, and what was committed.
 */
final class Judge {
  /** One event at one connector. */
  record Place(ConnectorId connector, String id) {}

  /** Where an event is settled: in a lane of the ledger's, or in the account of a replay. */
  private record Settling(Place place, @Nullable LaneId replay) {}

  /** What a replay is about. */
  private record Selected(ConnectorId connector, Set<String> ids) {
    boolean has(Place place) {
      return place.connector().equals(connector) && ids.contains(place.id());
    }
  }

  private record Take(Incarnation by, boolean answered) {}

  private record Fate(Verdict verdict, int step) {
    boolean isOpen() {
      return verdict == Verdict.RETRYING;
    }
  }

  private final Map<Long, String> ids = new TreeMap<>();
  private final Map<Place, List<Take>> takes = new HashMap<>();
  private final Set<Place> accepted = new HashSet<>();
  private final Map<Settling, Fate> fates = new HashMap<>();
  private final Map<LaneId, Selected> replays = new HashMap<>();
  private final Map<ConnectorId, Long> epochs = new HashMap<>();
  private final Map<ConnectorId, Integer> lastTaken = new HashMap<>();
  private final Map<ConnectorId, Integer> lastOwner = new HashMap<>();
  private final Map<Incarnation, Integer> repeated = new HashMap<>();
  private final List<String> violations = new ArrayList<>();
  private int step;
  private int duplicates;

  void step() {
    step++;
  }

  int now() {
    return step;
  }

  int duplicates() {
    return duplicates;
  }

  List<String> violations() {
    return violations;
  }

  void violated(String what) {
    violations.add(what + " (step " + step + ")");
  }

  void appended(long seq, String id) {
    ids.put(seq, id);
  }

  /** A node took the connector; whoever had it before may still have calls under way. */
  void took(ConnectorId connector, int node, long epoch) {
    epochs.put(connector, epoch);
    if (lastOwner.getOrDefault(connector, node) != node) {
      lastTaken.put(connector, step);
    }
    lastOwner.put(connector, node);
  }

  /** These are sent once more, whatever became of them. */
  void replays(LaneId lane, ConnectorId connector, List<Entry> selected) {
    replays.put(
        lane,
        new Selected(
            connector,
            selected.stream().map(it -> ids.getOrDefault(it.seq(), "?")).collect(toSet())));
  }

  /** The event left for the platform. */
  void sent(Incarnation by, String id) {
    var place = new Place(by.connector(), id);
    var known = settlings(place).map(it -> Optional.ofNullable(fates.get(it))).toList();
    if (known.stream().anyMatch(fate -> fate.isEmpty() || fate.get().isOpen())) {
      return;
    }
    int last = known.stream().flatMap(Optional::stream).mapToInt(Fate::step).max().orElse(0);
    if (last < by.bornAt() || !hasRival(by)) {
      violated("I3: " + by + " sent " + id + " which was decided: " + known);
    }
  }

  /** For its verdict, and for each replay that it belongs to. */
  private Stream<Settling> settlings(Place place) {
    return Stream.concat(
        Stream.of(new Settling(place, null)),
        replays.entrySet().stream()
            .filter(it -> it.getValue().has(place))
            .map(it -> new Settling(place, it.getKey())));
  }

  /** The platform has it, whatever the node is told. */
  void taken(Incarnation by, String id, boolean answered) {
    var place = new Place(by.connector(), id);
    var before = takes.computeIfAbsent(place, _ -> new ArrayList<>());
    // What is sent once more on purpose is no duplicate.
    if (!before.isEmpty() && replays.values().stream().noneMatch(it -> it.has(place))) {
      duplicates++;
      excuse(by, id, before.getLast());
    }
    before.add(new Take(by, answered));
    if (answered) {
      accepted.add(place);
    }
  }

  private void excuse(Incarnation by, String id, Take last) {
    if (!last.answered()) {
      return;
    }
    if (last.by().equals(by) && !hasRival(by)) {
      violated("I3: " + by + " sent " + id + " again after the platform had answered for it");
    }
    repeated.merge(last.by(), 1, Integer::sum);
  }

  /** Whether another node took the connector since that relay began. */
  private boolean hasRival(Incarnation by) {
    return lastTaken.getOrDefault(by.connector(), -1) > by.bornAt();
  }

  void commits(ConnectorId connector, long epoch) {
    if (epochs.getOrDefault(connector, 0L) != epoch) {
      violated("I8: " + connector + " was settled by epoch " + epoch + " after it was over");
    }
  }

  /** A fresh event was settled, or one that was retried; null means delivered. */
  void settled(Lane lane, long seq, boolean fresh, @Nullable EventException what) {
    var settling = settling(lane, seq);
    var before = fates.get(settling);
    if (fresh ? before != null : before == null || !before.isOpen()) {
      violated("I2: " + settling + " got a second verdict after " + before);
    }
    if (what == null && !accepted.contains(settling.place())) {
      violated("I4: " + settling + " counts as delivered and the platform never said so");
    }
    fates.put(settling, new Fate(verdict(what), step));
  }

  private Settling settling(Lane lane, long seq) {
    return new Settling(
        new Place(lane.connector(), ids.getOrDefault(seq, "?")),
        replays.containsKey(lane.id()) ? lane.id() : null);
  }

  private static Verdict verdict(@Nullable EventException what) {
    return switch (what) {
      case null -> Verdict.DELIVERED;
      case EventException.Retrying _ -> Verdict.RETRYING;
      case EventException.Dead _ -> Verdict.DEAD;
      case EventException.Expired _ -> Verdict.EXPIRED;
      case EventException.Filtered _ -> Verdict.FILTERED;
    };
  }

  /** The lane's position went past these. */
  void passes(Lane lane, List<Entry> passed) {
    for (var entry : passed) {
      if (!fates.containsKey(settling(lane, entry.seq()))) {
        violated("I5: " + lane.id() + " is past " + ids.get(entry.seq()) + ", not settled");
      }
    }
  }

  boolean isRetrying(ConnectorId connector) {
    return fates.entrySet().stream()
        .anyMatch(
            it -> it.getKey().place().connector().equals(connector) && it.getValue().isOpen());
  }

  /** After everything is well again, each event of a lane has its last verdict. */
  void endsDecided(Lane lane, long start, List<Entry> log) {
    for (var entry : log) {
      if (entry.seq() > start && entry.seq() <= lane.end()) {
        var fate = fates.get(settling(lane, entry.seq()));
        if (fate == null || fate.isOpen()) {
          violated("I1: " + ids.get(entry.seq()) + " ends as " + fate + " on " + lane.id());
        }
      }
    }
  }

  /** What nobody holds any more is free. */
  void endsEmpty(long bytes) {
    if (bytes != 0) {
      violated("I7: " + bytes + " bytes of a node's memory were never given back");
    }
  }

  /** The ledger against our own count, in which replays have no part. */
  void audits(Line line) {
    var counts =
        counts(it -> it.replay() == null && it.place().connector().equals(line.connector()));
    boolean equal =
        line.delivered() == counts.getOrDefault(Verdict.DELIVERED, 0L)
            && line.dead() == counts.getOrDefault(Verdict.DEAD, 0L)
            && line.expired() == counts.getOrDefault(Verdict.EXPIRED, 0L)
            && line.filtered() == counts.getOrDefault(Verdict.FILTERED, 0L)
            && line.retrying() == counts.getOrDefault(Verdict.RETRYING, 0L);
    if (!equal || !line.balanced()) {
      violated("I4: the ledger says " + line + " and the count " + counts);
    }
  }

  Set<LaneId> replayed() {
    return replays.keySet();
  }

  /** A replay's own account against our own count. */
  void audits(LaneId replay, Deliveries account) {
    var counts = counts(it -> replay.equals(it.replay()));
    var selected = Objects.requireNonNull(replays.get(replay)).ids().size();
    var counted =
        new Deliveries(
            selected,
            counts.getOrDefault(Verdict.DELIVERED, 0L),
            counts.getOrDefault(Verdict.DEAD, 0L),
            counts.getOrDefault(Verdict.EXPIRED, 0L),
            counts.getOrDefault(Verdict.FILTERED, 0L),
            counts.getOrDefault(Verdict.RETRYING, 0L),
            true);
    if (!account.equals(counted)) {
      violated("I4: the account of " + replay + " says " + account + " and the count " + counted);
    }
  }

  private Map<Verdict, Long> counts(Predicate<Settling> which) {
    var counts = new EnumMap<Verdict, Long>(Verdict.class);
    fates.forEach(
        (settling, fate) -> {
          if (which.test(settling)) {
            counts.merge(fate.verdict(), 1L, Long::sum);
          }
        });
    return counts;
  }

  /** What a relay left behind was repeated, and no more of it than could be under way. */
  void boundsDuplicates(int mostUnderWay) {
    repeated.forEach(
        (by, count) -> {
          if (count > mostUnderWay) {
            violated("I3: " + count + " events of " + by + " were repeated");
          }
        });
  }
}
