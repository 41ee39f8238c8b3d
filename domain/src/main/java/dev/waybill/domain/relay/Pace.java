package dev.waybill.domain.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * How fast a connector goes: how many deliveries may be on their way at once, and how many events a
 * call may carry. A circuit breaker stops calls to a platform that is ill, and lets it show with
 * one event, then ten, then a hundred that it is well again. A platform that throttles halves the
 * deliveries; each that passes wins back a part. One thread at a time.
 */
final class Pace {
  /** So many deliveries may be on their way at once. */
  static final int WIDEST = 4;

  /** After so many failures in a row the breaker opens. */
  static final int FAILURES_IN_A_ROW = 5;

  private static final int WINDOW = 20;
  private static final int PROBE_GROWTH = 10;
  private static final int LAST_PROBE = 100;

  private final RandomGenerator random;
  private Rest rest = Rest.NONE;
  private int mostEvents = Integer.MAX_VALUE;
  private int failuresInARow;
  private int openings;
  private int recentCalls;
  private int recentFailures;
  private long passes;
  private double width = WIDEST;

  Pace(RandomGenerator random) {
    this.random = random;
  }

  /** How long nothing may be sent; not positive when something may. */
  Duration restLeft(Instant now) {
    rest = rest.asOf(now);
    return rest.left(now);
  }

  /** How many deliveries may be on their way at once. */
  int width() {
    return isProbing() ? 1 : (int) width;
  }

  /** How many events the next call may carry. */
  int mostEvents() {
    return mostEvents;
  }

  /** Whether the platform was ill and has to show that it is well. */
  boolean isProbing() {
    return mostEvents < Integer.MAX_VALUE;
  }

  /** How many calls passed so far. */
  long passes() {
    return passes;
  }

  void passed() {
    passes++;
    failuresInARow = 0;
    count(false);
    width = Math.min(WIDEST, width + 1 / width);
    if (mostEvents >= LAST_PROBE) {
      mostEvents = Integer.MAX_VALUE;
      openings = 0;
    } else {
      mostEvents *= PROBE_GROWTH;
    }
  }

  void failed(Instant now) {
    failuresInARow++;
    count(true);
    if (isProbing() || failuresInARow >= FAILURES_IN_A_ROW || mostlyFails()) {
      open(now);
    }
  }

  /** The platform asked for less, and maybe for a wait. */
  void throttled(Duration wait, Instant now) {
    width = Math.max(1, width / 2);
    restFor(wait, now);
  }

  void restFor(Duration wait, Instant now) {
    if (wait.compareTo(restLeft(now)) > 0) {
      rest = Rest.from(now, wait);
    }
  }

  private void open(Instant now) {
    openings++;
    mostEvents = 1;
    recentCalls = 0;
    recentFailures = 0;
    restFor(RetryPolicy.LANES.delay(openings, random), now);
  }

  /** A window that begins anew when it is full, with half of what it knew. */
  private void count(boolean failure) {
    if (recentCalls == WINDOW) {
      recentCalls /= 2;
      recentFailures /= 2;
    }
    recentCalls++;
    if (failure) {
      recentFailures++;
    }
  }

  private boolean mostlyFails() {
    return recentCalls >= WINDOW && recentFailures > WINDOW / 2;
  }
}
