package dev.waybill.bootstrap.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one database, one of which stands still or dies. */
@Tag("faults")
class NodeFaultsTest {
  private static final Duration TAKEOVER = Duration.ofSeconds(20);

  @TempDir private Path folder = Path.of("");

  @Test
  void an_owner_that_stood_still_is_followed_within_twenty_seconds_and_settles_nothing_late()
      throws Exception {
    try (var stage = FaultStage.open(folder)) {
      stage.shop().open();
      // Answers take a while, so that calls are on their way when the owner stands still.
      stage.simulator().delay(Duration.ofMillis(300));
      try (var second = stage.startSecond()) {
        FaultStage.await("there are two nodes", () -> stage.liveNodes() == 2);
        stage.awaitDelivered(3_000);
        var owner = stage.isOwnedByTheFirst() ? stage.platform() : second;
        long epoch = stage.epoch();
        signal("STOP", owner.pid());
        long stopped = System.nanoTime();
        FaultStage.await("the other one owns it", () -> stage.epoch() > epoch);
        stage.awaitDelivered(1);
        assertThat(Duration.ofNanos(System.nanoTime() - stopped)).isLessThan(TAKEOVER);
        signal("CONT", owner.pid());
        stage.awaitDelivered(1_000);
        stage.reconcile(FaultStage.A_CRASH);
      }
    }
  }

  @Test
  void nodes_that_start_at_once_and_one_that_is_killed_leave_one_owner_and_no_gap()
      throws Exception {
    try (var stage = FaultStage.open(folder)) {
      stage.shop().open();
      try (var second = stage.startSecond();
          var _ = stage.startSecond()) {
        FaultStage.await("there are three nodes", () -> stage.liveNodes() == 3);
        stage.awaitDelivered(1_000);
        second.kill();
        stage.awaitDelivered(1_000);
        stage.reconcile(FaultStage.A_CRASH);
      }
    }
  }

  private static void signal(String name, long pid) throws Exception {
    var kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).inheritIO().start();
    assertThat(kill.waitFor()).as("kill -%s", name).isZero();
  }
}
