package dev.waybill.bootstrap.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C and SIGTERM into an orderly stop: the virtual machine waits until the main thread
 * has cleaned up.
 */
final class StopSignal {
  private static final Duration LONGEST_STOP = Duration.ofSeconds(40);

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);

  StopSignal() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::hold, "stop"));
  }

  private void hold() {
    asked.countDown();
    try {
      if (!done.await(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)) {
        System.err.println(
            "waybill: stopping took too long; what was in flight is sent again after the next start");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until somebody asks to stop. */
  void await() throws InterruptedException {
    asked.await();
  }

  boolean isAsked() {
    return asked.getCount() == 0;
  }

  /** Lets the virtual machine end. */
  void stopped() {
    done.countDown();
  }
}
