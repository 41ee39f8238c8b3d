package dev.waybill.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that goes on when it is told to. Safe for use by many threads. */
public final class SteppingClock implements InstantSource {
  private volatile Instant now;

  public SteppingClock(Instant now) {
    this.now = now;
  }

  @Override
  public Instant instant() {
    return now;
  }

  public synchronized void advance(Duration time) {
    now = now.plus(time);
  }
}
