package dev.waybill.inbound.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkRoomTest {
  private static final Reply DONE = Reply.bytes("text/plain", new byte[0]);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch gate = new CountDownLatch(1);

  @AfterEach
  void stop() {
    gate.countDown();
    threads.close();
  }

  @Test
  void bodies_that_fit_together_are_worked_on_together() throws Exception {
    var room = new WorkRoom(16, Duration.ZERO);
    hold(room, 8);
    assertThat(room.with(8, () -> DONE).status()).isEqualTo(200);
  }

  @Test
  void a_body_beyond_the_room_waits_until_there_is_some() throws Exception {
    var room = new WorkRoom(16, Duration.ofSeconds(20));
    hold(room, 9);
    var second = CompletableFuture.supplyAsync(() -> room.with(8, () -> DONE), threads);
    while (room.waiting() == 0) {
      Thread.onSpinWait();
    }
    assertThat(second).isNotDone();
    gate.countDown();
    assertThat(second.get().status()).isEqualTo(200);
    assertThat(room.free()).isEqualTo(16);
  }

  @Test
  void a_body_that_waited_in_vain_is_refused_and_holds_nothing() throws Exception {
    var room = new WorkRoom(16, Duration.ofMillis(10));
    hold(room, 9);
    var refused = room.with(8, () -> DONE);
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.headers()).containsEntry("Retry-After", "1");
    assertThat(room.free()).isEqualTo(7);
  }

  @Test
  void a_body_larger_than_the_room_has_it_for_itself() {
    var room = new WorkRoom(16, Duration.ZERO);
    assertThat(room.with(17, () -> DONE).status()).isEqualTo(200);
  }

  @Test
  void work_that_breaks_gives_its_room_back() {
    var room = new WorkRoom(16, Duration.ZERO);
    assertThatThrownBy(
            () ->
                room.with(
                    16,
                    () -> {
                      throw new IllegalStateException();
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(room.free()).isEqualTo(16);
  }

  /** Works on a body of that size until the gate opens. */
  private void hold(WorkRoom room, int size) throws InterruptedException {
    var inside = new CountDownLatch(1);
    threads.execute(
        () ->
            room.with(
                size,
                () -> {
                  inside.countDown();
                  awaitGate();
                  return DONE;
                }));
    assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();
  }

  private void awaitGate() {
    try {
      assertThat(gate.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
