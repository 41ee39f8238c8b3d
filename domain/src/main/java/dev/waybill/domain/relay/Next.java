package dev.waybill.domain.relay;

import java.time.Duration;

/** What a relay wants done next. */
public sealed interface Next {
  /** Send this, on any thread, and bring it back with {@link ConnectorRelay#finish}. */
  record Send(Delivery delivery) implements Next {}

  /**
   * Nothing before that time has gone by, unless there are new events or a delivery comes back.
   *
   * @param atMost never longer than the connector idles
   */
  record Rest(Duration atMost) implements Next {}
}
