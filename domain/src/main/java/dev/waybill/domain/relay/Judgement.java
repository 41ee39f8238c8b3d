package dev.waybill.domain.relay;

import dev.waybill.domain.destination.Outcome;
import dev.waybill.domain.destination.Outcome.Accepted;
import dev.waybill.domain.destination.Outcome.Blocked;
import dev.waybill.domain.destination.Outcome.Deferred;
import dev.waybill.domain.destination.Outcome.Rejected;
import dev.waybill.domain.outbox.Uncertainty;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Reads the outcomes of one call of the destination: decides the events that can be decided, and
 * remembers what the others are waiting for. One thread at a time.
 */
final class Judgement {
  /** A wait has an end even where a platform names next year: somebody may have put it right. */
  private static final Duration LONGEST_NAMED = Duration.ofDays(1);

  private final RetryPolicy policy;
  private final RandomGenerator random;
  private final Uncertainty unanswered;
  private boolean progress;
  private boolean ill;
  private boolean throttled;
  private Duration named = Duration.ZERO;
  private @Nullable Blocked blocked;

  /**
   * @param unanswered what is true of an event from now on that gets no answer
   */
  Judgement(RetryPolicy policy, RandomGenerator random, Uncertainty unanswered) {
    this.policy = policy;
    this.random = random;
    this.unanswered = unanswered;
  }

  void judge(PendingEvent event, Outcome outcome) {
    switch (outcome) {
      case Accepted _ -> {
        event.delivered();
        progress = true;
      }
      case Rejected(var code, var message) -> {
        event.refused(code, message);
        progress = true;
      }
      case Deferred deferred -> judge(event, deferred);
      case Blocked it -> {
        event.held(it.code(), it.message());
        block(it);
      }
    }
  }

  void block(Blocked why) {
    blocked = why;
  }

  private void judge(PendingEvent event, Deferred deferred) {
    switch (deferred.cause()) {
      case EVENT -> retryOrGiveUp(event, deferred);
      case UNPROVEN -> {
        event.unanswered(unanswered);
        retryOrGiveUp(event, deferred);
      }
      case THROTTLE -> {
        throttled = true;
        hold(event, deferred);
      }
      case TRANSIENT -> {
        ill = true;
        hold(event, deferred);
      }
      case UNANSWERED -> {
        ill = true;
        event.unanswered(unanswered);
        hold(event, deferred);
      }
    }
  }

  private void retryOrGiveUp(PendingEvent event, Deferred deferred) {
    progress = true;
    int attempts = event.attemptsBefore + 1;
    if (policy.givesUp(attempts, event.age)) {
      event.refused(deferred.code(), deferred.message());
      return;
    }
    var delay = longer(policy.delay(attempts, random), bounded(deferred.after()));
    event.retry(delay, deferred.code(), deferred.message());
  }

  private void hold(PendingEvent event, Deferred deferred) {
    event.held(deferred.code(), deferred.message());
    named = longer(named, bounded(deferred.after()));
  }

  private static Duration bounded(@Nullable Duration after) {
    return after != null && after.compareTo(LONGEST_NAMED) > 0
        ? LONGEST_NAMED
        : longer(Duration.ZERO, after);
  }

  private static Duration longer(Duration one, @Nullable Duration other) {
    return other == null || one.compareTo(other) >= 0 ? one : other;
  }

  /** Whether at least one event was decided. */
  boolean madeProgress() {
    return progress;
  }

  /** The event is to blame for a call that failed, and waits on its own from here on. */
  void isolate(PendingEvent event) {
    retryOrGiveUp(event, event.lastHeld());
  }

  /** Whether some events wait for the platform to recover. */
  boolean isIll() {
    return ill;
  }

  /** Whether some events wait for the platform to have room. */
  boolean isThrottled() {
    return throttled;
  }

  /** The longest wait the platform named for them; zero when it named none. */
  Duration namedWait() {
    return named;
  }

  /** What nothing will pass without; null when nothing is blocked. */
  @Nullable Blocked blocked() {
    return blocked;
  }
}
