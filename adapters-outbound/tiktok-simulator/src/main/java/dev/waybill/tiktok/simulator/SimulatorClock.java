package dev.waybill.tiktok.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** The machine's time, which can be put forward and never back. */
final class SimulatorClock implements InstantSource {
  private static final Duration MOST = Duration.ofDays(3_650);

  private final InstantSource machine;
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

  SimulatorClock(InstantSource machine) {
    this.machine = machine;
  }

  @Override
  public Instant instant() {
    return machine.instant().plus(ahead.get());
  }

  void advance(Duration by) {
    if (by.isNegative() || by.compareTo(MOST) > 0) {
      throw new IllegalArgumentException("advance: wanted 0 to 3650 days");
    }
    ahead.updateAndGet(
        known -> {
          var more = known.plus(by);
          if (more.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("advance: wanted 3650 days at most altogether");
          }
          return more;
        });
  }
}
