package dev.waybill.tiktok.simulator;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How long answers are held back; ends all waiting at once when the simulator stops. */
final class Latency {
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile Duration always = Duration.ZERO;

  void set(Duration delay) {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("delay_ms: wanted 0 or more");
    }
    always = delay;
  }

  /** Whether there is still somebody to answer. */
  boolean hold(Duration extra) throws InterruptedException {
    return !stopped.await(always.plus(extra).toMillis(), TimeUnit.MILLISECONDS);
  }

  void stop() {
    stopped.countDown();
  }
}
