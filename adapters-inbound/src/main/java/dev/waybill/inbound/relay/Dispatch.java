package dev.waybill.inbound.relay;

import static java.util.Objects.requireNonNull;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.ConnectorRuntime;
import dev.waybill.domain.outbox.Lanes.Settled;
import dev.waybill.domain.outbox.Ownership;
import dev.waybill.domain.relay.ConnectorRelay;
import dev.waybill.domain.relay.Delivery;
import dev.waybill.domain.relay.Next;
import dev.waybill.domain.relay.Pass;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What of a connector is on its way: deliveries go out with senders, and come back to be settled.
 * Belongs to the worker's thread, but for {@link #interrupt}.
 */
final class Dispatch {
  private static final Duration REFRESH = Duration.ofMillis(500);

  private final RelayDesk desk;
  private final Custody custody;
  private final ParkingWatch watch;
  private final Runnable wake;
  private final Senders senders;
  private @Nullable ConnectorRelay relay;
  private Pass.@Nullable Blocked blocked;
  private long lanesReadAt;

  /**
   * @param wake called when there is something to do again
   */
  Dispatch(ConnectorId id, RelayDesk desk, Custody custody, ParkingWatch watch, Runnable wake) {
    this.desk = desk;
    this.custody = custody;
    this.watch = watch;
    this.wake = wake;
    this.senders = new Senders("send-" + id, wake, custody::maySend);
  }

  /** What there is to do next. */
  Next next(ConnectorRuntime runtime) {
    return relay().next(runtime);
  }

  private ConnectorRelay relay() {
    var current = relay;
    if (current == null) {
      current = ConnectorRelay.of(custody.ownership(), desk.tools(), wake);
      relay = current;
      lanesReadAt = System.nanoTime();
    } else if (System.nanoTime() - lanesReadAt >= REFRESH.toNanos()) {
      // A replay may have begun, or may have to stop.
      current.refresh();
      lanesReadAt = System.nanoTime();
    }
    return current;
  }

  void send(Delivery delivery) {
    senders.send(delivery);
  }

  /** As if it had come back with nothing sent. */
  void takeBack(Delivery delivery) {
    senders.takeBack(delivery);
  }

  /** The lanes may be others than those that were read. */
  void refresh() {
    if (relay != null) {
      relay.refresh();
    }
  }

  /** The connector was taken again. */
  void retaken(Ownership anew) {
    if (relay != null) {
      relay.retaken(anew);
    }
  }

  /** Whether nothing is on its way, and nothing waits to be settled. */
  boolean isIdle() {
    return senders.isIdle();
  }

  /** What the platform refuses to go on with; null while it does not. */
  Pass.@Nullable Blocked blocked() {
    return blocked;
  }

  /** The refusal is known to the connector. */
  void unblock() {
    blocked = null;
  }

  /** Finishes what came back; false when another node owns the connector by now. */
  boolean bringBack() {
    for (var back = senders.next(); back != null; back = senders.next()) {
      if (!finish(back)) {
        return false;
      }
    }
    return true;
  }

  private boolean finish(Senders.Returned back) {
    var current = requireNonNull(relay, "nothing is sent without a relay");
    switch (current.finish(back.delivery())) {
      case Pass.Worked _ -> watch.worked();
      case Pass.Resting _ -> {}
      case Pass.Blocked it -> blocked = it;
      case Pass.Fenced _ -> {
        return false;
      }
    }
    rethrow(back.failure());
    return true;
  }

  /** What a sender ran into is the worker's to survive. */
  private static void rethrow(@Nullable Throwable failure) {
    switch (failure) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  /** Settles what is known of deliveries that wait; false when another node owns the connector. */
  boolean release() {
    var current = relay;
    return current == null || current.release() == Settled.SETTLED;
  }

  /** What came back was sent in vain. */
  void discard() {
    senders.discard();
  }

  /** Until nothing is on its way. */
  void awaitAll() throws InterruptedException {
    senders.awaitAll();
  }

  /** Gives calls that were interrupted a moment to come back. */
  void awaitInterrupted(Duration atMost) throws InterruptedException {
    senders.awaitInterrupted(atMost);
  }

  /** Ends the calls on their way. */
  void interrupt() {
    senders.interrupt();
  }

  /** Begins anew with whatever the store says. */
  void leave() {
    blocked = null;
    var current = relay;
    if (current != null) {
      relay = null;
      current.leave();
    }
  }
}
