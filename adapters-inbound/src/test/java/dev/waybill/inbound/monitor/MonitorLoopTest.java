package dev.waybill.inbound.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.SteppingClock;
import dev.waybill.domain.connector.InMemoryConnectors;
import dev.waybill.domain.monitor.Monitor;
import dev.waybill.domain.monitor.Sight;
import dev.waybill.domain.monitor.StoreClock;
import dev.waybill.domain.node.Lease;
import dev.waybill.domain.outbox.InMemoryOutbox;
import dev.waybill.domain.outbox.NodeId;
import dev.waybill.domain.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MonitorLoopTest {
  private final SteppingClock clock = new SteppingClock(Instant.parse("2026-05-01T12:00:00Z"));
  private final Sight sight = new Sight(clock);
  private final Monitor monitor =
      new Monitor(
          new NodeId(new UUID(0, 1)),
          new Lease(() -> 0),
          new Monitor.Sights(
              sight,
              sight,
              new InMemoryConnectors(clock, new InMemoryOutbox(clock)),
              sight,
              new StoreClock(clock, () -> 0)),
          clock,
          Telemetry.NONE);

  @Test
  void the_ledger_is_counted_again_without_anybody_asking_and_keeps_no_look_waiting()
      throws InterruptedException {
    var counting = new CountDownLatch(1);
    var looks = new CountDownLatch(1);
    try (var loop =
        new MonitorLoop(
            monitor,
            () -> {
              counting.countDown();
              hang(looks);
            })) {
      loop.start();
      assertThat(counting.await(20, TimeUnit.SECONDS)).as("it is counted").isTrue();
      var before = monitor.last();
      for (int i = 0; i < 1_000 && monitor.last().equals(before); i++) {
        Thread.sleep(10);
        clock.advance(Duration.ofMillis(10));
      }
      assertThat(monitor.last()).as("a look beside it").isPresent().isNotEqualTo(before);
      looks.countDown();
    }
  }

  private static void hang(CountDownLatch until) {
    try {
      assertThat(until.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
