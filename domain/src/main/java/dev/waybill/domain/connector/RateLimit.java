package dev.waybill.domain.connector;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How much a connector may send, beyond what its platform allows anyway. Kept on average over
 * seconds: a call that was larger than what was left is followed by a longer wait.
 *
 * @param callsPerSecond the most HTTP calls; null for no limit
 * @param eventsPerSecond the most events; null for no limit
 */
public record RateLimit(@Nullable Integer callsPerSecond, @Nullable Integer eventsPerSecond) {
  public static final RateLimit NONE = new RateLimit(null, null);

  public RateLimit {
    if (isBad(callsPerSecond) || isBad(eventsPerSecond)) {
      throw new IllegalArgumentException("rate limit: wanted at least 1 a second");
    }
  }

  /** The most events a second in calls of at most so many; empty for no limit. */
  public Optional<Integer> mostEvents(int inOneCall) {
    var inCalls = Optional.ofNullable(callsPerSecond).map(it -> Math.multiplyFull(it, inOneCall));
    var alone = Optional.ofNullable(eventsPerSecond).map(Integer::longValue);
    return Stream.of(inCalls, alone)
        .flatMap(Optional::stream)
        .min(Long::compareTo)
        .map(most -> (int) Math.min(most, Integer.MAX_VALUE));
  }

  private static boolean isBad(@Nullable Integer perSecond) {
    return perSecond != null && perSecond < 1;
  }
}
