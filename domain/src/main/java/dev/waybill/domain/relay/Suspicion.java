package dev.waybill.domain.relay;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Finds the one event for whose sake a platform fails whole calls. When the same delivery failed
 * three times, its calls are halved; what passes is cleared, and in the end one event stands alone.
 * It is to blame if other calls passed meanwhile; otherwise the platform is. One thread at a time.
 */
final class Suspicion {
  private static final int STRIKES = 3;

  private int strikes;
  private long passesBefore;

  private Set<PendingEvent> suspects = Set.of();

  /** How many of the events the next call may carry. */
  int mostEvents(List<PendingEvent> undecided) {
    long left = undecided.stream().filter(suspects::contains).count();
    return left == 0 ? Integer.MAX_VALUE : (int) Math.max(1, left / 2);
  }

  /**
   * A call with these events, the first of the undecided ones, failed as a whole.
   *
   * @param passes how many calls of the connector passed so far
   * @return whether the one event of the call is to blame
   */
  boolean failed(Collection<PendingEvent> sent, long passes) {
    if (strikes++ == 0) {
      passesBefore = passes;
    }
    if (strikes < STRIKES) {
      return false;
    }
    suspects = Set.copyOf(sent);
    return sent.size() == 1 && passes > passesBefore;
  }

  /** The fault was found, or was none of these events'. */
  void over() {
    strikes = 0;
    suspects = Set.of();
  }
}
