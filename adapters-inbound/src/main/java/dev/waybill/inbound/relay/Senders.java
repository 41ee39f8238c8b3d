package dev.waybill.inbound.relay;

import dev.waybill.domain.relay.Delivery;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends a connector's deliveries, each on a virtual thread of its own, and hands them back. To be
 * used by the connector's worker alone, but for {@link #interrupt}.
 */
final class Senders {
  private final String name;
  private final Runnable cameBack;
  private final BooleanSupplier maySend;
  private final Map<Delivery, Thread> sending = new ConcurrentHashMap<>();
  private final Queue<Returned> returned = new ConcurrentLinkedQueue<>();

  /**
   * @param cameBack called by the sender's thread after each delivery
   * @param maySend asked right before each delivery; what may not be sent comes back as it left
   */
  Senders(String name, Runnable cameBack, BooleanSupplier maySend) {
    this.name = name;
    this.cameBack = cameBack;
    this.maySend = maySend;
  }

  /**
   * A delivery that came back.
   *
   * @param failure what was thrown; null when nothing was
   */
  record Returned(Delivery delivery, @Nullable Throwable failure) {}

  void send(Delivery delivery) {
    var thread = Thread.ofVirtual().name(name).unstarted(() -> run(delivery));
    sending.put(delivery, thread);
    thread.start();
  }

  private void run(Delivery delivery) {
    Throwable failure = null;
    try {
      // A thread may have stood still since it was started, and the whole process with it.
      if (maySend.getAsBoolean()) {
        delivery.send();
      }
    } catch (Throwable e) {
      failure = e;
    }
    returned.add(new Returned(delivery, failure));
    sending.remove(delivery);
    cameBack.run();
  }

  /** As if it had come back with nothing sent. */
  void takeBack(Delivery delivery) {
    returned.add(new Returned(delivery, null));
  }

  /** The next one that came back; null when there is none. */
  @Nullable Returned next() {
    return returned.poll();
  }

  /** Forgets those that came back. */
  void discard() {
    returned.clear();
  }

  /** Whether none is on its way, and none waits to be taken back. */
  boolean isIdle() {
    return sending.isEmpty() && returned.isEmpty();
  }

  /** Until none is on its way. */
  void awaitAll() throws InterruptedException {
    for (var thread : sending.values()) {
      thread.join();
    }
  }

  /** Gives those that were interrupted a moment to come back. */
  void awaitInterrupted(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    for (var thread : sending.values()) {
      thread.join(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    }
  }

  /** Ends the calls on their way, and none begins after them; their events will be sent again. */
  void interrupt() {
    sending.values().forEach(Thread::interrupt);
  }
}
