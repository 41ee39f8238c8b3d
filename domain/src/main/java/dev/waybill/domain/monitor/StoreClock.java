package dev.waybill.domain.monitor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The store's time as this node knows it: what the last {@link #compare} found, and the time since
 * by a clock that nobody sets. A node whose clock is an hour off, or is set while it runs, takes
 * in, maps and expires events like the others. Safe for use by many threads; its time may jump when
 * the clocks are compared.
 */
public final class StoreClock implements InstantSource {
  /** A smaller difference is left alone: ages and windows are no finer than that. */
  static final Duration TOLERANCE = Duration.ofSeconds(1);

  private final InstantSource own;
  private final LongSupplier nanos;
  private volatile Found found;

  /**
   * What a comparison found.
   *
   * @param ahead how much the store's clock is ahead of the node's own
   * @param time it was then, by whichever of the clocks counts
   * @param nanos that was, by the clock that nobody sets
   */
  private record Found(Duration ahead, Instant time, long nanos) {
    Instant at(long later) {
      return time.plusNanos(later - nanos);
    }
  }

  /**
   * @param nanos a clock that is never set, such as {@code System::nanoTime}
   */
  public StoreClock(InstantSource own, LongSupplier nanos) {
    this.own = own;
    this.nanos = nanos;
    this.found = found(Duration.ZERO);
  }

  @Override
  public Instant instant() {
    return found.at(nanos.getAsLong());
  }

  /** How much the store's clock is ahead of the node's own, by the last comparison. */
  public Duration ahead() {
    return found.ahead();
  }

  /**
   * Compares the clocks.
   *
   * @param look asks the store, once
   * @param told the store's time while it was asked
   * @return what the store answered
   */
  public <T> T compare(Supplier<T> look, Function<T, Instant> told) {
    var before = own.instant();
    long begun = nanos.getAsLong();
    var seen = look.get();
    var after = own.instant();
    var took = Duration.ofNanos(nanos.getAsLong() - begun);
    // The own clock was set meanwhile: the next look tells.
    if (Duration.between(before, after).minus(took).abs().compareTo(TOLERANCE) <= 0) {
      found = found(nearest(found.ahead(), before, told.apply(seen), after));
    }
    return seen;
  }

  private Found found(Duration ahead) {
    boolean counts = ahead.abs().compareTo(TOLERANCE) > 0;
    return new Found(ahead, counts ? own.instant().plus(ahead) : own.instant(), nanos.getAsLong());
  }

  /**
   * The store looked somewhere between before and after: a slow look leaves what is known as it is
   * where it does not speak against it.
   */
  private static Duration nearest(Duration known, Instant before, Instant store, Instant after) {
    var least = Duration.between(after, store);
    var most = Duration.between(before, store);
    if (known.compareTo(least) < 0) {
      return least;
    }
    return known.compareTo(most) > 0 ? most : known;
  }
}
