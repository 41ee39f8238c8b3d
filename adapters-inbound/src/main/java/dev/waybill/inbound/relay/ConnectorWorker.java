package dev.waybill.inbound.relay;

import static java.util.Objects.requireNonNull;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.connector.Connector;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.ConnectorRuntime;
import dev.waybill.domain.connector.ConnectorRuntimes.Opened;
import dev.waybill.domain.connector.Connectors.Change;
import dev.waybill.domain.connector.Reason;
import dev.waybill.domain.outbox.Lanes.Settled;
import dev.waybill.domain.relay.ConnectorRelay;
import dev.waybill.domain.relay.Next;
import dev.waybill.domain.relay.Pass;
import dev.waybill.domain.relay.RetryPolicy;
import dev.waybill.domain.source.SourceId;
import dev.waybill.inbound.log.QuietTrace;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers for one connector for as long as it exists: sends and settles while it is Configured,
 * watches over it while it is parked, and starts over after the store was away.
 */
final class ConnectorWorker {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectorWorker.class);
  private static final Duration REFRESH = Duration.ofMillis(500);
  private static final Duration UNCHECKED = Duration.ofSeconds(1);
  private static final Duration STAND_BY = Duration.ofSeconds(10);
  private static final Duration LEAVE = Duration.ofSeconds(2);
  private static final Duration AFTER_FATAL = Duration.ofMinutes(1);

  private final ConnectorId id;
  private final RelayDesk desk;
  private final Wakeup wakeup = new Wakeup();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final ParkingWatch watch;
  private volatile @Nullable Thread thread;
  private volatile boolean stopping;
  private volatile boolean changed;
  private volatile boolean gone;
  private volatile long knownVersion;
  private volatile long checkedAt;
  private volatile Set<SourceId> sources = Set.of();
  private final Custody custody;
  private final Senders senders;

  // What follows belongs to the worker's own thread.
  private @Nullable Connector connector;
  private @Nullable ConnectorRelay relay;
  private @Nullable ConnectorRuntime runtime;
  private long runtimeVersion;
  private Pass.@Nullable Blocked blocked;
  private boolean unsure;
  private boolean lost;
  private long lanesReadAt;
  private int failures;

  ConnectorWorker(ConnectorId id, RelayDesk desk) {
    this.id = id;
    this.desk = desk;
    this.watch = new ParkingWatch(desk);
    this.custody = new Custody(id, desk);
    this.senders = new Senders("send-" + id, wakeup::wake, custody::maySend);
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
    changed = true;
    wakeup.wake();
  }

  /** Whether new events of one of these may be for it. */
  boolean listensToAny(Set<SourceId> those) {
    return custody.isHeld() && those.stream().anyMatch(sources::contains);
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
    gone |= version == null;
    if (version != null && version == knownVersion) {
      checkedAt = askedAt;
    } else if (gone || custody.isHeld()) {
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

  /** Ends the calls in flight; their events will be sent again. */
  void interrupt() {
    var running = thread;
    if (running != null && running.isAlive()) {
      LOG.warn("{}: calls in flight did not end in time; their events will be sent again", id);
      senders.interrupt();
      running.interrupt();
    }
  }

  private void run() {
    try {
      boolean more = true;
      while (more && !stopping) {
        more = turn();
      }
      senders.awaitAll();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      releaseAtTheEnd();
      leaveRelay();
      closeRuntime();
      ended.countDown();
    }
  }

  /** One turn with its rest; false when there is nothing left to do for this connector, ever. */
  private boolean turn() throws InterruptedException {
    try {
      var rest = work();
      failures = 0;
      if (rest == null) {
        return false;
      }
      if (!rest.isZero()) {
        wakeup.rest(rest);
      }
    } catch (StoreUnavailableException e) {
      unsure = true;
      if (failures == 0) {
        LOG.warn("{}: the store is away, delivery waits for it: {}", id, e.getMessage());
      }
      restAfterFailure(backoff());
    } catch (InterruptedException e) {
      throw e;
    } catch (VirtualMachineError e) {
      survive(e);
    } catch (Throwable e) {
      unexpected(e);
    }
    return true;
  }

  /** Taken again and not anew: what is decided of a delivery must not be sent a second time. */
  private void unexpected(Throwable thrown) throws InterruptedException {
    unsure = true;
    LOG.error("{}: delivery failed unexpectedly and goes on: {}", id, QuietTrace.of(thrown));
    restAfterFailure(backoff());
  }

  private void survive(VirtualMachineError error) throws InterruptedException {
    if (error instanceof StackOverflowError) {
      unexpected(error);
      return;
    }
    unsure = true;
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

  /** How long to rest; null when the connector is gone. */
  private @Nullable Duration work() throws InterruptedException {
    if (lost) {
      return afterLoss();
    }
    if (!custody.isHeld()) {
      return standBy();
    }
    if (!desk.seat().lease().holds()) {
      // Nothing begins and nothing is settled until it is known who owns the connector.
      return REFRESH;
    }
    if ((isDoubtful() && !retake()) || !bringBack()) {
      return lose();
    }
    if (custody.isElsewhere()) {
      return letGo();
    }
    return switch (current()) {
      case null -> null;
      case Connector.Configured configured when !configured.registration().paused() ->
          deliver(configured);
      case Connector _ when !senders.isIdle() -> REFRESH;
      case Connector.Configured _ -> release() ? STAND_BY : lose();
      case Connector.Unconfigured parked when parked.active() != null ->
          release() ? watch.look(parked) : lose();
      case Connector.Unconfigured _ -> STAND_BY;
    };
  }

  private @Nullable Duration standBy() {
    if (gone) {
      return null;
    }
    return custody.mayTake() && custody.take().isPresent() ? Duration.ZERO : STAND_BY;
  }

  /** Whether it has to be asked whose the connector is: the store failed, or the lease did. */
  private boolean isDoubtful() {
    return unsure || !custody.maySend();
  }

  private boolean retake() {
    var anew = custody.take();
    if (anew.isEmpty()) {
      return false;
    }
    if (relay != null) {
      relay.retaken(anew.get());
    }
    unsure = false;
    return true;
  }

  /** Another node is to have it: nothing new begins, and what is under way ends first. */
  private @Nullable Duration letGo() throws InterruptedException {
    if (!senders.isIdle()) {
      return REFRESH;
    }
    if (!release()) {
      return lose();
    }
    var why = blocked;
    if (why != null) {
      park(id, runtimeVersion, why.code(), why.message());
    }
    if (!custody.release(REFRESH)) {
      return Duration.ZERO;
    }
    LOG.info("{}: left to another node", id);
    forget();
    return Duration.ZERO;
  }

  /** Another node has it, or it was deleted. */
  private Duration lose() {
    custody.lose();
    lost = true;
    LOG.warn("{}: was deleted or taken by another node; what is under way is not settled here", id);
    return Duration.ZERO;
  }

  /** What comes back now was sent in vain: the other decides anew. */
  private Duration afterLoss() {
    senders.discard();
    if (!senders.isIdle()) {
      return REFRESH;
    }
    forget();
    return Duration.ZERO;
  }

  private void forget() {
    closeRuntime();
    leaveRelay();
    connector = null;
    blocked = null;
    unsure = false;
    lost = false;
  }

  /** Finishes what came back; false when another node owns the connector by now. */
  private boolean bringBack() {
    for (var back = senders.next(); back != null; back = senders.next()) {
      if (!finish(back)) {
        return false;
      }
    }
    return true;
  }

  private boolean finish(Senders.Returned back) {
    var current = requireNonNull(relay, "nothing is sent without a relay");
    var pass = current.finish(back.delivery());
    switch (pass) {
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

  private @Nullable Connector current() {
    long now = System.nanoTime();
    if (changed || connector == null || now - checkedAt >= UNCHECKED.toNanos()) {
      changed = false;
      read(now);
    }
    return connector;
  }

  private void read(long now) {
    var read = desk.connectors().find(id).orElse(null);
    connector = read;
    if (read != null) {
      var active = read.active();
      sources = active == null ? Set.of() : active.sources();
      knownVersion = read.registration().version();
      checkedAt = now;
    }
  }

  private @Nullable Duration deliver(Connector.Configured configured) {
    watch.over();
    if (blocked != null || isOutdated(configured)) {
      return senders.isIdle() ? afterTheLast(configured) : REFRESH;
    }
    var ready = prepared(configured);
    if (ready == null) {
      return Duration.ZERO;
    }
    return switch (relay().next(ready)) {
      case Next.Send(var delivery) -> {
        if (changed) {
          // A pause that was answered while the log was read binds already.
          senders.takeBack(delivery);
        } else {
          senders.send(delivery);
        }
        yield Duration.ZERO;
      }
      case Next.Rest(var atMost) -> atMost;
    };
  }

  /** Whether what is on its way must come back before anything goes out by the new version. */
  private boolean isOutdated(Connector.Configured configured) {
    return runtime != null && runtimeVersion != configured.registration().version();
  }

  /** Nothing is on its way any more. */
  private @Nullable Duration afterTheLast(Connector.Configured configured) {
    var why = blocked;
    if (why == null) {
      closeRuntime();
      return Duration.ZERO;
    }
    if (!release()) {
      return lose();
    }
    blocked = null;
    return park(configured.id(), runtimeVersion, why.code(), why.message());
  }

  /** Whether the connector is still this node's. */
  private boolean release() {
    var current = relay;
    return current == null || current.release() == Settled.SETTLED;
  }

  /** What is not settled here will be sent again after the next start. */
  private void releaseAtTheEnd() {
    // Else the store could not be asked: an interrupt ended the call, and this is what it told.
    boolean interrupted = Thread.interrupted();
    try {
      senders.awaitInterrupted(LEAVE);
      if (custody.isHeld() && (!isDoubtful() || retake()) && bringBack() && release()) {
        custody.release(LEAVE);
      }
    } catch (Throwable e) {
      LOG.warn("{}: a delivery under way could not be settled: {}", id, QuietTrace.of(e));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private ConnectorRelay relay() {
    var current = relay;
    if (current == null) {
      current = ConnectorRelay.of(custody.ownership(), desk.tools(), this::wake);
      relay = current;
      lanesReadAt = System.nanoTime();
    } else if (System.nanoTime() - lanesReadAt >= REFRESH.toNanos()) {
      // A replay may have begun, or may have to stop.
      current.refresh();
      lanesReadAt = System.nanoTime();
    }
    return current;
  }

  /**
   * The configuration made ready, anew whenever the connector changed; null when that cannot be
   * done.
   */
  private @Nullable ConnectorRuntime prepared(Connector.Configured configured) {
    var registration = configured.registration();
    if (runtime != null && runtimeVersion == registration.version()) {
      return runtime;
    }
    closeRuntime();
    return switch (desk.runtimes().open(registration, configured.active())) {
      case Opened.Ready(var opened) -> {
        runtime = opened;
        runtimeVersion = registration.version();
        if (relay != null) {
          relay.refresh();
        }
        yield opened;
      }
      case Opened.Faulty(var problems) -> {
        park(id, registration.version(), "not_ready", problems.getFirst().message());
        yield null;
      }
    };
  }

  /**
   * @param version the connector as it was when it was refused; one that changed since is tried
   */
  private Duration park(ConnectorId connector, long version, String code, String message) {
    var reason = new Reason(code, message, desk.tools().clock().instant());
    if (desk.connectors().park(connector, version, reason) instanceof Change.Changed) {
      LOG.warn("{}: parked, {}: {}", id, code, message);
      desk.tools().telemetry().parked(id, code);
    }
    changed = true;
    return Duration.ZERO;
  }

  private void leaveRelay() {
    var current = relay;
    if (current != null) {
      relay = null;
      current.leave();
    }
  }

  private void closeRuntime() {
    var open = runtime;
    if (open == null) {
      return;
    }
    runtime = null;
    try {
      open.close();
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      // The adapter's message could hold a secret.
      LOG.warn("{}: the destination did not close: {}", id, e.getClass().getSimpleName());
    }
  }
}
