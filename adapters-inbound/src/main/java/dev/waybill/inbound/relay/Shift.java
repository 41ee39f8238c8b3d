package dev.waybill.inbound.relay;

import dev.waybill.domain.connector.Connector;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.ConnectorRuntimes.Opened;
import dev.waybill.domain.connector.Connectors.Change;
import dev.waybill.domain.connector.Reason;
import dev.waybill.domain.relay.Next;
import dev.waybill.inbound.log.QuietTrace;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a worker does for its connector next: takes it, delivers while it is Configured, watches
 * over it while it is parked, and gives it up or loses it to another node. Belongs to the worker's
 * thread, but for {@link #interrupt} and {@link #recallIfLapsed}.
 */
final class Shift {
  private static final Logger LOG = LoggerFactory.getLogger(Shift.class);
  private static final Duration REFRESH = Duration.ofMillis(500);
  private static final Duration STAND_BY = Duration.ofSeconds(10);
  private static final Duration LEAVE = Duration.ofSeconds(2);

  private final ConnectorId id;
  private final RelayDesk desk;
  private final Custody custody;
  private final ConnectorView view;
  private final ParkingWatch watch;
  private final ReadyRuntime runtime;
  private final Dispatch dispatch;
  private boolean unsure;
  private boolean lost;

  Shift(ConnectorId id, RelayDesk desk, Custody custody, ConnectorView view, Runnable wake) {
    this.id = id;
    this.desk = desk;
    this.custody = custody;
    this.view = view;
    this.watch = new ParkingWatch(desk);
    this.runtime = new ReadyRuntime(id, desk.runtimes());
    this.dispatch = new Dispatch(id, desk, custody, watch, wake);
  }

  /** Does what is to be done; how long to rest, or null when the connector is gone. */
  @Nullable Duration work() throws InterruptedException {
    if (lost) {
      return afterLoss();
    }
    if (!custody.isHeld()) {
      return standBy();
    }
    recallIfLapsed();
    if (!desk.seat().lease().holds()) {
      // Nothing begins and nothing is settled until it is known who owns the connector.
      return REFRESH;
    }
    if ((isDoubtful() && !retake()) || !dispatch.bringBack()) {
      return lose();
    }
    return custody.isElsewhere() ? letGo() : attend();
  }

  /** A delivery may be many calls; none of them begins once another node may have taken over. */
  void recallIfLapsed() {
    if (custody.hasLapsed()) {
      dispatch.interrupt();
    }
  }

  /** Something failed half-way: it has to be asked whose the connector is. */
  void doubt() {
    unsure = true;
  }

  /** Whether it has to be asked whose the connector is: something failed, or the lease did. */
  private boolean isDoubtful() {
    return unsure || !custody.maySend();
  }

  /** False when it is another node's, or this node's in another history of the store. */
  private boolean retake() {
    long history = custody.ownership().history();
    var anew = custody.take();
    if (anew.isEmpty() || anew.get().history() != history) {
      return false;
    }
    dispatch.retaken(anew.get());
    unsure = false;
    return true;
  }

  private @Nullable Duration standBy() {
    if (view.isGone()) {
      return null;
    }
    return custody.mayTake() && custody.take().isPresent() ? Duration.ZERO : STAND_BY;
  }

  private @Nullable Duration attend() {
    return switch (view.current()) {
      case null -> null;
      case Connector.Configured configured when !configured.registration().paused() ->
          deliver(configured);
      case Connector _ when !dispatch.isIdle() -> REFRESH;
      case Connector.Configured _ -> dispatch.release() ? STAND_BY : lose();
      case Connector.Unconfigured parked when parked.active() != null ->
          dispatch.release() ? watch.look(parked) : lose();
      case Connector.Unconfigured _ -> STAND_BY;
    };
  }

  private Duration deliver(Connector.Configured configured) {
    watch.over();
    if (dispatch.blocked() != null || runtime.isOutdated(configured)) {
      // What is on its way must come back before anything goes out by the new version.
      return dispatch.isIdle() ? afterTheLast() : REFRESH;
    }
    if (!runtime.isOpen() && !open(configured)) {
      return Duration.ZERO;
    }
    return switch (dispatch.next(runtime.get())) {
      case Next.Send(var delivery) -> {
        if (view.isChanged()) {
          // A pause that was answered while the log was read binds already.
          dispatch.takeBack(delivery);
        } else {
          dispatch.send(delivery);
        }
        yield Duration.ZERO;
      }
      case Next.Rest(var atMost) -> atMost;
    };
  }

  private boolean open(Connector.Configured configured) {
    return switch (runtime.open(configured)) {
      case Opened.Ready _ -> {
        dispatch.refresh();
        yield true;
      }
      case Opened.Faulty(var problems) -> {
        park(configured.registration().version(), "not_ready", problems.getFirst().message());
        yield false;
      }
    };
  }

  private Duration afterTheLast() {
    if (dispatch.blocked() == null) {
      runtime.close();
      return Duration.ZERO;
    }
    if (!dispatch.release()) {
      return lose();
    }
    parkBlocked();
    return Duration.ZERO;
  }

  private void parkBlocked() {
    var why = dispatch.blocked();
    if (why != null) {
      park(runtime.version(), why.code(), why.message());
      dispatch.unblock();
    }
  }

  /**
   * @param version the connector as it was when it was refused; one that changed since is tried
   */
  private void park(long version, String code, String message) {
    var reason = new Reason(code, message, desk.tools().clock().instant());
    if (desk.connectors().park(id, version, reason) instanceof Change.Changed) {
      LOG.warn("{}: parked, {}: {}", id, code, message);
      desk.tools().telemetry().parked(id, code);
    }
    view.change();
  }

  /** Another node is to have it: nothing new begins, and what is under way ends first. */
  private Duration letGo() throws InterruptedException {
    if (!dispatch.isIdle()) {
      return REFRESH;
    }
    if (!dispatch.release()) {
      return lose();
    }
    parkBlocked();
    if (!custody.release(REFRESH)) {
      return Duration.ZERO;
    }
    LOG.info("{}: left to another node", id);
    forget();
    return Duration.ZERO;
  }

  /** Another node has it, it was deleted, or what is known of it is of another history. */
  private Duration lose() {
    custody.lose();
    dispatch.interrupt();
    lost = true;
    LOG.warn(
        "{}: was deleted, taken by another node, or the database was failed over; what is under way"
            + " is not settled here",
        id);
    return Duration.ZERO;
  }

  /** What comes back now was sent in vain: the other decides anew. */
  private Duration afterLoss() {
    dispatch.discard();
    if (!dispatch.isIdle()) {
      return REFRESH;
    }
    forget();
    return Duration.ZERO;
  }

  private void forget() {
    close();
    view.forget();
    unsure = false;
    lost = false;
  }

  private void close() {
    runtime.close();
    dispatch.leave();
  }

  /** Lets the calls on their way end. */
  void awaitCalls() throws InterruptedException {
    dispatch.awaitAll();
  }

  /** Ends the calls on their way; their events will be sent again. */
  void interrupt() {
    dispatch.interrupt();
  }

  /** Settles what can be and gives the connector up; the rest is sent again by whoever has it. */
  void end() {
    // Else the store could not be asked: an interrupt ended the call, and this is what it told.
    boolean interrupted = Thread.interrupted();
    try {
      handOver();
    } catch (Throwable e) {
      LOG.warn("{}: a delivery under way could not be settled: {}", id, QuietTrace.of(e));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      close();
    }
  }

  private void handOver() throws InterruptedException {
    dispatch.awaitInterrupted(LEAVE);
    if (custody.isHeld()
        && (!isDoubtful() || retake())
        && dispatch.bringBack()
        && dispatch.release()) {
      custody.release(LEAVE);
    }
  }
}
