package dev.waybill.bootstrap.endtoend;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for a condition, with a limit. */
public final class Await {
  private Await() {}

  public static void until(String what, Duration atMost, Callable<Boolean> condition)
      throws Exception {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited " + atMost + " in vain until " + what);
      }
      Thread.sleep(Duration.ofMillis(20));
    }
  }
}
