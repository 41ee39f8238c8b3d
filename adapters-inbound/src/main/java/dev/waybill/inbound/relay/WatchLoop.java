package dev.waybill.inbound.relay;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.ConnectorWatch;
import dev.waybill.domain.connector.Reason;
import dev.waybill.inbound.loop.Loop;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the watch over credentials look again and again. */
final class WatchLoop {
  private static final Logger LOG = LoggerFactory.getLogger(WatchLoop.class);
  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);

  private WatchLoop() {}

  static Loop of(ConnectorWatch watch, ConnectorWatch.Guard guard) {
    return new Loop("relay-watch", () -> look(watch, guard), AFTER_FAILURE);
  }

  private static Duration look(ConnectorWatch watch, ConnectorWatch.Guard guard) {
    watch.look(guard).forEach(WatchLoop::tell);
    return LOOK;
  }

  private static void tell(ConnectorId connector, List<Reason> reasons) {
    reasons.forEach(
        reason -> LOG.warn("{}: credential, {}: {}", connector, reason.code(), reason.message()));
  }
}
