package dev.waybill.domain.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A node's clock: the store's, put off by so much. */
final class SimulatedClock implements InstantSource {
  private final InstantSource store;
  private Duration offset = Duration.ZERO;

  SimulatedClock(InstantSource store) {
    this.store = store;
  }

  void setBack(Duration by) {
    offset = offset.minus(by);
  }

  @Override
  public Instant instant() {
    return store.instant().plus(offset);
  }
}
