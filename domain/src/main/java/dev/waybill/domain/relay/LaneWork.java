package dev.waybill.domain.relay;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.destination.PlatformSpec.Limits;
import dev.waybill.domain.outbox.Entry;
import dev.waybill.domain.outbox.EventLog;
import dev.waybill.domain.outbox.Lane;
import dev.waybill.domain.outbox.Lanes;
import dev.waybill.domain.outbox.RetryEntry;
import dev.waybill.domain.outbox.Settlement.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where one lane stands: what is settled of it, and the deliveries under way, of which several may
 * be ranges and one may be retries. One thread at a time.
 */
final class LaneWork {
  /** While something is on its way, a range that would not be full waits that long for more. */
  static final Duration GATHERING = Duration.ofMillis(25);

  /** After so many small ranges in a row the lane is busy: each costs as much as a large one. */
  static final int BUSY = 4;

  private final FairShare.Portion portion;
  private Lane lane;
  private final List<PendingDelivery> deliveries = new ArrayList<>();
  private boolean retriesLast;

  // What an earlier delivery left behind belongs before what came in after it.
  private boolean catchingUp = true;
  private boolean lastRangeFull = true;
  private Instant lastRange = Instant.MIN;
  private int smallRanges;

  /**
   * @param portion what this lane's deliveries may hold, and those of the connector's other lanes
   */
  LaneWork(Lane lane, FairShare.Portion portion) {
    this.lane = lane;
    this.portion = portion;
  }

  Lane lane() {
    return lane;
  }

  /** Whether what it carries has its verdict already. */
  boolean isReplay() {
    return lane.replay() != null;
  }

  /** Whether nothing new is to be sent for it. */
  boolean stands() {
    var replay = lane.replay();
    return replay != null && !replay.running();
  }

  /**
   * Takes over what the store says of the lane. A delivery whose settlement committed after all is
   * not sent again, and a range that another node settled is not waited for; what is known of one
   * that is still open is kept.
   */
  void sync(Lane fresh, Lanes lanes) {
    lane = fresh;
    List.copyOf(deliveries).stream()
        .filter(delivery -> !isOpen(delivery, lanes))
        .forEach(this::drop);
  }

  private boolean isOpen(PendingDelivery delivery, Lanes lanes) {
    return switch (delivery.scope()) {
      case Scope.Range range -> lane.isOpen(range);
      case Scope.Retries _ when delivery.isOnItsWay() -> true;
      // A settlement takes its retries away, counts an attempt or writes down what is uncertain.
      case Scope.Retries(var seqs) -> delivery.isOf(lanes.retries(lane, seqs));
    };
  }

  /** Whether the delivery is still the lane's: another node may have settled it meanwhile. */
  boolean has(PendingDelivery delivery) {
    return deliveries.contains(delivery);
  }

  /** How many of its deliveries are on their way. */
  int onTheirWay() {
    return (int) deliveries.stream().filter(PendingDelivery::isOnItsWay).count();
  }

  /** How long until the first of the waiting deliveries may go on; null when none waits. */
  @Nullable Duration restLeft(Instant now) {
    return waiting().map(delivery -> delivery.restLeft(now)).min(Duration::compareTo).orElse(null);
  }

  /** How long the lane gathers until it looks for more; not positive when it looks now. */
  Duration gatheringLeft(Instant now) {
    boolean gathers = smallRanges >= BUSY || (!lastRangeFull && onTheirWay() > 0);
    return gathers && !now.isBefore(lastRange)
        ? GATHERING.minus(Duration.between(lastRange, now))
        : Duration.ZERO;
  }

  /** Small ranges that begin soon after one another are a stream of single events. */
  private void began(boolean full, Instant now) {
    boolean soon = lastRange.isAfter(now.minus(GATHERING.multipliedBy(2)));
    if (full) {
      smallRanges = 0;
    } else {
      smallRanges = soon ? smallRanges + 1 : 1;
    }
    lastRange = now;
  }

