package dev.waybill.domain.relay;

import java.time.Duration;

/** What a pass over a connector's lanes came to, and so what its caller does next. */
public sealed interface Pass {
  /** Something was delivered or settled; there may be more at once. */
  record Worked() implements Pass {}

  /** Nothing to do, or nothing before that time has gone by. */
  record Resting(Duration atMost) implements Pass {}

  /** The platform will take nothing of this connector until somebody acts. */
  record Blocked(String code, String message) implements Pass {}

  /** Somebody else owns the connector by now. */
  record Fenced() implements Pass {}
}
