package dev.waybill.domain.outbox;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.connector.ConnectorId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Lanes whose store can be told to be away. Safe for use by many threads. */
public final class FailingLanes implements Lanes {
  private final Lanes lanes;
  private volatile boolean away;
  private volatile boolean losesAnswer;
  private final AtomicInteger refusals = new AtomicInteger();
  private volatile Supplier<RuntimeException> refusal = IllegalStateException::new;

  public FailingLanes(Lanes lanes) {
    this.lanes = lanes;
  }

  /** Whether every call fails. */
  public void away(boolean isAway) {
    away = isAway;
  }

  /** The next settlement commits and its answer is lost. */
  public void loseNextAnswer() {
    losesAnswer = true;
  }

  /** So many of the next settlements throw that, and nothing of them is written. */
  public void refuseNext(int settlements, Supplier<RuntimeException> failure) {
    refusal = failure;
    refusals.set(settlements);
  }

  private void check() {
    if (away) {
      throw new StoreUnavailableException("the store is away", new IllegalStateException());
    }
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
  public long expiredUpTo(Lane lane) {
    check();
    return lanes.expiredUpTo(lane);
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
  public Settled settle(Ownership ownership, Settlement settlement) {
    check();
    if (refusals.get() > 0 && refusals.decrementAndGet() >= 0) {
      throw refusal.get();
    }
    var settled = lanes.settle(ownership, settlement);
    if (losesAnswer) {
      losesAnswer = false;
      throw new StoreUnavailableException("the answer was lost", new IllegalStateException());
    }
    return settled;
  }
}
