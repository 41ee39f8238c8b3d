package dev.waybill.bootstrap.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.bootstrap.endtoend.Accounts;
import dev.waybill.bootstrap.endtoend.Api;
import dev.waybill.bootstrap.endtoend.TikTokSetUp;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A standby takes over that had not got what was confirmed last. That is gone, as nothing but the
 * primary had it; whatever comes after must not be mistaken for it.
 */
@Tag("faults")
class FailoverTest {
  /** A standby knows of the next 32 numbers of a sequence without being told of each. */
  private static final int LOST_COMMITS = 40;

  @TempDir private Path folder = Path.of("");
  private Server standby;
  private FaultStage stage;

  @BeforeEach
  void open() throws Exception {
    var primary = new Server(folder.resolve("primary"), Map.of());
    standby = Server.standbyOf(primary, folder.resolve("standby"));
    stage =
        FaultStage.open(folder, primary, Map.of("WAYBILL_DATABASE_URL", primary.urlWith(standby)));
  }

  @AfterEach
  void close() throws Exception {
    stage.close();
    standby.close();
  }

  @Test
  void events_that_get_the_numbers_of_lost_ones_are_delivered_and_counted() throws Exception {
    stage.shop().send("Kept", 100);
    awaitSettled(100);
    awaitCaughtUp();
    standby.stopFollowing();
    for (int i = 0; i < LOST_COMMITS; i++) {
      stage.shop().send("Lost", 1);
    }
    awaitSettled(100 + LOST_COMMITS);
    failOver();
    for (int i = 0; i < 5; i++) {
      stage.shop().send("New", 1);
    }
    awaitSettled(105);
    assertThat(stored()).hasSize(105).noneMatch(id -> id.startsWith("Lost"));
    assertThat(stage.received()).containsAll(stage.shop().accepted());
    assertAccountsAreTrue();
    FaultStage.await(
        "the log tells",
        () -> stage.platform().output().contains("history is another one (1 before, 2 now)"));
  }

  @Test
  void a_stream_goes_on_and_nothing_is_lost_but_what_the_standby_had_not_got() throws Exception {
    stage.shop().open();
    stage.awaitDelivered(2_000);
    var surelyKept = Set.copyOf(stage.shop().accepted());
    awaitCaughtUp();
    standby.stopFollowing();
    stage.awaitAccepted(2_000);
    failOver();
    var lostAtMost = new HashSet<>(stage.shop().accepted());
    lostAtMost.removeAll(surelyKept);
    stage.awaitAccepted(2_000);
    stage.shop().close();
    FaultStage.await(
        "everything is settled",
        () -> TikTokSetUp.unsettled(TikTokSetUp.ledger(stage.admin(), stage.connector())) == 0);
    var lost = new HashSet<>(stage.shop().accepted());
    lost.removeAll(stored());
    assertThat(lost).as("the fault was one").isNotEmpty();
    assertThat(lostAtMost).containsAll(lost);
    assertThat(stage.received()).containsAll(stored());
    assertThat(stage.ledger("delivered")).isEqualTo(stored().size());
    assertAccountsAreTrue();
  }

  private void awaitSettled(int events) throws Exception {
    FaultStage.await(
        events + " are delivered",
        () -> stage.ledger("delivered") == events && stage.ledger("accepted") == events);
  }

  private void awaitCaughtUp() throws Exception {
    FaultStage.await("the standby has all", () -> standby.hasCaughtUpWith(stage.database()));
  }

  private void failOver() throws Exception {
    stage.database().kill();
    standby.promote();
    FaultStage.await(
        "the platform has found the new primary",
        () -> stage.admin().get("/v1/ledger").status() == 200);
  }

  private Set<String> stored() throws Exception {
    return Set.copyOf(
        standby.texts("SELECT convert_from(payload, 'UTF8')::jsonb ->> 'event_id' FROM event_log"));
  }

  private void assertAccountsAreTrue() throws Exception {
    var ledger = TikTokSetUp.ledger(stage.admin(), stage.connector());
    assertThat(Api.isTrue(ledger, "balanced")).as("the ledger balances: " + ledger).isTrue();
    Accounts.assertNoDifference(standby.environment());
  }
}
