package dev.waybill.tiktok.simulator;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How long answers are held back; ends all waiting at once when the simulator stops. */
final class Latency {
  private static final Duration MOST = Duration.ofHours(1);

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Random random;
  private volatile Range always = new Range(Duration.ZERO, Duration.ZERO);

  /** From the least wait to that and the jitter. */
  private record Range(Duration least, Duration jitter) {}

  Latency(long seed) {
    random = new Random(seed);
  }

  void set(Duration least, Duration jitter) {
    if (isNoWait(least) || isNoWait(jitter)) {
      throw new IllegalArgumentException("delay_ms, jitter_ms: wanted 0 to 3600000");
    }
    always = new Range(least, jitter);
  }

  /** Whether there is still somebody to answer. */
  boolean hold(Duration extra) throws InterruptedException {
    return holdOnly(next().plus(extra));
  }

  /** The same without what all reports of events have to wait. */
  boolean holdOnly(Duration delay) throws InterruptedException {
    return !stopped.await(delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  void stop() {
    stopped.countDown();
  }

  private Duration next() {
    var range = always;
    long jitter = range.jitter().toMillis();
    return jitter == 0 ? range.least() : range.least().plusMillis(random.nextLong(jitter + 1));
  }

  private static boolean isNoWait(Duration wait) {
    return wait.isNegative() || wait.compareTo(MOST) > 0;
  }
}
