package dev.waybill.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.node.Lease;
import dev.waybill.domain.outbox.Ledger;
import dev.waybill.domain.outbox.NodeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Fifty connectors at work on two connections: each gets on, and the node is not taken for dead.
 */
class ManyConnectorsTest {
  private static final int CONNECTORS = 50;
  private static final int TAKEN_AWAY = 8;
  private static final int ROUNDS = 8;
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final CountDownLatch release = new CountDownLatch(1);
  private final CountDownLatch ready = new CountDownLatch(CONNECTORS);
  private final AtomicIntegerArray rounds = new AtomicIntegerArray(CONNECTORS);
  private final AtomicInteger fewestWhenTheFirstWasDone = new AtomicInteger(-1);
  private final List<ConnectorId> connectors = new ArrayList<>();
  private OutboxFixture outbox;

  @BeforeEach
  void open() {
    outbox = new OutboxFixture();
    var source = outbox.newSource();
    for (int i = 0; i < CONNECTORS; i++) {
      connectors.add(outbox.newConnector(List.of(source)));
    }
    Deliveries.append(
        outbox, source, IntStream.range(0, ROUNDS).mapToObj(i -> "e-" + i).toArray(String[]::new));
  }

  @AfterEach
  void close() {
    release.countDown();
    outbox.close();
  }

  @Test
  void each_gets_its_turn_and_no_beat_waits_for_them() throws Exception {
    takeConnectionsAway();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var working =
          IntStream.range(0, CONNECTORS).mapToObj(i -> threads.submit(() -> deliver(i))).toList();
      var longest = longestBeatUntilAllAreDone(working);
      for (var done : working) {
        done.get();
      }
      assertThat(longest).isLessThan(Lease.BEAT);
    }
    assertThat(fewestWhenTheFirstWasDone.get())
        .as("rounds of the slowest when the fastest had done %s", ROUNDS)
        .isGreaterThanOrEqualTo(ROUNDS / 4);
    assertThat(outbox.ledger().lines()).hasSize(CONNECTORS).allMatch(Ledger.Line::balanced);
    assertThat(outbox.ledger().lines()).allMatch(line -> line.delivered() == ROUNDS);
  }

  private void takeConnectionsAway() {
    var held = new CountDownLatch(TAKEN_AWAY);
    for (int i = 0; i < TAKEN_AWAY; i++) {
      Thread.ofVirtual().start(() -> outbox.test().database().with(_ -> hold(held)));
    }
    Await.until("the connections are held", LIMIT, () -> held.getCount() == 0);
  }

  private boolean hold(CountDownLatch held) {
    held.countDown();
    try {
      release.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return true;
  }

  private void deliver(int which) {
    var deliveries = new Deliveries(outbox, connectors.get(which));
    // Who comes later has had fewer turns, fair or not.
    ready.countDown();
    Await.until("all are there", LIMIT, () -> ready.getCount() == 0);
    for (int round = 0; round < ROUNDS; round++) {
      deliveries.settle(deliveries.next(1));
      rounds.incrementAndGet(which);
    }
    fewestWhenTheFirstWasDone.compareAndSet(
        -1, IntStream.range(0, CONNECTORS).map(rounds::get).min().orElseThrow());
  }

  /** What a node must not miss, again and again beside the deliveries. */
  private Duration longestBeatUntilAllAreDone(List<? extends Future<?>> working) {
    var node = new NodeId(new UUID(0, 7));
    var nodes = new PostgresNodes(outbox.test().database());
    var arrivals = new PostgresArrivals(outbox.test().database());
    long longest = 0;
    while (!working.stream().allMatch(Future::isDone)) {
      long begun = System.nanoTime();
      nodes.beat(node, "test");
      assertThat(outbox.connectors().versions()).hasSize(CONNECTORS);
      assertThat(arrivals.news().heads()).hasSize(1);
      assertThat(outbox.test().database().ping()).isTrue();
      longest = Math.max(longest, System.nanoTime() - begun);
    }
    return Duration.ofNanos(longest);
  }
}
