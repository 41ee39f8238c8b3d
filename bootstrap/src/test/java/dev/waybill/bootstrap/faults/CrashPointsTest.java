package dev.waybill.bootstrap.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} at one exact point of a delivery, at which it is held fast. What was taken and is
 * not settled then is sent once more, all of it and nothing else.
 */
@Tag("faults")
class CrashPointsTest {
  private static final String SETTLEMENT_WAITS =
      """
      SELECT count(*) FROM pg_stat_activity
       WHERE application_name = 'waybill-general' AND wait_event_type = 'Lock'
         AND query LIKE '%begin_settlement%'""";

  private static final String COMMIT_WAITS =
      """
      SELECT count(*) FROM pg_stat_activity
       WHERE application_name = 'waybill-general' AND wait_event = 'SyncRep'
         AND EXISTS (SELECT FROM pg_locks held
                      WHERE held.pid = pg_stat_activity.pid AND held.relation = 'settlement'::regclass)""";

  @TempDir private Path folder = Path.of("");

  @Test
  void between_the_destinations_taking_and_its_answer() throws Exception {
    try (var stage = FaultStage.open(folder)) {
      stage.shop().open();
      stage.awaitDelivered(1_000);
      stage.holdAnswers(Duration.ofMinutes(1));
      long inFlight = stage.kill();
      assertThat(inFlight).as("taken and not settled").isPositive();
      stage.simulator().delay(Duration.ZERO);
      assertSentOnceMore(stage, inFlight);
    }
  }

  @Test
  void in_a_settlement_before_it_is_committed() throws Exception {
    try (var stage = FaultStage.open(folder)) {
      stage.shop().open();
      stage.awaitDelivered(1_000);
      try (var other = stage.database().connect();
          var statement = other.createStatement()) {
        other.setAutoCommit(false);
        statement.execute("SELECT FROM connector_owner FOR UPDATE");
        FaultStage.await("a settlement waits", () -> isHeld(stage, SETTLEMENT_WAITS));
        stage.platform().kill();
        other.rollback();
      }
      long inFlight = stage.buried();
      assertThat(inFlight).as("taken and not settled").isPositive();
      assertSentOnceMore(stage, inFlight);
    }
  }

  /** A server that waits for a copy that never comes has committed, and told nobody. */
  @Test
  void in_a_settlement_that_is_committed_before_anybody_was_told() throws Exception {
    try (var stage = FaultStage.open(folder)) {
      stage.shop().open();
      stage.awaitDelivered(1_000);
      awaitCopies(stage, "'nobody'");
      FaultStage.await("a commit waits", () -> isHeld(stage, COMMIT_WAITS));
      long settled = stage.settlements();
      stage.platform().kill();
      awaitCopies(stage, "DEFAULT");
      long inFlight = stage.buried();
      assertThat(stage.settlements()).as("what was held is committed").isGreaterThan(settled);
      assertSentOnceMore(stage, inFlight);
    }
  }

  private static boolean isHeld(FaultStage stage, String query) throws Exception {
    return stage.database().number(query) > 0;
  }

  private static void awaitCopies(FaultStage stage, String names) throws Exception {
    try (var connection = stage.database().connect();
        var statement = connection.createStatement()) {
      statement.execute("ALTER SYSTEM SET synchronous_standby_names = " + names);
      statement.execute("SELECT pg_reload_conf()");
    }
  }

  private static void assertSentOnceMore(FaultStage stage, long inFlight) throws Exception {
    stage.startAgain();
    stage.reconcile();
    assertThat(stage.simulator().statistics().duplicateEvents()).isEqualTo(inFlight);
  }
}
