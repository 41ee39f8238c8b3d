package dev.waybill.tracing;

import dev.waybill.domain.telemetry.SpanCounts;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** How many spans wait, and what became of the others. */
final class SpanTally {
  private final int room;
  private final AtomicInteger waiting = new AtomicInteger();
  private final LongAdder sent = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder dropped = new LongAdder();

  /**
   * @param room how many may wait, on their way included
   */
  SpanTally(int room) {
    this.room = room;
  }

  /** Whether one more may wait; else it is dropped. */
  boolean admits() {
    if (waiting.incrementAndGet() <= room) {
      return true;
    }
    waiting.decrementAndGet();
    dropped.increment();
    return false;
  }

  void sent(int spans) {
    waiting.addAndGet(-spans);
    sent.add(spans);
  }

  void failed(int spans) {
    waiting.addAndGet(-spans);
    failed.add(spans);
  }

  SpanCounts counts() {
    return new SpanCounts(sent.sum(), failed.sum(), dropped.sum());
  }
}
