package dev.waybill.inbound.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.inbound.log.HeardLog;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoopTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final AtomicInteger turns = new AtomicInteger();
  private Loop loop = new Loop("none", () -> LONG, LONG);

  @AfterEach
  void stop() {
    loop.stop();
    loop.awaitEnd(LIMIT);
  }

  @Test
  void it_begins_at_once_and_rests_as_long_as_the_turn_says() {
    start(() -> turns.incrementAndGet() < 3 ? Duration.ZERO : LONG);
    awaitTurns(3);
    loop.wake();
    awaitTurns(4);
  }

  @Test
  void what_fails_is_tried_again_and_told_once_for_as_long_as_it_fails() {
    try (var log = HeardLog.listen()) {
      start(
          () -> {
            int turn = turns.incrementAndGet();
            if (turn == 4) {
              return Duration.ZERO;
            }
            throw new IllegalStateException("turn " + turn);
          });
      awaitTurns(7);
      assertThat(log.text().split("failed and is tried again")).as("1 to 3, 5 on").hasSize(3);
    }
  }

  @Test
  void a_store_that_is_away_is_no_news() {
    try (var log = HeardLog.listen()) {
      start(
          () -> {
            turns.incrementAndGet();
            throw new StoreUnavailableException("away", new IllegalStateException());
          });
      awaitTurns(2);
      assertThat(log.text()).contains("the store is away").doesNotContain("failed");
    }
  }

  @Test
  void a_stop_lets_the_turn_end_that_is_under_way() {
    var begun = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    var ended = new AtomicBoolean();
    start(
        () -> {
          begun.countDown();
          ended.set(await(go));
          return Duration.ZERO;
        });
    await(begun);
    loop.stop();
    go.countDown();
    loop.awaitEnd(LIMIT);
    assertThat(ended).isTrue();
  }

  @Test
  void a_turn_that_outlasts_the_stop_is_interrupted() {
    var begun = new CountDownLatch(1);
    var interrupted = new CountDownLatch(1);
    start(
        () -> {
          begun.countDown();
          if (!await(new CountDownLatch(1))) {
            interrupted.countDown();
          }
          return Duration.ZERO;
        });
    await(begun);
    loop.stop();
    loop.awaitEnd(Duration.ofMillis(1));
    assertThat(await(interrupted)).isTrue();
  }

  private void start(Supplier<Duration> turn) {
    loop = new Loop("test", turn, Duration.ofMillis(1));
    loop.start();
  }

  private void awaitTurns(int atLeast) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (turns.get() < atLeast) {
      assertThat(System.nanoTime()).as("waiting for turns").isLessThan(end);
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** False when interrupted, which is put back. */
  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
