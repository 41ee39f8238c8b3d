package dev.waybill.inbound.relay;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.ConnectorWatch;
import dev.waybill.inbound.log.QuietTrace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one virtual thread for each connector, one that looks for new connectors, and one that
 * watches over their credentials. New events and changes of connectors on this node wake them at
 * once; everything else they find by polling.
 */
public final class PollingRelay implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PollingRelay.class);
  private static final Duration LOOK_FOR_CONNECTORS = Duration.ofSeconds(1);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
  private static final Duration LAST_LOOK = Duration.ofSeconds(2);
  private static final Duration DRAIN = Duration.ofSeconds(20);
  private static final Duration LEAVE = Duration.ofSeconds(3);

  private final RelayDesk desk;
  private final Duration drain;
  private final Map<ConnectorId, ConnectorWorker> workers = new ConcurrentHashMap<>();
  private final Wakeup lookout = new Wakeup();
  private final WatchLoop watch;
  private volatile boolean stopping;
  private volatile @Nullable Thread supervisor;
  private volatile @Nullable Thread watchman;

  /**
   * @param watch belongs to this relay from now on
   * @param signal wakes it early; without any signal it finds everything by polling
   */
  public PollingRelay(RelayDesk desk, ConnectorWatch watch, RelaySignal signal) {
    this(desk, watch, signal, DRAIN);
  }

  PollingRelay(RelayDesk desk, ConnectorWatch watch, RelaySignal signal, Duration drain) {
    this.desk = desk;
    this.watch = new WatchLoop(watch);
    this.drain = drain;
    signal.subscribe(this::appended, this::changed);
  }

  /** Begins to deliver. */
  public void start() {
    supervisor = Thread.ofVirtual().name("relay").start(this::supervise);
    watchman = Thread.ofVirtual().name("relay-watch").start(watch);
  }

  private void appended() {
    workers.values().forEach(ConnectorWorker::wake);
  }

  private void changed(ConnectorId connector) {
    var worker = workers.get(connector);
    if (worker != null) {
      worker.connectorChanged();
    }
    lookout.wake();
  }

  private void supervise() {
    while (!stopping) {
      try {
        lookout.rest(look());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Looks for connectors; the answer is how long to rest. */
  private Duration look() {
    try {
      hire(desk.connectors().ids());
      return LOOK_FOR_CONNECTORS;
    } catch (StoreUnavailableException e) {
      LOG.debug("connectors cannot be listed now: {}", e.getMessage());
      return LOOK_FOR_CONNECTORS;
    } catch (Throwable e) {
      complain(e);
      return AFTER_FAILURE;
    }
  }

  private static void complain(Throwable thrown) {
    try {
      LOG.error("connectors cannot be listed: {}", QuietTrace.of(thrown));
    } catch (VirtualMachineError _) {
      // No memory to say so with; nobody would start this thread again.
    }
  }

  private void hire(List<ConnectorId> connectors) {
    workers.values().removeIf(ConnectorWorker::isGone);
    for (var connector : connectors) {
      workers.computeIfAbsent(connector, this::startWorker);
    }
  }

  private ConnectorWorker startWorker(ConnectorId id) {
    var worker = new ConnectorWorker(id, desk);
    worker.start();
    return worker;
  }

  /**
   * Stops reading, lets the calls in flight end and settles them, up to a limit; what still runs
   * then is interrupted, and has a moment to leave before the store is taken away. What is not
   * settled will be sent again after the next start.
   */
  @Override
  public void close() {
    stopping = true;
    lookout.wake();
    watch.stop();
    var deadline = System.nanoTime() + drain.toNanos();
    workers.values().forEach(ConnectorWorker::stop);
    await(supervisor);
    await(watchman);
    // Again, since it may have hired somebody in between.
    workers.values().forEach(ConnectorWorker::stop);
    try {
      var late = stillRunning(workers.values(), deadline);
      late.forEach(ConnectorWorker::interrupt);
      if (!stillRunning(late, System.nanoTime() + LEAVE.toNanos()).isEmpty()) {
        LOG.error("a destination heeds no interrupt; it is left behind");
      }
    } catch (InterruptedException e) {
      workers.values().forEach(ConnectorWorker::interrupt);
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

  private static void await(@Nullable Thread thread) {
    if (thread == null) {
      return;
    }
    try {
      if (!thread.join(LAST_LOOK)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
