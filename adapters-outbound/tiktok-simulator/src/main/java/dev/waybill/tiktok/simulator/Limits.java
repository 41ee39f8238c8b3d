package dev.waybill.tiktok.simulator;

import java.time.Duration;
import java.util.Optional;

/**
 * What is too much, too old, too early or too large for the simulator.
 *
 * @param rates how many calls to event/track a token may make
 * @param windows how far an event's time may be from the simulator's
 * @param bodyBytes the largest body of a call, 1 to 64 MiB
 */
public record Limits(Rates rates, Windows windows, int bodyBytes) {
  private static final int MOST_BODY_BYTES = 64 << 20;

  /**
   * Calls per token and calendar second, minute and UTC day; {@link #UNLIMITED} for no limit. Past
   * the second's limit calls are refused until the second ends, past the minute's for five minutes,
   * past the day's until 00:00 UTC.
   */
  public record Rates(long perSecond, long perMinute, long perDay) {
    public static final long UNLIMITED = Long.MAX_VALUE;

    public Rates {
      if (perSecond < 1 || perMinute < 1 || perDay < 1) {
        throw new IllegalArgumentException("rates: wanted at least 1 call each");
      }
    }
  }

  /**
   * Acceptance by event time.
   *
   * @param offlineAge the oldest event that is taken from a physical store
   * @param otherAge the oldest event of any other source; empty for no limit
   * @param ahead how far in the future an event may be; empty for no limit
   */
  public record Windows(
      Duration offlineAge, Optional<Duration> otherAge, Optional<Duration> ahead) {
    public Windows {
      if (offlineAge.isNegative()
          || otherAge.filter(Duration::isNegative).isPresent()
          || ahead.filter(Duration::isNegative).isPresent()) {
        throw new IllegalArgumentException("windows: wanted 0 or more each");
      }
    }
  }

  public Limits {
    if (bodyBytes < 1 || bodyBytes > MOST_BODY_BYTES) {
      throw new IllegalArgumentException("body_bytes: wanted 1 to " + MOST_BODY_BYTES);
    }
  }

  /**
   * As documented: 1,000 calls a second, 600,000 a minute, 86,400,000 a day, 28 days for offline
   * events and no window for others. The body's size is not documented: 10 MiB.
   */
  public static Limits documented() {
    return new Limits(
        new Rates(1_000, 600_000, 86_400_000),
        new Windows(Duration.ofDays(28), Optional.empty(), Optional.empty()),
        10 << 20);
  }

  /** The same with other rates. */
  public Limits with(Rates other) {
    return new Limits(other, windows, bodyBytes);
  }

  /** The same with other windows. */
  public Limits with(Windows other) {
    return new Limits(rates, other, bodyBytes);
  }

  /** The same with another limit to a body's size. */
  public Limits withBodyBytes(int other) {
    return new Limits(rates, windows, other);
  }
}
