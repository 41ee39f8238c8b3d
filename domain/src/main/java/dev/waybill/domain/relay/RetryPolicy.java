package dev.waybill.domain.relay;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.random.RandomGenerator;

/**
 * When to try again, and when to stop. Waits have full jitter: a random part of a step that
 * doubles, so that many events that failed together do not come back together.
 *
 * @param firstStep the longest first wait
 * @param longestStep where doubling ends
 * @param maxAttempts after so many attempts an event that the platform keeps deferring is dead
 * @param maxAge after so long since its first failure, too
 */
public record RetryPolicy(
    Duration firstStep, Duration longestStep, int maxAttempts, Duration maxAge) {

  /** For events the platform deferred one by one. */
  public static final RetryPolicy EVENTS =
      new RetryPolicy(Duration.ofSeconds(2), Duration.ofMinutes(15), 12, Duration.ofDays(3));

  /** For a platform or a way there that is ill; no end, since no event is to blame. */
  public static final RetryPolicy LANES =
      new RetryPolicy(
          Duration.ofSeconds(1),
          Duration.ofMinutes(1),
          Integer.MAX_VALUE,
          ChronoUnit.FOREVER.getDuration());

  private static final int MOST_DOUBLINGS = 30;

  public RetryPolicy {
    if (firstStep.toMillis() < 1 || longestStep.compareTo(firstStep) < 0 || maxAttempts < 1) {
      throw new IllegalArgumentException(
          "retry policy: wanted 1 ms <= first step <= longest step and at least one attempt");
    }
  }

  /**
   * The wait before the next attempt.
   *
   * @param failures how many attempts failed so far; at least 1
   */
  public Duration delay(int failures, RandomGenerator random) {
    long step = firstStep.toMillis() << Math.min(failures - 1, MOST_DOUBLINGS);
    long bound = step <= 0 ? longestStep.toMillis() : Math.min(step, longestStep.toMillis());
    return Duration.ofMillis(random.nextLong(bound) + 1);
  }

  boolean givesUp(int attempts, Duration age) {
    return attempts >= maxAttempts || age.compareTo(maxAge) >= 0;
  }
}
