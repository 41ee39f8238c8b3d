package dev.waybill.domain.simulation;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.outbox.Entry;
import dev.waybill.domain.outbox.EventException;
import dev.waybill.domain.outbox.EventLog;
import dev.waybill.domain.outbox.Lane;
import dev.waybill.domain.outbox.LaneId;
import dev.waybill.domain.outbox.Lanes;
import dev.waybill.domain.outbox.NodeId;
import dev.waybill.domain.outbox.Ownership;
import dev.waybill.domain.outbox.RetryEntry;
import dev.waybill.domain.outbox.Settlement;
import dev.waybill.domain.outbox.Settlement.Scope;
import dev.waybill.domain.source.SourceId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The store's lanes, with the judge told of every commit. */
final class WatchedLanes implements Lanes {
  private final Lanes lanes;
  private final EventLog log;
  private final Judge judge;
  private final Map<LaneId, SourceId> sources = new HashMap<>();

  WatchedLanes(Lanes lanes, EventLog log, Judge judge) {
    this.lanes = lanes;
    this.log = log;
    this.judge = judge;
  }

  void opened(LaneId lane, SourceId source) {
    sources.put(lane, source);
  }

  @Override
  public Optional<Ownership> take(ConnectorId connector, NodeId node) {
    var taken = lanes.take(connector, node);
    taken.ifPresent(
        ownership ->
            judge.took(connector, (int) node.value().getLeastSignificantBits(), ownership.epoch()));
    return taken;
  }

  @Override
  public void release(Ownership ownership) {
    lanes.release(ownership);
  }

  @Override
  public List<Lane> of(ConnectorId connector) {
    return lanes.of(connector);
  }

  @Override
  public long endOf(Lane lane) {
    return lanes.endOf(lane);
  }

  @Override
  public List<RetryEntry> dueRetries(Lane lane, int limit, int maxBytes) {
    return lanes.dueRetries(lane, limit, maxBytes);
  }

  @Override
  public List<RetryEntry> retries(Lane lane, List<Long> seqs) {
    return lanes.retries(lane, seqs);
  }

  @Override
  public Settled settle(Ownership ownership, Settlement settlement) {
    var settled = lanes.settle(ownership, settlement);
    if (settled == Settled.SETTLED) {
      judge.commits(ownership.connector(), ownership.epoch());
      record(ownership.connector(), settlement);
    }
    return settled;
  }

  private void record(ConnectorId connector, Settlement settlement) {
    var source = Objects.requireNonNull(sources.get(settlement.lane()));
    var lane = new Lane(settlement.lane(), connector, source, 0, Lane.OPEN, List.of());
    var exceptions = new HashMap<Long, EventException>();
    settlement.exceptions().forEach(exception -> exceptions.put(exception.seq(), exception));
    boolean fresh = settlement.scope() instanceof Scope.Range;
    for (long seq : seqs(lane, settlement)) {
      judge.settled(lane, seq, fresh, exceptions.get(seq));
    }
  }

  private List<Long> seqs(Lane lane, Settlement settlement) {
    return switch (settlement.scope()) {
      case Scope.Retries(var seqs) -> seqs;
      case Scope.Range(long after, long to, int events) -> {
        var inside = log.read(lane.source(), after, to, Integer.MAX_VALUE, Integer.MAX_VALUE);
        if (inside.size() != events) {
          judge.violated("I1: a range of " + inside.size() + " was settled as " + events);
        }
        yield inside.stream().map(Entry::seq).toList();
      }
    };
  }
}
