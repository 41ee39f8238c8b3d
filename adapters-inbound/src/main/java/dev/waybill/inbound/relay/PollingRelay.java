package dev.waybill.inbound.relay;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.ConnectorWatch;
import dev.waybill.domain.source.SourceId;
import dev.waybill.inbound.loop.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one virtual thread for each connector, and one each that looks who is there and whose turn
 * it is, that asks for news, that watches over credentials, that keeps the node alive in the eyes
 * of the others, and that ends calls when the node's lease does. New events and changes of
 * connectors on this node wake workers at once; everything else is found by asking once for all of
 * them.
 */
public final class PollingRelay implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PollingRelay.class);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration LEASE_LOOK = Duration.ofMillis(100);
  private static final Duration LAST_LOOK = Duration.ofSeconds(2);
  private static final Duration DRAIN = Duration.ofSeconds(20);
  private static final Duration LEAVE = Duration.ofSeconds(3);

  private final Duration drain;
  private final Crew crew;
  private final Heartbeat heartbeat;
  private final Loop lookout = new Loop("relay", this::look, LOOK);
  private final Loop leaseWatch = new Loop("relay-lease", this::recallLapsed, LEASE_LOOK);
  private final List<Loop> loops;

  /**
   * @param watch belongs to this relay from now on
   * @param signal wakes it early; without any signal it finds everything by polling
   */
  public PollingRelay(RelayDesk desk, ConnectorWatch watch, RelaySignal signal) {
    this(desk, watch, signal, DRAIN);
  }

  PollingRelay(RelayDesk desk, ConnectorWatch watch, RelaySignal signal, Duration drain) {
    this.drain = drain;
    this.crew = new Crew(desk);
    this.heartbeat = new Heartbeat(desk.seat(), this::termBegan);
    this.loops = List.of(lookout, WatchLoop.of(watch, crew), NewsLoop.of(desk.seat(), crew));
    signal.subscribe(this::appended, this::changed);
  }

  /** Makes this node known, if the store can be reached, and begins to deliver. */
  public void start() {
    heartbeat.start();
    leaseWatch.start();
    loops.forEach(Loop::start);
  }

  private void termBegan() {
    lookout.wake();
    crew.all().forEach(ConnectorWorker::wake);
  }

  private void appended(SourceId source) {
    for (var worker : crew.all()) {
      if (worker.listensToAny(Set.of(source))) {
        worker.wake();
      }
    }
  }

  private void changed(ConnectorId connector) {
    var worker = crew.find(connector);
    if (worker != null) {
      worker.connectorChanged();
    }
    lookout.wake();
  }

  private Duration look() {
    crew.look();
    return LOOK;
  }

  /** Asks the store nothing: one that hangs is what a lease ends by. */
  private Duration recallLapsed() {
    crew.all().forEach(ConnectorWorker::recallIfLapsed);
    return LEASE_LOOK;
  }

  /**
   * Stops reading, lets the calls in flight end and settles them, up to a limit, and gives each
   * connector up when nothing of it is under way. What still runs at the limit is interrupted, and
   * has a moment to leave before the store is taken away; what is not settled will be sent again.
   */
  @Override
  public void close() {
    heartbeat.announceLeaving();
    loops.forEach(Loop::stop);
    var deadline = System.nanoTime() + drain.toNanos();
    crew.all().forEach(ConnectorWorker::stop);
    loops.forEach(loop -> loop.awaitEnd(LAST_LOOK));
    // Again, since one may have been hired in between.
    crew.all().forEach(ConnectorWorker::stop);
    awaitWorkers(deadline);
    leaseWatch.stop();
    // Beats until here: a node that falls silent loses what it still settles.
    heartbeat.leave();
  }

  private void awaitWorkers(long deadline) {
    try {
      var late = stillRunning(crew.all(), deadline);
      late.forEach(ConnectorWorker::interrupt);
      if (!stillRunning(late, System.nanoTime() + LEAVE.toNanos()).isEmpty()) {
        LOG.error("a destination heeds no interrupt; it is left behind");
      }
    } catch (InterruptedException e) {
      crew.all().forEach(ConnectorWorker::interrupt);
      Thread.currentThread().interrupt();
    }
  }

  private static List<ConnectorWorker> stillRunning(
      Collection<ConnectorWorker> workers, long deadline) throws InterruptedException {
    var running = new ArrayList<ConnectorWorker>();
    for (var worker : workers) {
      if (!worker.awaitEnd(Duration.ofNanos(deadline - System.nanoTime()))) {
        running.add(worker);
      }
    }
    return running;
  }
}
