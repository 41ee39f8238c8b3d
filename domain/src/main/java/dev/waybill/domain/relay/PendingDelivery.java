package dev.waybill.domain.relay;

import dev.waybill.domain.outbox.EventException;
import dev.waybill.domain.outbox.LaneId;
import dev.waybill.domain.outbox.RetryEntry;
import dev.waybill.domain.outbox.SettledCall;
import dev.waybill.domain.outbox.Settlement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

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

  PendingDelivery(Settlement.Scope scope, List<PendingEvent> events) {
    this.scope = scope;
    this.events = List.copyOf(events);
  }

  Settlement.Scope scope() {
    return scope;
  }

  /** Whether it consists of just these retries, and nothing of it was settled since. */
  boolean isOf(List<RetryEntry> retries) {
    return events.size() == retries.size()
        && IntStream.range(0, retries.size()).allMatch(i -> events.get(i).isAsRead(retries.get(i)));
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
