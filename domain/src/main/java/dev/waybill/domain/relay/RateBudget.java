package dev.waybill.domain.relay;

import dev.waybill.domain.connector.RateLimit;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a connector may still send by its own limits. What goes out is counted afterwards, since how
 * many calls a delivery takes is known only then; whoever overdrew waits until it is paid back. One
 * thread at a time.
 */
final class RateBudget {
  private final Bucket calls = new Bucket();
  private final Bucket events = new Bucket();

  /** How long until something may be sent; zero when it may be now. */
  Duration restLeft(RateLimit rate, Instant now) {
    var first = calls.restLeft(rate.callsPerSecond(), now);
    var second = events.restLeft(rate.eventsPerSecond(), now);
    return first.compareTo(second) >= 0 ? first : second;
  }

  void spend(int madeCalls, int sentEvents) {
    calls.left -= madeCalls;
    events.left -= sentEvents;
  }

  /** Never fuller than one second's worth, so that a quiet hour buys no burst. */
  private static final class Bucket {
    private double left;
    private @Nullable Instant filledAt;

    Duration restLeft(@Nullable Integer perSecond, Instant now) {
      if (perSecond == null) {
        left = 0;
        filledAt = null;
        return Duration.ZERO;
      }
      fill(perSecond, now);
      return left >= 1
          ? Duration.ZERO
          : Duration.ofNanos((long) Math.ceil((1 - left) / perSecond * 1e9));
    }

    private void fill(int perSecond, Instant now) {
      if (filledAt == null) {
        left = perSecond;
      } else {
        // A clock that was set back earns nothing, and costs nothing either.
        double seconds = Math.max(0, Duration.between(filledAt, now).toNanos() / 1e9);
        left = Math.min(perSecond, left + seconds * perSecond);
      }
      filledAt = now;
    }
  }
}
