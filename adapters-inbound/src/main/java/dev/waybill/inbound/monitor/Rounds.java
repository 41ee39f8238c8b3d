package dev.waybill.inbound.monitor;

import dev.waybill.inbound.log.QuietTrace;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that goes round until it is stopped. */
final class Rounds implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);
  private static final Duration LAST_ROUND = Duration.ofSeconds(5);

  private final String name;
  private final Supplier<Duration> round;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile @Nullable Thread thread;

  /**
   * @param round answers how long to rest after it
   */
  Rounds(String name, Supplier<Duration> round) {
    this.name = name;
    this.round = round;
  }

  void start() {
    thread = Thread.ofVirtual().name(name).start(this::run);
  }

  private void run() {
    try {
      var rest = Duration.ZERO;
      while (!stopped.await(rest.toMillis(), TimeUnit.MILLISECONDS)) {
        rest = once();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Duration once() {
    try {
      return round.get();
    } catch (Throwable e) {
      complain(e);
      return AFTER_FAILURE;
    }
  }

  private void complain(Throwable thrown) {
    try {
      LOG.error("{}: a round failed: {}", name, QuietTrace.of(thrown));
    } catch (VirtualMachineError _) {
      // No memory to say so with; nobody would start this thread again.
    }
  }

  /** Lets the round end that is under way. */
  @Override
  public void close() {
    stopped.countDown();
    var running = thread;
    if (running == null) {
      return;
    }
    try {
      if (!running.join(LAST_ROUND)) {
        running.interrupt();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
