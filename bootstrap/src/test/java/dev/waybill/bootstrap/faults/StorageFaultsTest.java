package dev.waybill.bootstrap.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.bootstrap.endtoend.Api;
import dev.waybill.bootstrap.endtoend.TikTokSetUp;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log whose oldest part has to leave, and a database that is as large as it may get. */
@Tag("faults")
class StorageFaultsTest {
  private static final String A_PART_IS_FULL =
      """
      WITH keys AS (UPDATE key_slot SET opened_at = opened_at - interval '13 hours')
      UPDATE log_slot SET opened_at = opened_at - interval '13 hours' RETURNING slot""";

  /** Past the retention of seven days, but for what is begun after this. */
  private static final String ALL_IS_OLD =
      """
      WITH keys AS (UPDATE key_slot SET opened_at = opened_at - interval '8 days')
      UPDATE log_slot SET opened_at = opened_at - interval '8 days' RETURNING slot""";

  private static final String NOBODY_BEGINS_THERE_ANY_MORE =
      """
      UPDATE log_slot SET leaving_at = leaving_at - interval '1 minute'
       WHERE leaving_at IS NOT NULL RETURNING slot""";

  private static final String PARTS = "SELECT count(*) FROM log_slot";
  private static final String LEAVING = "SELECT count(leaving_at) FROM log_slot";

  /** More than the platform itself has after a start. */
  private static final String MOST = "200MB";

  private static final String SOMEBODY_ELSES =
      """
      CREATE UNLOGGED TABLE of_somebody_else AS
      SELECT repeat('x', 1000) AS it FROM generate_series(1, 200000)""";

  @TempDir private Path folder = Path.of("");

  @Test
  void what_a_stuck_connector_has_not_had_expires_by_name_with_its_part_of_the_log()
      throws Exception {
    try (var stage = FaultStage.open(folder)) {
      stage.addNeighbour();
      stage.shop().open();
      stage.awaitDelivered(500);
      stage.line().become(WeakLine.Mode.REFUSE);
      stage.awaitAccepted(2_000);
      stage.shop().close();
      long delivered = stage.ledger("delivered");
      long missed = stage.shop().accepted().size() - delivered;
      age(stage, A_PART_IS_FULL);
      FaultStage.await("the next part is begun", () -> stage.database().number(PARTS) == 2);
      stage.shop().send("Fresh", 100);
      age(stage, ALL_IS_OLD);
      FaultStage.await("the first part leaves", () -> stage.database().number(LEAVING) == 1);
      age(stage, NOBODY_BEGINS_THERE_ANY_MORE);
      FaultStage.await("the first part is gone", () -> stage.stored().size() == 100);
      assertThat(stage.ledger("expired")).as("not had when it left").isEqualTo(missed);
      assertThat(Api.number(stage.neighbourLedger(), "expired")).isZero();
      FaultStage.await(
          "the neighbour has all",
          () -> stage.neighbour().ids().containsAll(stage.shop().accepted()));
      stage.line().become(WeakLine.Mode.PASS);
      stage.drain();
      assertThat(stage.ledger("delivered")).as("what is fresh goes on").isEqualTo(delivered + 100);
      assertThat(stage.ledger("expired")).isEqualTo(missed);
      assertThat(Api.isTrue(TikTokSetUp.ledger(stage.admin(), stage.connector()), "balanced"))
          .isTrue();
      stage.assertNoDifference();
    }
  }

  private static void age(FaultStage stage, String how) throws Exception {
    assertThat(stage.database().texts(how)).as("parts of the log").isNotEmpty();
  }

  @Test
  void a_reached_disk_budget_refuses_events_keeps_what_it_has_and_is_over_when_there_is_room()
      throws Exception {
    var server = new Server(folder.resolve("postgres"), Map.of());
    try (var stage = FaultStage.open(folder, server, Map.of("WAYBILL_DISK_BUDGET", MOST))) {
      var key = TikTokSetUp.writeKey(stage.admin());
      stage.shop().open();
      stage.awaitDelivered(500);
      execute(server, SOMEBODY_ELSES);
      FaultStage.await("the shop is refused", () -> stage.shop().answered(503) > 0);
      var refused = new Api(stage.address(), key).post("/v1/events", Api.object("{}"));
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.text("/type")).endsWith("storage_full");
      FaultStage.await("delivery goes on", () -> isDelivered(stage));
      execute(server, "DROP TABLE of_somebody_else");
      stage.awaitAccepted(500);
      stage.reconcile();
    }
  }

  private static boolean isDelivered(FaultStage stage) throws Exception {
    return TikTokSetUp.unsettled(TikTokSetUp.ledger(stage.admin(), stage.connector())) == 0;
  }

  private static void execute(Server server, String statement) throws Exception {
    try (var connection = server.connect();
        var one = connection.createStatement()) {
      one.execute(statement);
    }
  }
}
