package dev.waybill.inbound.relay;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.relay.RetryPolicy;
import dev.waybill.domain.source.SourceId;
import dev.waybill.inbound.log.QuietTrace;
import dev.waybill.inbound.loop.Wakeup;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that works for one connector for as long as it exists, whatever fails meanwhile: the
 * store that is away, an adapter with a fault, a lack of memory.
 */
final class ConnectorWorker {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectorWorker.class);
  private static final Duration AFTER_FATAL = Duration.ofMinutes(1);

  private final ConnectorId id;
  private final RelayDesk desk;
  private final Wakeup wakeup = new Wakeup();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Custody custody;
  private final ConnectorView view;
  private final Shift shift;
  private volatile @Nullable Thread thread;
  private volatile boolean stopping;
  private int failures;

  ConnectorWorker(ConnectorId id, RelayDesk desk) {
    this.id = id;
    this.desk = desk;
    this.custody = new Custody(id, desk);
    this.view = new ConnectorView(id, desk.connectors());
    this.shift = new Shift(id, desk, custody, view, wakeup::wake);
  }

  ConnectorId id() {
    return id;
  }

  void start() {
    var unstarted = Thread.ofVirtual().name("relay-" + id).unstarted(this::run);
    thread = unstarted;
    unstarted.start();
  }

  void wake() {
    wakeup.wake();
  }

  void connectorChanged() {
    view.change();
    wakeup.wake();
  }

  /** Whether new events of one of these may be for it. */
  boolean listensToAny(Set<SourceId> those) {
    return custody.isHeld() && view.listensToAny(those);
  }

  /** Whose the connector ought to be. */
  void told(Custody.Place place) {
    if (custody.told(place)) {
      wakeup.wake();
    }
  }

  /**
   * How the connector is.
   *
   * @param version null when it is gone
   * @param askedAt when that was asked for
   */
  void seenAt(@Nullable Long version, long askedAt) {
    if (!view.isAsSeen(version, askedAt) && (view.isGone() || custody.isHeld())) {
      connectorChanged();
    }
  }

  /** Whether its credential may be looked after here and now. */
  boolean enterWatch() {
    return custody.enterWatch();
  }

  void leaveWatch() {
    custody.leaveWatch();
  }

  void stop() {
    stopping = true;
    wakeup.wake();
  }

  /** Whether it has ended, since the connector is gone. */
  boolean isGone() {
    return ended.getCount() == 0;
  }

  /** Whether it has ended by then. */
  boolean awaitEnd(Duration atMost) throws InterruptedException {
    return ended.await(Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS);
  }

  /** Ends the calls in flight if this node's lease did; done for a worker that waits as well. */
  void recallIfLapsed() {
    shift.recallIfLapsed();
  }

  /** Ends the calls in flight; their events will be sent again. */
  void interrupt() {
    var running = thread;
    if (running != null && running.isAlive()) {
      LOG.warn("{}: calls in flight did not end in time; their events will be sent again", id);
      shift.interrupt();
      running.interrupt();
    }
  }

  private void run() {
    try {
      boolean more = true;
      while (more && !stopping) {
        more = turn();
      }
      shift.awaitCalls();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      shift.end();
      ended.countDown();
    }
  }

  /** One turn with its rest; false when there is nothing left to do for this connector, ever. */
  private boolean turn() throws InterruptedException {
    try {
      var rest = shift.work();
      failures = 0;
      if (rest == null) {
        return false;
      }
      if (!rest.isZero()) {
        wakeup.rest(rest);
      }
    } catch (StoreUnavailableException e) {
      storeAway(e);
    } catch (InterruptedException e) {
      throw e;
    } catch (VirtualMachineError e) {
      survive(e);
    } catch (Throwable e) {
      unexpected(e);
    }
    return true;
  }

  private void storeAway(StoreUnavailableException away) throws InterruptedException {
    shift.doubt();
    if (failures == 0) {
      LOG.warn("{}: the store is away, delivery waits for it: {}", id, away.getMessage());
    }
    restAfterFailure(backoff());
  }

  /** Taken again and not anew: what is decided of a delivery must not be sent a second time. */
  private void unexpected(Throwable thrown) throws InterruptedException {
    shift.doubt();
    LOG.error("{}: delivery failed unexpectedly and goes on: {}", id, QuietTrace.of(thrown));
    restAfterFailure(backoff());
  }

  private void survive(VirtualMachineError error) throws InterruptedException {
    if (error instanceof StackOverflowError) {
      unexpected(error);
      return;
    }
    shift.doubt();
    // Logged after the rest: there may be memory for it by then.
    restAfterFailure(AFTER_FATAL);
    LOG.error("{}: delivery failed and goes on: {}", id, error.getClass().getName());
  }

  private Duration backoff() {
    return RetryPolicy.LANES.delay(++failures, desk.tools().random());
  }

  /** Only a stop cuts it short: new events would make a failure come as often as they do. */
  private void restAfterFailure(Duration rest) throws InterruptedException {
    long end = System.nanoTime() + rest.toNanos();
    for (long left = rest.toNanos(); left > 0 && !stopping; left = end - System.nanoTime()) {
      wakeup.rest(Duration.ofNanos(left).plusMillis(1));
    }
  }
}
