package dev.waybill.domain.simulation;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.outbox.Entry;
import dev.waybill.domain.outbox.EventException;
import dev.waybill.domain.outbox.Lane;
import dev.waybill.domain.outbox.Ledger.Line;
import dev.waybill.domain.outbox.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Watches a history without trusting the engine: knows what was acknowledged, what the platform
 * took and said, and what was committed.
 */
final class Judge {
  /** One event at one connector. */
  record Place(ConnectorId connector, String id) {}

  private record Take(Incarnation by, boolean answered) {}

  private record Fate(Verdict verdict, int step) {}

  private final Map<Long, String> ids = new TreeMap<>();
  private final Map<Place, List<Take>> takes = new HashMap<>();
  private final Set<Place> accepted = new HashSet<>();
  private final Map<Place, Fate> fates = new HashMap<>();
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

  /** The event left for the platform. */
  void sent(Incarnation by, String id) {
    var place = new Place(by.connector(), id);
    var fate = fates.get(place);
    if (fate != null
        && fate.verdict() != Verdict.RETRYING
        && (fate.step() < by.bornAt() || !hasRival(by))) {
      violated("I3: " + by + " sent " + id + " which was " + fate.verdict());
    }
  }

  /** The platform has it, whatever the node is told. */
  void taken(Incarnation by, String id, boolean answered) {
    var place = new Place(by.connector(), id);
    var before = takes.computeIfAbsent(place, _ -> new ArrayList<>());
    if (!before.isEmpty()) {
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
  void settled(ConnectorId connector, long seq, boolean fresh, @Nullable EventException what) {
    var place = new Place(connector, ids.getOrDefault(seq, "?"));
    var before = fates.get(place);
    if (fresh ? before != null : before == null || before.verdict() != Verdict.RETRYING) {
      violated("I2: " + place + " got a second verdict after " + before);
    }
    if (what == null && !accepted.contains(place)) {
      violated("I4: " + place + " counts as delivered and the platform never said so");
    }
    fates.put(place, new Fate(verdict(what), step));
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
      if (!fates.containsKey(place(lane.connector(), entry.seq()))) {
        violated("I5: " + lane.id() + " is past " + ids.get(entry.seq()) + ", not settled");
      }
    }
  }

  long retrying(ConnectorId connector) {
    return fates.entrySet().stream()
        .filter(it -> it.getKey().connector().equals(connector))
        .filter(it -> it.getValue().verdict() == Verdict.RETRYING)
        .count();
  }

  private Place place(ConnectorId connector, long seq) {
    return new Place(connector, ids.getOrDefault(seq, "?"));
  }

  /** After everything is well again, each event of a lane has its last verdict. */
  void endsDecided(ConnectorId connector, long start, long end, List<Entry> log) {
    for (var entry : log) {
      if (entry.seq() > start && entry.seq() <= end) {
        var fate = fates.get(place(connector, entry.seq()));
        if (fate == null || fate.verdict() == Verdict.RETRYING) {
          violated("I1: " + ids.get(entry.seq()) + " ends as " + fate + " at " + connector);
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

  /** The ledger against our own count. */
  void audits(Line line) {
    var counts = new EnumMap<Verdict, Long>(Verdict.class);
    fates.forEach(
        (place, fate) -> {
          if (place.connector().equals(line.connector())) {
            counts.merge(fate.verdict(), 1L, Long::sum);
          }
        });
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