  private Stream<PendingDelivery> waiting() {
    return deliveries.stream().filter(delivery -> !delivery.isOnItsWay());
  }

  /**
   * The delivery under way that may go on, or else a new one; null when there is nothing to deliver
   * now, or no room for it.
   *
   * @param probing whether the platform has to show that it is well: one that failed already is a
   *     poor probe, since it may have failed for its own sake
   */
  @Nullable PendingDelivery next(RelayTools tools, Limits limits, boolean probing) {
    var now = tools.clock().instant();
    var rested = waiting().filter(it -> !it.restLeft(now).isPositive()).findFirst().orElse(null);
    if (rested != null && !(probing && rested.hasFailed())) {
      return goOn(rested, tools);
    }
    var begun = deliveries.size() < Pace.WIDEST ? begin(tools, limits, now) : null;
    return begun != null || rested == null ? begun : goOn(rested, tools);
  }

  private @Nullable PendingDelivery goOn(PendingDelivery rested, RelayTools tools) {
    if (rested.holdsPayloads() || rested.undecided().isEmpty()) {
      return rested;
    }
    if (!portion.take(rested.bytes())) {
      return null;
    }
    try {
      remember(rested, tools);
    } finally {
      // Whatever was thrown, it is tried again, and each try takes the bytes anew.
      if (!rested.holdsPayloads()) {
        portion.giveBack(rested.bytes());
      }
    }
    return rested;
  }

  private void remember(PendingDelivery rested, RelayTools tools) {
    if (!rested.remember(readAgain(rested, tools))) {
      throw new StoreUnavailableException(
          lane.id() + ": a delivery under way cannot be read again as it was",
          new IllegalStateException());
    }
  }

  private List<Entry> readAgain(PendingDelivery rested, RelayTools tools) {
    return switch (rested.scope()) {
      case Scope.Range(long after, long to, int events) ->
          tools.log().read(lane.source(), after, to, events, Integer.MAX_VALUE);
      case Scope.Retries(var seqs) ->
          tools.lanes().retries(lane, seqs).stream().map(RetryEntry::entry).toList();
    };
  }

  private @Nullable PendingDelivery begin(RelayTools tools, Limits limits, Instant now) {
    if (gatheringLeft(now).isPositive()) {
      // Retries wait with it: every append wakes the lane, and the store is not to be asked so
      // often.
      return null;
    }
    long room = limits.batchBytes();
    if (!portion.take(room)) {
      return null;
    }
    // Retries and fresh events take turns, so that neither can starve the other.
    PendingDelivery begun = null;
    try {
      begun =
          retriesLast && !catchingUp
              ? freshOrRetries(tools, limits, now)
              : retriesOrFresh(tools, limits, now);
    } finally {
      portion.keep(begun == null ? 0 : begun.bytes(), room);
    }
    if (begun != null) {
      deliveries.add(begun);
    }
    return begun;
  }

  private @Nullable PendingDelivery retriesOrFresh(RelayTools tools, Limits limits, Instant now) {
    var retries = retries(tools.lanes(), limits);
    return retries != null ? retries : fresh(tools, limits, now);
  }

  private @Nullable PendingDelivery freshOrRetries(RelayTools tools, Limits limits, Instant now) {
    var fresh = fresh(tools, limits, now);
    return fresh != null ? fresh : retries(tools.lanes(), limits);
  }

  private @Nullable PendingDelivery retries(Lanes lanes, Limits limits) {
    if (hasRetriesUnderWay()) {
      return null;
    }
    var due = lanes.dueRetries(lane, limits.batchEvents(), limits.batchBytes());
    if (due.isEmpty()) {
      catchingUp = false;
      return null;
    }
    retriesLast = true;
    var seqs = due.stream().map(retry -> retry.entry().seq()).toList();
    return new PendingDelivery(
        new Scope.Retries(seqs), due.stream().map(PendingEvent::again).toList());
  }

