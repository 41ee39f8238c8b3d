package dev.waybill.domain.relay;

import dev.waybill.domain.outbox.Entry;
import dev.waybill.domain.outbox.EventException;
import dev.waybill.domain.outbox.LaneId;
import dev.waybill.domain.outbox.RetryEntry;
import dev.waybill.domain.outbox.SettledCall;
import dev.waybill.domain.outbox.Settlement;
import dev.waybill.domain.relay.Round.Group;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/**
 * A delivery until it is settled. What is decided stays decided in memory while the rest is sent
 * again. One thread at a time.
 */
final class PendingDelivery {
  /** Of the calls of a long outage these are kept, and whichever was the last for an event. */
  private static final int NEWEST_CALLS = 40;

  private final Settlement.Scope scope;
  private final List<PendingEvent> events;
  private final List<SettledCall> calls = new ArrayList<>();
  private final Suspicion suspicion = new Suspicion();
  private final long bytes;
  private boolean holdsPayloads = true;
  private boolean onItsWay;
  private int failures;
  private Rest rest = Rest.NONE;

  PendingDelivery(Settlement.Scope scope, List<PendingEvent> events) {
    this.scope = scope;
    this.events = List.copyOf(events);
    this.bytes = events.stream().mapToLong(event -> event.payload().length).sum();
  }

  /** How large its payloads are together. */
  long bytes() {
    return bytes;
  }

  boolean holdsPayloads() {
    return holdsPayloads;
  }

  /** What is known of its events is kept; their payloads can be read again. */
  void forgetPayloads() {
    holdsPayloads = false;
    events.forEach(PendingEvent::forget);
  }

  /**
   * @return whether all of what is undecided was there
   */
  boolean remember(List<Entry> entries) {
    var bySeq = new HashMap<Long, Entry>();
    entries.forEach(entry -> bySeq.put(entry.seq(), entry));
    for (var event : undecided()) {
      var entry = bySeq.get(event.seq());
      if (entry == null) {
        return false;
      }
      event.remember(entry);
    }
    holdsPayloads = true;
    return true;
  }

  Settlement.Scope scope() {
    return scope;
  }

  /** Whether a thread is sending it. */
  boolean isOnItsWay() {
    return onItsWay;
  }

  void leaves() {
    onItsWay = true;
  }

  void comesBack() {
    onItsWay = false;
  }

  /** Who may be to blame when the platform takes no call with these events. */
  Suspicion suspicion() {
    return suspicion;
  }

  /** Which of its events the next call may carry. */
  Group group(Pace pace) {
    int most = Math.min(pace.mostEvents(), suspicion.mostEvents(undecided()));
    // A single event that proves nothing but its own fault must not stand for the platform.
    return new Group(most, most == 1 && pace.isProbing() && failures % 2 == 1);
  }

  /** How often in a row it could not go on, this time counted. */
  int failedAgain() {
    return ++failures;
  }

  boolean hasFailed() {
    return failures > 0;
  }

  void wentOn() {
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

  /** Whether each of its events is one of these retries as it was read: nothing was settled. */
  boolean isOf(List<RetryEntry> retries) {
    var bySeq = new HashMap<Long, RetryEntry>();
    retries.forEach(retry -> bySeq.put(retry.entry().seq(), retry));
    return events.stream().allMatch(event -> event.isAsRead(bySeq.get(event.seq())));
  }

  /** Whether forgetting it would make the platform get an event twice, or lose count of time. */
  boolean isNews() {
    return events.stream().anyMatch(PendingEvent::isNews);
  }

  /** Nothing of it is waited for any longer: what is undecided is to be tried again by itself. */
  void release() {
    undecided().forEach(PendingEvent::release);
  }

  List<PendingEvent> undecided() {
    return events.stream().filter(event -> !event.isDecided()).toList();
  }

  void addAll(List<SettledCall> made) {
    calls.addAll(made);
    if (calls.size() > NEWEST_CALLS) {
      forgetOldCalls();
    }
  }

  /** An event's last call is the one that decided it, and its story needs that one. */
  private void forgetOldCalls() {
    var kept = new ArrayList<SettledCall>();
    var carried = new HashSet<Long>();
    for (var call : calls.reversed()) {
      boolean isLast = carried.addAll(call.seqs());
      if (isLast || kept.size() < NEWEST_CALLS) {
        kept.add(call);
      }
    }
    calls.clear();
    calls.addAll(kept.reversed());
  }

  /** How long ago each of its events had been received that were delivered. */
  List<Duration> delivered(Instant now) {
    return events.stream()
        .filter(event -> event.exception() == null)
        .map(event -> Duration.between(event.receivedAt(), now))
        .toList();
  }

  /** Only to be asked for when nothing is {@link #undecided}. */
  Settlement settlement(LaneId lane) {
    if (!undecided().isEmpty()) {
      throw new IllegalStateException(lane + ": an undecided event would count as delivered");
    }
    List<EventException> exceptions =
        events.stream().map(PendingEvent::exception).filter(Objects::nonNull).toList();
    return new Settlement(lane, scope, exceptions, calls);
  }
}
