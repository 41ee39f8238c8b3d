package dev.waybill.domain.relay;

import dev.waybill.domain.destination.Bounded;
import dev.waybill.domain.destination.Outcome.Blocked;
import dev.waybill.domain.outbox.EventException.Dead;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The events of one round that could not be mapped. For one round and one thread. */
final class MappingFailures {
  /** So many events that fail alike, and none that passes, say that the fault is not theirs. */
  static final int ALIKE = 16;

  private final List<PendingEvent> events = new ArrayList<>();
  private final List<Dead> verdicts = new ArrayList<>();
  private final Map<String, List<Dead>> byLikeness = new HashMap<>();

  void add(PendingEvent event, Dead verdict, String likeness) {
    events.add(event);
    verdicts.add(verdict);
    byLikeness.computeIfAbsent(likeness, _ -> new ArrayList<>()).add(verdict);
  }

  /** What to stop for where no event passed the mapping; null when each failed for itself. */
  @Nullable Blocked alike() {
    return byLikeness.values().stream()
        .filter(alike -> alike.size() >= ALIKE)
        .findFirst()
        .map(alike -> blocked(alike.size(), alike.getFirst()))
        .orElse(null);
  }

  private static Blocked blocked(int count, Dead first) {
    var message =
        "%d events could not be mapped for the same reason, and none could: %s"
            .formatted(count, first.message());
    return new Blocked("mapping_failed_alike", Bounded.message(message));
  }

  /** All of them wait for that to be put right. */
  void hold(Blocked why) {
    events.forEach(event -> event.held(why.code(), why.message()));
  }

  /** Each for itself. */
  void giveUp() {
    for (int i = 0; i < events.size(); i++) {
      events.get(i).except(verdicts.get(i));
    }
  }
}
