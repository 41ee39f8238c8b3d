package dev.waybill.tiktok.simulator;

import java.time.Duration;
import java.util.Optional;

/**
 * One rule by which calls to event/track go wrong. Rules are tried in the order they were added;
 * the first that matches and is not used up decides alone.
 *
 * @param times how many calls it applies to, {@link #FOREVER} for all
 * @param event only calls that carry an event of this name
 * @param eventSourceId only calls for this event source id
 * @param effect what happens to the call
 * @param delay how long the answer (or the hang-up after processing) is held back
 */
public record Fault(
    long times,
    Optional<String> event,
    Optional<String> eventSourceId,
    Effect effect,
    Duration delay) {

  /** Never used up. */
  public static final long FOREVER = Long.MAX_VALUE;

  /** What happens to the call. */
  public sealed interface Effect {

    /** Nothing but the delay. */
    record Slow() implements Effect {}

    /** A JSON answer with this code, before any check; nothing is kept. */
    record Answer(int code, String message, int httpStatus) implements Effect {}

    /**
     * Any bytes; {@code missingBytes} are promised in Content-Length and never sent. Nothing is
     * kept.
     */
    record Raw(int httpStatus, String contentType, String body, int missingBytes)
        implements Effect {}

    /** The connection is closed without reading the body; nothing is kept. */
    record HangUpBeforeReading() implements Effect {}

    /** The call is checked and kept as usual, and the connection closed instead of answered. */
    record HangUpAfterProcessing() implements Effect {}

    /**
     * The call is checked as usual and answered with code 0, and nothing is kept: a destination
     * that lies.
     */
    record Swallow() implements Effect {}
  }

  public Fault {
    if (times < 1) {
      throw new IllegalArgumentException("times: wanted at least 1, got " + times);
    }
    if (delay.isNegative()) {
      throw new IllegalArgumentException("delay: wanted 0 or more");
    }
    if (effect instanceof Effect.HangUpBeforeReading
        && (event.isPresent() || eventSourceId.isPresent())) {
      throw new IllegalArgumentException("hang_up before_reading: cannot match what is not read");
    }
    if (statusOf(effect) < 200 || statusOf(effect) > 599) {
      throw new IllegalArgumentException("http_status: wanted 200 to 599, got " + statusOf(effect));
    }
    if (effect instanceof Effect.Raw raw && raw.missingBytes() < 0) {
      throw new IllegalArgumentException(
          "missing_bytes: wanted 0 or more, got " + raw.missingBytes());
    }
  }

  /** Any effect, once. */
  public static Fault once(Effect effect) {
    return new Fault(1, Optional.empty(), Optional.empty(), effect, Duration.ZERO);
  }

  /** One JSON answer with this code. */
  public static Fault answer(int code, String message, int httpStatus) {
    return once(new Effect.Answer(code, message, httpStatus));
  }

  /** One answer that need not be JSON. */
  public static Fault raw(int httpStatus, String contentType, String body) {
    return once(new Effect.Raw(httpStatus, contentType, body, 0));
  }

  /** The same, for the next {@code calls} calls. */
  public Fault repeated(long calls) {
    return new Fault(calls, event, eventSourceId, effect, delay);
  }

  /** The same, until faults are cleared. */
  public Fault forever() {
    return repeated(FOREVER);
  }

  /** The same, only for calls that carry an event of this name. */
  public Fault onEvent(String name) {
    return new Fault(times, Optional.of(name), eventSourceId, effect, delay);
  }

  /** The same, only for calls for this event source id. */
  public Fault onEventSourceId(String id) {
    return new Fault(times, event, Optional.of(id), effect, delay);
  }

  /** The same, answered later. */
  public Fault delayedBy(Duration by) {
    return new Fault(times, event, eventSourceId, effect, by);
  }

  private static int statusOf(Effect effect) {
    return switch (effect) {
      case Effect.Answer answer -> answer.httpStatus();
      case Effect.Raw raw -> raw.httpStatus();
      case Effect.Slow _,
          Effect.HangUpBeforeReading _,
          Effect.HangUpAfterProcessing _,
          Effect.Swallow _ ->
          200;
    };
  }
}
