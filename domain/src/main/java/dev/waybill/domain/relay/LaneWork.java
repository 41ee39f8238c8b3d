package dev.waybill.domain.relay;

import dev.waybill.domain.connector.ConnectorRuntime;
import dev.waybill.domain.outbox.Entry;
import dev.waybill.domain.outbox.Lane;
import dev.waybill.domain.outbox.Lanes;
import dev.waybill.domain.outbox.RetryEntry;
import dev.waybill.domain.outbox.Settlement.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where one lane stands: its position, the delivery under way, and how long it rests. One thread at
 * a time.
 */
final class LaneWork {
  private Lane lane;
  private @Nullable PendingDelivery pending;
  private boolean retriesLast;

  // What an earlier delivery left behind belongs before what came in after it.
  private boolean catchingUp = true;
  private int retriesMaxBytes;
  private Rest rest = Rest.NONE;
  private int failures;

  LaneWork(Lane lane) {
    this.lane = lane;
  }

  Lane lane() {
    return lane;
  }

  /**
   * Takes over what the store says of the lane. A delivery whose settlement committed after all is
   * not sent again; what is known of one that is still open is kept.
   */
  void sync(Lane fresh, Lanes lanes) {
    lane = fresh;
    if (pending != null && !isOpen(pending, lanes)) {
      pending = null;
    }
  }

  private boolean isOpen(PendingDelivery delivery, Lanes lanes) {
    return switch (delivery.scope()) {
      case Scope.Range(long after, long to, _) -> after == lane.position() && to <= lane.end();
      // A settlement takes its retries away, counts an attempt or writes down what is uncertain,
      // and
      // those that are due longest are read first: the same answer to the same question means that
      // nothing was settled.
      case Scope.Retries(var seqs) ->
          delivery.isOf(lanes.dueRetries(lane, seqs.size(), retriesMaxBytes));
    };
  }

  /** The delivery under way, or the next one; null when there is nothing to deliver now. */
  @Nullable PendingDelivery next(Lanes lanes, ConnectorRuntime runtime) {
    if (pending == null) {
      // Retries and fresh events take turns, so that neither can starve the other.
      pending =
          retriesLast && !catchingUp
              ? freshOrRetries(lanes, runtime)
              : retriesOrFresh(lanes, runtime);
    }
    return pending;
  }

  private @Nullable PendingDelivery retriesOrFresh(Lanes lanes, ConnectorRuntime runtime) {
    var retries = retries(lanes, runtime);
    return retries != null ? retries : fresh(lanes, runtime);
  }

  private @Nullable PendingDelivery freshOrRetries(Lanes lanes, ConnectorRuntime runtime) {
    var fresh = fresh(lanes, runtime);
    return fresh != null ? fresh : retries(lanes, runtime);
  }

  private @Nullable PendingDelivery retries(Lanes lanes, ConnectorRuntime runtime) {
    var limits = runtime.limits();
    retriesMaxBytes = limits.batchBytes();
    List<RetryEntry> due = lanes.dueRetries(lane, limits.batchEvents(), retriesMaxBytes);
    if (due.isEmpty()) {
      catchingUp = false;
      return null;
    }
    retriesLast = true;
    var seqs = due.stream().map(retry -> retry.entry().seq()).toList();
    return new PendingDelivery(
        new Scope.Retries(seqs), due.stream().map(PendingEvent::again).toList());
  }

  private @Nullable PendingDelivery fresh(Lanes lanes, ConnectorRuntime runtime) {
    if (lane.position() >= lane.end()) {
      return null;
    }
    var limits = runtime.limits();
    List<Entry> entries =
        lanes.read(lane, lane.position(), limits.batchEvents(), limits.batchBytes());
    if (entries.isEmpty()) {
      return null;
    }
    retriesLast = false;
    var range = new Scope.Range(lane.position(), entries.getLast().seq(), entries.size());
    return new PendingDelivery(range, entries.stream().map(PendingEvent::fresh).toList());
  }

  /** The delivery under way is settled. */
  void settled() {
    if (pending != null && pending.scope() instanceof Scope.Range(_, long to, _)) {
      lane = new Lane(lane.id(), lane.connector(), lane.source(), to, lane.end());
    }
    pending = null;
    failures = 0;
    rest = Rest.NONE;
  }

  /**
   * Lets go of the delivery under way. What has to be settled of it first is the answer, and null
   * when nothing has: then it will be read again.
   */
  @Nullable PendingDelivery letGo() {
    if (pending == null || !pending.isNews()) {
      pending = null;
      return null;
    }
    pending.release();
    return pending;
  }

  /** What was let go is settled; how long the lane rests is not changed by that. */
  void released() {
    var kept = rest;
    settled();
    rest = kept;
    catchingUp = true;
  }

  /** How often in a row the delivery under way could not go on, this time counted. */
  int failedAgain() {
    return ++failures;
  }

  void succeeded() {
    failures = 0;
  }

  void restFor(Duration wait, Instant now) {
    rest = Rest.from(now, wait);
  }

  /** How much of its rest is left; not positive when it is over. */
  Duration restLeft(Instant now) {
    rest = rest.asOf(now);
    return rest.left(now);
  }
}
