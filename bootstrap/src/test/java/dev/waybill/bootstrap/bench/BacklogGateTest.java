package dev.waybill.bootstrap.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BacklogGateTest {
  private final BacklogGate gate = new BacklogGate(10);

  private CompletableFuture<Long> take(int events) {
    var taken = new CompletableFuture<Long>();
    var taker =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    taken.complete(gate.take(events));
                  } catch (InterruptedException e) {
                    taken.completeExceptionally(e);
                  }
                });
    while (taker.isAlive() && taker.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    return taken;
  }

  @Test
  void it_numbers_what_it_lets_pass() throws Exception {
    assertThat(gate.take(4)).isZero();
    assertThat(gate.take(3)).isEqualTo(4);
  }

  @Test
  void it_lets_no_more_pass_than_the_limit_until_some_are_settled() throws Exception {
    gate.take(10);
    var next = take(1);
    assertThat(next).isNotDone();
    gate.settled(1);
    assertThat(next.get(10, TimeUnit.SECONDS)).isEqualTo(10);
  }

  @Test
  void what_was_settled_is_never_taken_back() throws Exception {
    gate.take(10);
    gate.settled(5);
    gate.settled(2);
    assertThat(gate.take(5)).isEqualTo(10);
  }

  @Test
  void whoever_waits_when_it_closes_gets_nothing() throws Exception {
    gate.take(10);
    var next = take(1);
    gate.close();
    assertThat(next.get(10, TimeUnit.SECONDS)).isEqualTo(BacklogGate.CLOSED);
    gate.open();
    gate.limit(20);
    assertThat(gate.take(1)).isEqualTo(10);
  }

  @Test
  void it_keeps_a_pace() throws Exception {
    gate.pace(100);
    long begun = System.nanoTime();
    gate.take(5);
    gate.take(5);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(49));
  }
}
