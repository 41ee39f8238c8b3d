package dev.waybill.tiktok.simulator;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** How many calls to event/track there were and when, and what kept them from being taken. */
final class CallCounts {
  private static final int MOST_TIMES = 1_000;

  private final AtomicLong all = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong faulted = new AtomicLong();
  private final AtomicLong throttled = new AtomicLong();
  private final ArrayDeque<Instant> times = new ArrayDeque<>();

  void called(Instant at) {
    all.incrementAndGet();
    synchronized (times) {
      times.addLast(at);
      if (times.size() > MOST_TIMES) {
        times.removeFirst();
      }
    }
  }

  void refuse() {
    refused.incrementAndGet();
  }

  void fault() {
    faulted.incrementAndGet();
  }

  void throttle() {
    throttled.incrementAndGet();
  }

  long all() {
    return all.get();
  }

  long refused() {
    return refused.get();
  }

  long faulted() {
    return faulted.get();
  }

  long throttled() {
    return throttled.get();
  }

  /** When the newest calls came, oldest first. */
  List<Instant> times() {
    synchronized (times) {
      return List.copyOf(times);
    }
  }
}
