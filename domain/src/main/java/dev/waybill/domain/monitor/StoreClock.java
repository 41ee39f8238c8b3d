package dev.waybill.domain.monitor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The store's time as this node knows it: the node's own clock, put right by what the last {@link
 * #compare} found. A node whose clock is an hour off takes in, maps and expires events like the
 * others. Safe for use by many threads; its time may jump when the clocks are compared.
 */
public final class StoreClock implements InstantSource {
  /** A smaller difference is left alone: ages and windows are no finer than that. */
  static final Duration TOLERANCE = Duration.ofSeconds(1);

  private final InstantSource own;
  private volatile Duration ahead = Duration.ZERO;

  public StoreClock(InstantSource own) {
    this.own = own;
  }

  @Override
  public Instant instant() {
    var known = ahead;
    return known.abs().compareTo(TOLERANCE) > 0 ? own.instant().plus(known) : own.instant();
  }

  /** How much the store's clock is ahead of the node's own, by the last comparison. */
  public Duration ahead() {
    return ahead;
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
    var seen = look.get();
    ahead = ahead(before, told.apply(seen), own.instant());
    return seen;
  }

  /** The store looked somewhere between before and after. */
  private static Duration ahead(Instant before, Instant store, Instant after) {
    if (store.isAfter(after)) {
      return Duration.between(after, store);
    }
    return store.isBefore(before) ? Duration.between(before, store) : Duration.ZERO;
  }
}
