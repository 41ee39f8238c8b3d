package dev.waybill.domain.relay;

import java.time.Duration;
import java.time.Instant;

/**
 * A wait on a clock that may be set back: what is left is never more than was asked for.
 *
 * @param until when it is over
 * @param asked how long it was to be
 */
public record Rest(Instant until, Duration asked) {
  /** Over for as long as there are clocks. */
  public static final Rest NONE = new Rest(Instant.MIN, Duration.ZERO);

  /** A rest that begins now. */
  public static Rest from(Instant now, Duration asked) {
    return new Rest(now.plus(asked), asked);
  }

  /** The same rest, begun anew where the clock was set back since; to be asked at every look. */
  public Rest asOf(Instant now) {
    return left(now).compareTo(asked) > 0 ? from(now, asked) : this;
  }

  /** How much is left; not positive when it is over. */
  public Duration left(Instant now) {
    return Duration.between(now, until);
  }
}
