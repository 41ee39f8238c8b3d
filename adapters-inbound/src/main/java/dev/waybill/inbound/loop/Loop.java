package dev.waybill.inbound.loop;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.inbound.log.QuietTrace;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does one thing again and again, with a rest in between, on a virtual thread of its own until it
 * is stopped. Whatever fails is tried again after a while, and told once for as long as it goes on
 * failing: nobody would start the thread again.
 */
public final class Loop {
  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

  private final String name;
  private final Supplier<Duration> turn;
  private final Duration afterFailure;
  private final Wakeup wakeup = new Wakeup();
  private volatile boolean stopping;
  private volatile @Nullable Thread thread;
  private volatile boolean failing;

  /**
   * @param name of its thread, and of what failed
   * @param turn what it does; the answer is how long to rest
   * @param afterFailure how long to rest when the turn threw something instead
   */
  public Loop(String name, Supplier<Duration> turn, Duration afterFailure) {
    this.name = name;
    this.turn = turn;
    this.afterFailure = afterFailure;
  }

  /** Begins with a turn at once. */
  public void start() {
    thread = Thread.ofVirtual().name(name).start(this::run);
  }

  /** Cuts the rest short. */
  public void wake() {
    wakeup.wake();
  }

  /** No turn begins any more. */
  public void stop() {
    stopping = true;
    wakeup.wake();
  }

  /** Lets the turn end that is under way, and interrupts it when it takes longer than that. */
  public void awaitEnd(Duration atMost) {
    var running = thread;
    if (running == null) {
      return;
    }
    try {
      if (!running.join(atMost)) {
        running.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!stopping) {
        wakeup.rest(turn());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One turn, whatever comes of it; the answer is how long to rest. */
  public Duration turn() {
    try {
      var rest = turn.get();
      failing = false;
      return rest;
    } catch (StoreUnavailableException e) {
      LOG.debug("{}: the store is away: {}", name, e.getMessage());
    } catch (Throwable e) {
      complain(e);
    }
    return afterFailure;
  }

  private void complain(Throwable thrown) {
    try {
      if (!failing) {
        LOG.error("{}: failed and is tried again: {}", name, QuietTrace.of(thrown));
      }
      failing = true;
    } catch (VirtualMachineError _) {
      // No memory to say so with; said the next time.
    }
  }
}
