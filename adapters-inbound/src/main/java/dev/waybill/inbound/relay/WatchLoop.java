package dev.waybill.inbound.relay;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.ConnectorWatch;
import dev.waybill.domain.connector.Reason;
import dev.waybill.inbound.log.QuietTrace;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the watch over credentials look again and again. */
final class WatchLoop implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(WatchLoop.class);
  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);

  private final ConnectorWatch watch;
  private final ConnectorWatch.Guard guard;
  private final Wakeup wakeup = new Wakeup();
  private volatile boolean stopping;

  WatchLoop(ConnectorWatch watch, ConnectorWatch.Guard guard) {
    this.watch = watch;
    this.guard = guard;
  }

  void stop() {
    stopping = true;
    wakeup.wake();
  }

  @Override
  public void run() {
    try {
      while (!stopping) {
        wakeup.rest(look());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One round; the answer is how long to rest. */
  private Duration look() {
    try {
      watch.look(guard).forEach(WatchLoop::tell);
      return LOOK;
    } catch (StoreUnavailableException e) {
      LOG.debug("credentials cannot be looked after now: {}", e.getMessage());
    } catch (Throwable e) {
      complain(e);
    }
    return AFTER_FAILURE;
  }

  private static void complain(Throwable thrown) {
    try {
      LOG.error("credentials cannot be looked after: {}", QuietTrace.of(thrown));
    } catch (VirtualMachineError _) {
      // No memory to say so with; nobody would start this thread again.
    }
  }

  private static void tell(ConnectorId connector, List<Reason> reasons) {
    reasons.forEach(
        reason -> LOG.warn("{}: credential, {}: {}", connector, reason.code(), reason.message()));
  }
}
