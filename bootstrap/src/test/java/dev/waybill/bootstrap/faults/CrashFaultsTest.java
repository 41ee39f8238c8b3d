package dev.waybill.bootstrap.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of the platform's process, in order and not. */
@Tag("faults")
class CrashFaultsTest {
  private static final int MOST_EVENTS_A_ROUND = 2_000;

  /** 20 seconds for calls on their way, and some to leave and to close what is open. */
  private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

  @TempDir private Path folder = Path.of("");

  @Test
  void a_platform_killed_at_any_moment_loses_nothing() throws Exception {
    var random = new SplittableRandom(4);
    try (var stage = FaultStage.open(folder)) {
      stage.simulator().delay(Duration.ofMillis(20), Duration.ofMillis(200));
      stage.shop().open();
      for (int round = 0; round < Rounds.asked(); round++) {
        stage.awaitDelivered(random.nextInt(1, MOST_EVENTS_A_ROUND));
        LockSupport.parkNanos(Duration.ofMillis(random.nextInt(200)).toNanos());
        stage.kill();
        stage.startAgain();
      }
      stage.reconcile();
    }
  }

  @Test
  void a_platform_that_sends_again_what_is_settled_is_found_out() throws Exception {
    try (var stage = FaultStage.open(folder)) {
      stage.shop().open();
      stage.awaitDelivered(3_000);
      long inFlight = stage.kill();
      // As if settlements had not been there: their events are sent again after the next start.
      stage.database().texts("DELETE FROM settlement WHERE number > 1 RETURNING number");
      stage.startAgain();
      FaultStage.await(
          "more arrives twice than was in flight",
          () -> stage.simulator().statistics().duplicateEvents() > inFlight);
      assertThatThrownBy(() -> stage.bound().assertKept())
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("delivered twice");
    }
  }

  @Test
  void a_platform_told_to_stop_under_full_load_ends_in_time_and_repeats_nothing() throws Exception {
    try (var stage = FaultStage.open(folder)) {
      stage.simulator().delay(Duration.ofMillis(300));
      stage.shop().open();
      for (int round = 0; round < 2; round++) {
        stage.awaitDelivered(2_000);
        assertThat(stage.platform().stop()).isIn(0, 143);
        stage.startAgain();
      }
      stage.reconcile();
    }
  }

  @Test
  void a_platform_told_to_stop_waits_for_no_answer_longer_than_it_says() throws Exception {
    try (var stage = FaultStage.open(folder)) {
      stage.shop().open();
      stage.awaitDelivered(1_000);
      stage.holdAnswers(Duration.ofMinutes(1));
      assertThat(stage.fault()).as("taken and not answered").isPositive();
      long told = System.nanoTime();
      assertThat(stage.platform().stop()).isIn(0, 143);
      assertThat(Duration.ofNanos(System.nanoTime() - told))
          .isBetween(Duration.ofSeconds(15), LONGEST_STOP);
      stage.simulator().delay(Duration.ZERO);
      stage.startAgain();
      stage.reconcile();
    }
  }

  @Test
  void a_platform_that_is_killed_while_it_stops_loses_nothing() throws Exception {
    try (var stage = FaultStage.open(folder)) {
      stage.shop().open();
      stage.awaitDelivered(1_000);
      stage.holdAnswers(Duration.ofSeconds(10));
      stage.platform().terminate();
      LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
      assertThat(stage.platform().isAlive()).as("it waits for its calls").isTrue();
      assertThat(stage.kill()).as("taken and not settled").isPositive();
      stage.simulator().delay(Duration.ZERO);
      stage.startAgain();
      stage.reconcile();
    }
  }
}
