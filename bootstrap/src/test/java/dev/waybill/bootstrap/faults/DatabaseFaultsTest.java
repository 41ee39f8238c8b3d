package dev.waybill.bootstrap.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.bootstrap.endtoend.DuplicateBound;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that dies, hangs up, is crowded, or is held up by others. */
@Tag("faults")
class DatabaseFaultsTest {
  private static final Duration RECOVERY = Duration.ofSeconds(10);
  private static final int STORMS = 20;

  private static final String ALL_OF_OURS =
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'waybill-%'";

  private static final String DEAD_TUPLES_OF_THE_LOG =
      """
      SELECT COALESCE(sum(pg_stat_get_dead_tuples(oid)), 0) FROM pg_class
       WHERE relkind = 'r' AND (relname LIKE 'event_log_%' OR relname LIKE 'event_key_%')""";

  @TempDir private Path folder = Path.of("");

  @Test
  void a_database_that_is_killed_is_found_again_within_seconds() throws Exception {
    try (var stage = FaultStage.open(folder)) {
      stage.shop().open();
      for (int round = 0; round < 2; round++) {
        stage.awaitDelivered(1_000);
        stage.database().kill();
        FaultStage.await("the shop is refused", () -> stage.shop().answered(503) > 0);
        var gone = stage.bound().look();
        stage.database().startAgain();
        stage.bound().fault(gone);
        awaitFlow(stage);
      }
      stage.reconcile();
    }
  }

  private static void awaitFlow(FaultStage stage) throws Exception {
    long back = System.nanoTime();
    stage.awaitAccepted(100);
    stage.awaitDelivered(100);
    assertThat(Duration.ofNanos(System.nanoTime() - back)).as("recovery").isLessThan(RECOVERY);
  }

  @Test
  void connections_that_are_cut_again_and_again_are_replaced() throws Exception {
    try (var stage = FaultStage.open(folder)) {
      stage.shop().open();
      for (int storm = 0; storm < STORMS; storm++) {
        stage.awaitAccepted(300);
        stage.database().texts(ALL_OF_OURS);
      }
      awaitFlow(stage);
      // What is decided is kept in memory and settled by the next connection, so nothing comes
      // twice.
      stage.reconcile();
    }
  }

  @Test
  void connections_that_others_took_are_waited_for() throws Exception {
    var few = new Server(folder.resolve("postgres"), Map.of("max_connections", "30"));
    var held = new ArrayList<Connection>();
    try (var stage = FaultStage.open(folder, few, Map.of())) {
      stage.shop().open();
      stage.awaitDelivered(500);
      DuplicateBound.Look crowded;
      try {
        // First all that are free, then those of the platform as well.
        takeAll(few, held);
        terminateAndTake(few, held);
        FaultStage.await("the shop is refused", () -> stage.shop().answered(503) > 0);
        crowded = stage.bound().look();
      } finally {
        for (var connection : held) {
          connection.close();
        }
      }
      stage.bound().fault(crowded);
      awaitFlow(stage);
      stage.reconcile();
    }
  }

  private static void takeAll(Server server, List<Connection> held) {
    try {
      while (true) {
        held.add(server.connect());
      }
    } catch (SQLException e) {
      assertThat(held).as("some were free").isNotEmpty();
    }
  }

  private static void terminateAndTake(Server server, List<Connection> held) throws SQLException {
    try (var statement = held.getFirst().createStatement()) {
      statement.execute(ALL_OF_OURS);
    }
    takeAll(server, held);
  }

  @Test
  void old_snapshots_and_idle_transactions_hold_nothing_up_and_bloat_no_log() throws Exception {
    try (var stage = FaultStage.open(folder);
        var snapshot = stage.database().connect();
        var idle = stage.database().connect()) {
      hold(snapshot, "SELECT count(*) FROM event_log");
      hold(idle, "SELECT pg_current_xact_id()");
      stage.shop().open();
      stage.awaitDelivered(5_000);
      assertThat(stage.database().number(DEAD_TUPLES_OF_THE_LOG)).as("dead tuples").isZero();
      stage.reconcile();
      assertThat(stage.database().number(DEAD_TUPLES_OF_THE_LOG)).as("dead tuples").isZero();
    }
  }

  @Test
  void a_long_writing_transaction_elsewhere_holds_nothing_up() throws Exception {
    try (var stage = FaultStage.open(folder);
        var other = stage.database().connect("postgres")) {
      hold(other, "CREATE TABLE of_somebody_else AS SELECT generate_series(1, 1000)");
      stage.shop().open();
      stage.awaitDelivered(3_000);
      stage.reconcile();
    }
  }

  private static void hold(Connection connection, String query) throws SQLException {
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.execute(query);
    }
  }
}
