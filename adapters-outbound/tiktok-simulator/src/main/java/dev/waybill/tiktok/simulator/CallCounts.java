package dev.waybill.tiktok.simulator;

import java.util.concurrent.atomic.AtomicLong;

/** How many calls to event/track there were, and what kept them from being taken. */
final class CallCounts {
  private final AtomicLong all = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong faulted = new AtomicLong();
  private final AtomicLong throttled = new AtomicLong();

  void called() {
    all.incrementAndGet();
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
}