  private boolean hasRetriesUnderWay() {
    return deliveries.stream().anyMatch(delivery -> delivery.scope() instanceof Scope.Retries);
  }

  private @Nullable PendingDelivery fresh(RelayTools tools, Limits limits, Instant now) {
    var gap = firstGap();
    if (gap.after() >= gap.to()) {
      return null;
    }
    var entries = read(tools.log(), gap, limits);
    // Asked after the read: what was read before a promotion ended the lane is part of it.
    long end = entries.isEmpty() ? lane.end() : tools.lanes().endOf(lane);
    long expired = entries.isEmpty() ? 0 : tools.lanes().expiredUpTo(lane);
    if (expired > gap.after()) {
      lane = lane.settledUpTo(expired);
      return null;
    }
    var own = entries.stream().takeWhile(entry -> entry.seq() <= end).toList();
    lastRangeFull = isFull(own, limits);
    if (own.isEmpty()) {
      return null;
    }
    retriesLast = false;
    began(lastRangeFull, now);
    var range = new Scope.Range(gap.after(), own.getLast().seq(), own.size());
    return new PendingDelivery(range, own.stream().map(PendingEvent::fresh).toList());
  }

  private List<Entry> read(EventLog log, Lane.Span gap, Limits limits) {
    return log.read(
        lane.source(), gap.after(), gap.to(), limits.batchEvents(), limits.batchBytes());
  }

  /** As far as can be told: the bytes may have stopped it as well. */
  private static boolean isFull(List<Entry> entries, Limits limits) {
    long bytes = entries.stream().mapToLong(entry -> entry.payload().length).sum();
    return entries.size() == limits.batchEvents() || bytes > limits.batchBytes() / 2;
  }

  /** The first numbers that are neither settled nor under way; empty when there are none. */
  private Lane.Span firstGap() {
    var taken = new TreeMap<Long, Long>();
    lane.ahead().forEach(span -> taken.put(span.after(), span.to()));
    for (var delivery : deliveries) {
      if (delivery.scope() instanceof Scope.Range(long after, long to, _)) {
        taken.put(after, to);
      }
    }
    long after = lane.position();
    while (taken.containsKey(after)) {
      after = taken.get(after);
    }
    var next = taken.higherKey(after);
    return new Lane.Span(after, next == null ? lane.end() : next);
  }

  /** That delivery is settled. */
  void settled(PendingDelivery delivery) {
    drop(delivery);
    if (delivery.scope() instanceof Scope.Range range) {
      lane = lane.settled(range);
    }
  }

  /** That delivery cannot be settled: part of it was, by somebody else. */
  void forget(PendingDelivery delivery) {
    drop(delivery);
  }

  /** The lane is finished or not to be had any more: what waits for its turn waits in vain. */
  void gone() {
    waiting().toList().forEach(this::drop);
  }

  /** How many payload bytes its deliveries hold. */
  long bytesHeld() {
    return deliveries.stream()
        .filter(PendingDelivery::holdsPayloads)
        .mapToLong(PendingDelivery::bytes)
        .sum();
  }

  private void drop(PendingDelivery delivery) {
    deliveries.remove(delivery);
    if (delivery.holdsPayloads()) {
      portion.giveBack(delivery.bytes());
    }
  }

  /** Those that wait longest for their turn come first; what waits holds no payloads. */
  void putAside(PendingDelivery delivery) {
    deliveries.remove(delivery);
    deliveries.add(delivery);
    delivery.forgetPayloads();
    portion.giveBack(delivery.bytes());
  }

  /**
   * Lets go of the deliveries under way, none of which may be on its way: those of which nothing is
   * known will be read again, and the others are the answer.
   */
  List<PendingDelivery> letGo() {
    List.copyOf(deliveries).stream().filter(it -> !it.isNews()).forEach(this::drop);
    deliveries.forEach(PendingDelivery::release);
    catchingUp |= !deliveries.isEmpty();
    return List.copyOf(deliveries);
  }
}
