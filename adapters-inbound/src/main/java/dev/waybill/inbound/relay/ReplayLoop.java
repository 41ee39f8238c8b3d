package dev.waybill.inbound.relay;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.replay.ManageReplays;
import dev.waybill.inbound.log.QuietTrace;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets replays go on again and again. Every node may run one: the store gives each its turn. */
public final class ReplayLoop implements Runnable, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReplayLoop.class);
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

  private final ManageReplays replays;
  private final Wakeup wakeup = new Wakeup();
  private volatile boolean stopping;

  public ReplayLoop(ManageReplays replays) {
    this.replays = replays;
  }

  /** Ends after the step it is at. */
  @Override
  public void close() {
    stopping = true;
    wakeup.wake();
  }

  @Override
  public void run() {
    try {
      while (!stopping) {
        wakeup.rest(goOn());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** As many steps as there are; the answer is how long to rest. */
  private Duration goOn() {
    try {
      while (!stopping && replays.advance()) {
        // Each step is a transaction of its own, which a pause can come between.
      }
      return LOOK;
    } catch (StoreUnavailableException e) {
      LOG.debug("replays cannot go on now: {}", e.getMessage());
    } catch (Throwable e) {
      complain(e);
    }
    return AFTER_FAILURE;
  }

  private static void complain(Throwable thrown) {
    try {
      LOG.error("replays cannot go on: {}", QuietTrace.of(thrown));
    } catch (VirtualMachineError _) {
      // No memory to say so with; nobody would start this thread again.
    }
  }
}
