package dev.waybill.bootstrap.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.bootstrap.endtoend.OwnerHistory;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one database, one of which stands still. */
@Tag("faults")
class NodeFaultsTest {
  private static final Duration TAKEOVER = Duration.ofSeconds(20);

  /** The answers come while the owner stands still, so that it finds them when it goes on. */
  private static final Duration ANSWERED_AFTER = Duration.ofSeconds(8);

  private static final String REFUSED = "what is under way is not settled here";

  @TempDir private Path folder = Path.of("");

  @Test
  void an_owner_that_stood_still_is_followed_within_twenty_seconds_and_settles_nothing_late()
      throws Exception {
    try (var stage = FaultStage.open(folder)) {
      var owners = OwnerHistory.of(stage.environment());
      stage.shop().open();
      try (var second = stage.startSecond()) {
        FaultStage.await("there are two nodes", () -> stage.liveNodes() == 2);
        stage.awaitDelivered(3_000);
        stage.holdAnswers(ANSWERED_AFTER);
        var owner = stage.isOwnedByTheFirst() ? stage.platform() : second;
        long epoch = stage.epoch();
        signal("STOP", owner.pid());
        long stopped = System.nanoTime();
        long inFlight = stage.fault();
        assertThat(inFlight).as("taken, and not settled by who stands still").isPositive();
        stage.simulator().delay(Duration.ZERO);
        FaultStage.await("the other one owns it", () -> stage.epoch() > epoch);
        stage.awaitDelivered(1);
        assertThat(Duration.ofNanos(System.nanoTime() - stopped)).isLessThan(TAKEOVER);
        FaultStage.await("what was on its way came again", () -> cameAgain(stage, inFlight));
        signal("CONT", owner.pid());
        FaultStage.await("it is told that it is late", () -> owner.output().contains(REFUSED));
        stage.awaitDelivered(1_000);
        stage.reconcile();
        owners.assertOneOwnerAtATime();
      }
    }
  }

  private static boolean cameAgain(FaultStage stage, long events) {
    return stage.simulator().statistics().duplicateEvents() == events;
  }

  private static void signal(String name, long pid) throws Exception {
    var kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).inheritIO().start();
    assertThat(kill.waitFor()).as("kill -%s", name).isZero();
  }
}
