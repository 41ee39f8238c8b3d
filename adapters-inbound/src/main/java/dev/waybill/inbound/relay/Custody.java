package dev.waybill.inbound.relay;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.outbox.Ownership;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Whether a connector is this node's. Its worker takes it and gives it up; senders and the watch
 * over credentials ask.
 */
final class Custody {
  /** Whose the connector ought to be. */
  enum Place {
    /** Another live node's. */
    ELSEWHERE,
    /** This node's, once the other lets go of it. */
    AWAITED,
    /** This node's, and to be had. */
    OPEN
  }

  private final ConnectorId connector;
  private final RelayDesk desk;
  private final ReentrantLock watch = new ReentrantLock();
  private volatile Place place = Place.AWAITED;
  private volatile long term;
  private volatile @Nullable Ownership ownership;

  Custody(ConnectorId connector, RelayDesk desk) {
    this.connector = connector;
    this.desk = desk;
  }

  /** Whether that is news. */
  boolean told(Place now) {
    boolean isNews = place != now;
    place = now;
    return isNews;
  }

  /** Whether it ought to be another node's. */
  boolean isElsewhere() {
    return place == Place.ELSEWHERE;
  }

  /** Whether it was taken and neither given up nor lost, as far as this node knows. */
  boolean isHeld() {
    return ownership != null;
  }

  /** Whether something may be sent for it now; asked right before every delivery. */
  boolean maySend() {
    return isHeld() && desk.seat().lease().holds(term);
  }

  /** Whether it may be another node's by now, since the lease it was taken under is over. */
  boolean hasLapsed() {
    return isHeld() && !maySend();
  }

  /** Whether taking it is worth a try. */
  boolean mayTake() {
    return place == Place.OPEN && desk.seat().lease().holds();
  }

  /** Takes it, or takes it again; empty when it is another node's. */
  Optional<Ownership> take() {
    // Asked before: what is taken while the lease runs out may be taken away again.
    long current = desk.seat().lease().term();
    var taken = desk.tools().lanes().take(connector, desk.seat().node());
    if (taken.isEmpty()) {
      lose();
    } else {
      term = current;
      ownership = taken.get();
    }
    return taken;
  }

  Ownership ownership() {
    var held = ownership;
    if (held == null) {
      throw new IllegalStateException(connector + ": is not this node's");
    }
    return held;
  }

  /** It is another node's. */
  void lose() {
    ownership = null;
    place = Place.AWAITED;
  }

  /**
   * Gives it up, for another node to take.
   *
   * @param atMost how long to wait for the watch over its credential
   * @return whether that was done
   */
  boolean release(Duration atMost) throws InterruptedException {
    if (!watch.tryLock(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
      return false;
    }
    try {
      desk.tools().lanes().release(ownership());
      ownership = null;
      return true;
    } finally {
      watch.unlock();
    }
  }

  /** Whether its credential may be looked after; if so it is not given up meanwhile. */
  boolean enterWatch() {
    if (!watch.tryLock()) {
      return false;
    }
    if (maySend() && !isElsewhere()) {
      return true;
    }
    watch.unlock();
    return false;
  }

  void leaveWatch() {
    watch.unlock();
  }
}
