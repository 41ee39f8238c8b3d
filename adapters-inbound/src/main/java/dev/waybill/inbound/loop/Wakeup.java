package dev.waybill.inbound.loop;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A rest that can be cut short. Waking before anybody rests cuts the next rest short. */
public final class Wakeup {
  private final Semaphore signal = new Semaphore(0);

  public void wake() {
    // One is enough; a worker that never rests would collect them up to the limit of a semaphore.
    if (signal.availablePermits() == 0) {
      signal.release();
    }
  }

  /** Rests at most that long. */
  public void rest(Duration atMost) throws InterruptedException {
    if (signal.tryAcquire(Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS)) {
      signal.drainPermits();
    }
  }
}
