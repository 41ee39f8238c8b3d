package dev.waybill.destination.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.destination.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A delivery that is interrupted while the peer has its request. */
final class InterruptedDelivery {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final TestBench bench;
  private volatile List<Outcome> outcomes = List.of();
  private volatile boolean flagWasBack;

  InterruptedDelivery(TestBench bench) {
    this.bench = bench;
  }

  void run() throws InterruptedException {
    var thread = Thread.ofVirtual().start(this::deliver);
    awaitRequest();
    thread.interrupt();
    assertThat(thread.join(LIMIT)).as("an interrupt ends a delivery soon").isTrue();
    assertThat(outcomes).as("a report is given all the same").isNotEmpty();
  }

  private void deliver() {
    outcomes = bench.deliver(bench.events(3)).outcomes();
    flagWasBack = Thread.currentThread().isInterrupted();
  }

  private void awaitRequest() {
    var end = System.nanoTime() + LIMIT.toNanos();
    while (bench.peer.requests().isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(bench.peer.requests()).as("the request that is interrupted").isNotEmpty();
  }

  List<Outcome> outcomes() {
    return outcomes;
  }

  boolean flagWasBack() {
    return flagWasBack;
  }
}
