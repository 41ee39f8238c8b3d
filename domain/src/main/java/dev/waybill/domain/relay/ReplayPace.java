package dev.waybill.domain.relay;

import dev.waybill.domain.destination.PlatformSpec.Limits;
import dev.waybill.domain.outbox.Lane;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Holds a connector's replay to the rate that was asked for. One thread at a time. */
final class ReplayPace {
  private Rest rest = Rest.NONE;

  boolean mayGo(Instant now) {
    return !restLeft(now).isPositive();
  }

  Duration restLeft(Instant now) {
    rest = rest.asOf(now);
    return rest.left(now);
  }

  /** So many events go out now. */
  void goes(int events, Lane lane, Instant now) {
    var perSecond = perSecond(lane);
    if (perSecond != null) {
      rest = Rest.from(now, Duration.ofSeconds(events).dividedBy(perSecond));
    }
  }

  /** No more in one batch than in one second. */
  static Limits limits(Limits platform, Lane lane) {
    var perSecond = perSecond(lane);
    return perSecond == null || perSecond >= platform.batchEvents()
        ? platform
        : new Limits(perSecond, platform.batchBytes(), platform.deduplication());
  }

  private static @Nullable Integer perSecond(Lane lane) {
    var replay = lane.replay();
    return replay == null ? null : replay.perSecond();
  }
}
