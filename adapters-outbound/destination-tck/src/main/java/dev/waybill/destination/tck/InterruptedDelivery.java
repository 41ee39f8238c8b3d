package dev.waybill.destination.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.destination.Outcome;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A delivery that is interrupted while the peer has its request. */
final class InterruptedDelivery {
  private static final long LIMIT_SECONDS = 10;

  /**
   * How it ended.
   *
   * @param flagWasBack whether the thread's interrupt flag was set afterwards
   */
  record End(List<Outcome> outcomes, boolean flagWasBack) {}

  private InterruptedDelivery() {}

  static End of(TestBench bench) throws Exception {
    var delivery =
        new FutureTask<>(
            () -> {
              var outcomes = bench.deliver(bench.events(3)).outcomes();
              return new End(outcomes, Thread.currentThread().isInterrupted());
            });
    var thread = Thread.ofVirtual().start(delivery);
    awaitRequest(bench);
    thread.interrupt();
    return delivery.get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  private static void awaitRequest(TestBench bench) {
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (bench.peer.requests().isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(bench.peer.requests()).as("the request that is interrupted").isNotEmpty();
  }
}
