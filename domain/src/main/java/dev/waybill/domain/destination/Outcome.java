package dev.waybill.domain.destination;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the platform said of one event. Messages never repeat a secret or personal data. Codes are
 * cut after 100 characters and messages after 500; control characters become spaces.
 */
public sealed interface Outcome {
  /** The platform took it, by its own word. */
  record Accepted() implements Outcome {}

  /** It will never be taken as it stands. */
  record Rejected(String code, String message) implements Outcome {
    public Rejected {
      code = Bounded.code(code);
      message = Bounded.message(message);
    }
  }

  /**
   * Not now.
   *
   * @param after the wait the platform named, or null when it named none
   */
  record Deferred(Cause cause, String code, String message, @Nullable Duration after)
      implements Outcome {
    public Deferred {
      requireNonNull(cause);
      code = Bounded.code(code);
      message = Bounded.message(message);
    }
  }

  /** Nothing of this connector will pass until somebody acts: token, permission, set-up. */
  record Blocked(String code, String message) implements Outcome {
    public Blocked {
      code = Bounded.code(code);
      message = Bounded.message(message);
    }
  }

  /** Why an event was deferred; it decides what the wait costs. */
  enum Cause {
    /** This event alone: it uses up an attempt and waits by itself. */
    EVENT,
    /** Too much at a time: the lane pauses, no attempt is used. */
    THROTTLE,
    /** The platform or the way there is ill: sent again from memory, no attempt is used. */
    TRANSIENT,
    /**
     * The call went out and no verdict came back, so the platform may have taken the event: like
     * {@link #TRANSIENT}, but from then on only the platform's deduplication keeps it from counting
     * twice.
     */
    UNANSWERED,
    /**
     * The platform took a part of the call and does not say which: like {@link #EVENT}, it uses up
     * an attempt and waits by itself, and like {@link #UNANSWERED}, it may have been taken.
     */
    UNPROVEN
  }

  Outcome ACCEPTED = new Accepted();
}
