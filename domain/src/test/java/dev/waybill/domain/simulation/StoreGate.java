package dev.waybill.domain.simulation;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.outbox.Entry;
import dev.waybill.domain.outbox.EventLog;
import dev.waybill.domain.outbox.Lane;
import dev.waybill.domain.outbox.Lanes;
import dev.waybill.domain.outbox.NewEvent;
import dev.waybill.domain.outbox.NodeId;
import dev.waybill.domain.outbox.Ownership;
import dev.waybill.domain.outbox.RetryEntry;
import dev.waybill.domain.outbox.Settlement;
import dev.waybill.domain.source.SourceId;
import java.util.List;
import java.util.Optional;

/**
 * One node's way to the store, which can be cut before, in the middle of and after a settlement.
 */
final class StoreGate implements Lanes, EventLog {
  /** What befalls the next settlement. */
  enum Accident {
    NONE,
    FAILS,
    ANSWER_LOST,
    CRASH_BEFORE_COMMIT,
    CRASH_AFTER_COMMIT
  }

  private final Lanes lanes;
  private final EventLog log;
  private boolean away;
  private Accident next = Accident.NONE;

  StoreGate(Lanes lanes, EventLog log) {
    this.lanes = lanes;
    this.log = log;
  }

  void away(boolean isAway) {
    away = isAway;
  }

  void next(Accident accident) {
    next = accident;
  }

  void heal() {
    away = false;
    next = Accident.NONE;
  }

  private void check() {
    if (away) {
      throw gone("the store is away");
    }
  }

  private static StoreUnavailableException gone(String why) {
    return new StoreUnavailableException(why, new IllegalStateException());
  }

  @Override
  public Settled settle(Ownership ownership, Settlement settlement) {
    check();
    var accident = next;
    next = Accident.NONE;
    switch (accident) {
      case FAILS -> throw gone("the settlement failed");
      case CRASH_BEFORE_COMMIT -> throw new NodeCrashed();
      case NONE, ANSWER_LOST, CRASH_AFTER_COMMIT -> {}
    }
    var settled = lanes.settle(ownership, settlement);
    return switch (accident) {
      case ANSWER_LOST -> throw gone("the answer was lost");
      case CRASH_AFTER_COMMIT -> throw new NodeCrashed();
      case NONE, FAILS, CRASH_BEFORE_COMMIT -> settled;
    };
  }

  @Override
  public Optional<Ownership> take(ConnectorId connector, NodeId node) {
    check();
    return lanes.take(connector, node);
  }

  @Override
  public void release(Ownership ownership) {
    check();
    lanes.release(ownership);
  }

  @Override
  public List<Lane> of(ConnectorId connector) {
    check();
    return lanes.of(connector);
  }

  @Override
  public long endOf(Lane lane) {
    check();
    return lanes.endOf(lane);
  }

  @Override
  public List<RetryEntry> dueRetries(Lane lane, int limit, int maxBytes) {
    check();
    return lanes.dueRetries(lane, limit, maxBytes);
  }

  @Override
  public List<RetryEntry> retries(Lane lane, List<Long> seqs) {
    check();
    return lanes.retries(lane, seqs);
  }

  @Override
  public List<Appended> append(List<NewEvent> events) {
    return log.append(events);
  }

  @Override
  public List<Entry> read(SourceId source, long after, long upTo, int limit, int maxBytes) {
    check();
    return log.read(source, after, upTo, limit, maxBytes);
  }
}
