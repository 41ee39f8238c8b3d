package dev.waybill.domain.replay;

import dev.waybill.domain.connector.ConnectorId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One replay, as it stands.
 *
 * @param eventsPerSecond the most events a second; null for as many as the platform takes
 * @param ranFor how long it was running, pauses left out
 * @param endedAt when it finished or was cancelled; null while it goes on
 * @param asOf when it stood so, by the store's clock
 */
public record Replay(
    ReplayId id,
    ConnectorId connector,
    Selection selection,
    @Nullable Integer eventsPerSecond,
    ReplayStatus status,
    Progress progress,
    Instant createdAt,
    Duration ranFor,
    @Nullable Instant endedAt,
    Instant asOf) {

  /** How many events a second it was through with while it ran. */
  public double perSecond() {
    return ranFor.isPositive() ? progress.done() * 1_000.0 / Math.max(1, ranFor.toMillis()) : 0;
  }

  /** When it will be finished if it goes on as it did; empty when it does not run or has not moved. */
  public Optional<Instant> estimatedEnd() {
    double pace = perSecond();
    if (status != ReplayStatus.RUNNING || pace <= 0) {
      return Optional.empty();
    }
    return Optional.of(asOf.plusSeconds((long) Math.ceil(progress.remaining() / pace)));
  }
}
