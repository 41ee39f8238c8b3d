package dev.waybill.inbound.relay;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.node.Lease;
import dev.waybill.inbound.log.QuietTrace;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says again and again that this node lives, and so keeps its lease. */
final class Heartbeat implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final NodeSeat seat;
  private final Runnable termBegan;
  private final Wakeup wakeup = new Wakeup();
  private volatile boolean stopping;

  /**
   * @param termBegan called when the lease holds again, or for the first time
   */
  Heartbeat(NodeSeat seat, Runnable termBegan) {
    this.seat = seat;
    this.termBegan = termBegan;
  }

  void stop() {
    stopping = true;
    wakeup.wake();
  }

  @Override
  public void run() {
    try {
      while (!stopping) {
        wakeup.rest(beat());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One beat; the answer is how long to rest. */
  Duration beat() {
    var lease = seat.lease();
    long term = lease.term();
    try {
      long sentAt = lease.now();
      seat.nodes().beat(seat.node(), seat.version());
      lease.beaten(sentAt);
      if (lease.term() != term) {
        LOG.info("node {}: its lease holds", seat.node());
        termBegan.run();
      }
      return Lease.BEAT;
    } catch (StoreUnavailableException e) {
      LOG.warn("no beat for {} s: {}", lease.age().toSeconds(), e.getMessage());
    } catch (Throwable e) {
      complain(e);
    }
    return AFTER_FAILURE;
  }

  private static void complain(Throwable thrown) {
    try {
      LOG.error("no beat: {}", QuietTrace.of(thrown));
    } catch (VirtualMachineError _) {
      // No memory to say so with; nobody would start this thread again.
    }
  }

  /** For the others to take over at once; they do so a little later where it fails. */
  void leave() {
    try {
      seat.nodes().leave(seat.node());
    } catch (RuntimeException e) {
      LOG.warn(
          "the other nodes will notice by themselves that this one is gone: {}", QuietTrace.of(e));
    }
  }

  /** Before what is under way ends: whatever is given up is not to come back. */
  void announceLeaving() {
    try {
      seat.nodes().leaving(seat.node());
    } catch (RuntimeException e) {
      LOG.debug("the other nodes are not told: {}", e.getMessage());
    }
  }
}
