package dev.waybill.domain.replay;

import dev.waybill.domain.source.SourceId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which of a connector's events a replay is about. */
public sealed interface Selection {
  /**
   * Dead letters, which are moved from dead to retrying.
   *
   * @param codes of which one they died; empty for any
   * @param from when they died at the earliest; null for any time
   * @param to before when they died; null for the moment the replay begins, which also bounds every
   *     other time: what dies of the replay is not selected again
   */
  record DeadLetters(Set<String> codes, @Nullable Instant from, @Nullable Instant to)
      implements Selection {
    public DeadLetters {
      codes = Set.copyOf(codes);
      if (from != null && to != null && to.isBefore(from)) {
        throw new IllegalArgumentException("dead letters: wanted from before to");
      }
    }
  }

  /**
   * What was received in that time and has a verdict already, which stays as it is.
   *
   * @param from when it was received at the earliest, by the commit that took it in
   * @param to before when it was received
   * @param source of which source; null for every source of the connector
   */
  record TimeRange(Instant from, Instant to, @Nullable SourceId source) implements Selection {
    public TimeRange {
      if (!from.isBefore(to)) {
        throw new IllegalArgumentException("time range: wanted from before to");
      }
    }
  }
}
