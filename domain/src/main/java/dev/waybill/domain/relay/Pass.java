package dev.waybill.domain.relay;

import java.time.Duration;

/** What became of a delivery that came back, and so what its caller does next. */
public sealed interface Pass {
  /** It is settled, or goes on at once. */
  record Worked() implements Pass {}

  /** The rest of it waits that long; other deliveries may go on. */
  record Resting(Duration atMost) implements Pass {}

  /**
   * The platform will take nothing of this connector until somebody acts: begin nothing new, bring
   * back what is on its way, and {@link ConnectorRelay#release}.
   */
  record Blocked(String code, String message) implements Pass {}

  /** Somebody else owns the connector by now; nothing of this relay is good any more. */
  record Fenced() implements Pass {}
}
