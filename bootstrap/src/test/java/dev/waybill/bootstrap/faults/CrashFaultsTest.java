package dev.waybill.bootstrap.faults;

import static org.assertj.core.api.Assertions.assertThat;

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
        stage.platform().kill();
        stage.startAgain();
      }
      stage.reconcile(Rounds.asked() * FaultStage.A_CRASH);
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
      stage.reconcile(0);
    }
  }
}
