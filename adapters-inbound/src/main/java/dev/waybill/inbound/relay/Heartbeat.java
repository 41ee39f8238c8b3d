package dev.waybill.inbound.relay;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.node.Lease;
import dev.waybill.inbound.log.QuietTrace;
import dev.waybill.inbound.loop.Loop;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says again and again that this node lives, and so keeps its lease. */
final class Heartbeat {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration LAST_BEAT = Duration.ofSeconds(2);

  private final NodeSeat seat;
  private final Runnable termBegan;
  private final Loop loop = new Loop("relay-heart", this::beat, AFTER_FAILURE);

  /**
   * @param termBegan called when the lease holds again, or for the first time
   */
  Heartbeat(NodeSeat seat, Runnable termBegan) {
    this.seat = seat;
    this.termBegan = termBegan;
  }

  /** Makes this node known before it returns, if the store can be reached. */
  void start() {
    loop.turn();
    loop.start();
  }

  private Duration beat() {
    var lease = seat.lease();
    try {
      beat(lease);
      return Lease.BEAT;
    } catch (StoreUnavailableException e) {
      LOG.warn("no beat for {} s: {}", lease.age().toSeconds(), e.getMessage());
      return AFTER_FAILURE;
    }
  }

  private void beat(Lease lease) {
    long term = lease.term();
    long sentAt = lease.now();
    long before = lease.history();
    long history = seat.nodes().beat(seat.node(), seat.version());
    lease.beaten(sentAt, history);
    if (before != 0 && history != before) {
      LOG.error(
          "the database's history is another one ({} before, {} now): a standby took over. Events that"
              + " it had not got are gone although they were confirmed; everything is read again",
          before,
          history);
    }
    if (lease.term() != term) {
      LOG.info("node {}: its lease holds", seat.node());
      termBegan.run();
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

  /** For the others to take over at once; they do so a little later where it fails. */
  void leave() {
    loop.stop();
    loop.awaitEnd(LAST_BEAT);
    try {
      seat.nodes().leave(seat.node());
    } catch (RuntimeException e) {
      LOG.warn(
          "the other nodes will notice by themselves that this one is gone: {}", QuietTrace.of(e));
    }
  }
}
