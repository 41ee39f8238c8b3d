package dev.waybill.bootstrap.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.bootstrap.endtoend.TikTokSetUp;
import dev.waybill.tiktok.simulator.Fault;
import dev.waybill.tiktok.simulator.Fault.Effect;
import dev.waybill.tiktok.simulator.Fault.Garbage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A destination, or the way there, that is ill in each way that is known. */
@Tag("faults")
class DestinationFaultsTest {
  /** What a call waits for its whole answer at most, 30 seconds, and a little less. */
  private static final Duration PATIENCE = Duration.ofSeconds(29);

  /** More than a breaker lets through in that time, and far fewer than events wait. */
  private static final long FEW_CALLS = 40;

  private static final Set<WeakLine.Mode> SILENT =
      Set.of(WeakLine.Mode.BLACKHOLE, WeakLine.Mode.ENDLESS_BODY);

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @EnumSource(
      value = WeakLine.Mode.class,
      names = {"REFUSE", "RESET", "BLACKHOLE", "ENDLESS_BODY"})
  void a_way_that_fails_costs_no_row_and_no_neighbour(WeakLine.Mode mode) throws Exception {
    try (var stage = FaultStage.open(folder)) {
      stage.addNeighbour();
      stage.shop().open();
      stage.awaitDelivered(500);
      long connections = stage.line().connections();
      stage.line().become(mode);
      assertNeighbourGoesOn(stage);
      if (Rounds.areMany() && SILENT.contains(mode)) {
        FaultStage.await("a call is given up", () -> stage.line().givenUpAfter(PATIENCE) > 0);
      }
      assertThat(stage.exceptionRows()).as("rows for single events").isZero();
      assertThat(stage.line().connections() - connections).as("tries").isLessThan(60);
      // What was cut had perhaps been taken.
      stage.fault();
      stage.line().become(WeakLine.Mode.PASS);
      stage.awaitDelivered(1);
      assertThat(stage.exceptionRows()).isZero();
      stage.reconcile();
    }
  }

  private static void assertNeighbourGoesOn(FaultStage stage) throws Exception {
    for (int i = 0; i < 3; i++) {
      stage.awaitAccepted(500);
      stage.neighbour().assertKeepsUpWith(stage.shop());
    }
  }

  @Test
  void answers_after_30_seconds_hold_up_no_neighbour() throws Exception {
    try (var stage = FaultStage.open(folder)) {
      stage.addNeighbour();
      stage.shop().open();
      stage.awaitDelivered(500);
      stage.holdAnswers(Duration.ofSeconds(31));
      assertNeighbourGoesOn(stage);
      long inFlight = stage.fault();
      stage.simulator().delay(Duration.ZERO);
      stage.reconcile();
      assertThat(stage.simulator().statistics().duplicateEvents())
          .as("the calls were given up, and sent again")
          .isEqualTo(inFlight)
          .isPositive();
    }
  }

  @Test
  void throttling_without_a_date_slows_down_and_uses_no_attempt() throws Exception {
    refuse(Fault.answer(40100, "Too many requests.", 429));
  }

  @Test
  void an_unavailable_gateway_costs_no_event() throws Exception {
    refuse(Fault.raw(503, "text/plain", "unavailable"));
  }

  @Test
  void a_page_under_200_is_no_delivery() throws Exception {
    refuse(Fault.garbage(Garbage.HTML));
  }

  @Test
  void half_an_answer_is_no_delivery() throws Exception {
    refuse(Fault.garbage(Garbage.TRUNCATED));
  }

  /** With a fault that keeps nothing, so that nothing may arrive twice. */
  private void refuse(Fault fault) throws Exception {
    try (var stage = FaultStage.open(folder)) {
      stage.addNeighbour();
      stage.shop().open();
      stage.awaitDelivered(500);
      stage.simulator().fail(fault.forever());
      assertNeighbourGoesOn(stage);
      assertThat(stage.simulator().statistics().faultedCalls())
          .as("calls to a peer that does not want any")
          .isBetween(1L, FEW_CALLS);
      stage.simulator().clearFaults();
      assertThat(stage.exceptionRows()).as("attempts used").isZero();
      stage.reconcile();
    }
  }

  @Test
  void a_peer_that_lies_is_found_out_by_the_reconciliation() throws Exception {
    try (var stage = FaultStage.open(folder)) {
      stage.shop().open();
      stage.awaitDelivered(500);
      stage.simulator().fail(Fault.once(new Effect.Swallow()));
      stage.awaitDelivered(500);
      assertThatThrownBy(() -> stage.reconcile())
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("missing");
    }
  }

  @Test
  void a_poisonous_event_is_found_and_its_neighbours_delivered_once() throws Exception {
    try (var stage = FaultStage.open(folder)) {
      stage.simulator().fail(Fault.answer(50000, "System error.", 500).forever().onEvent("Poison"));
      stage.shop().open();
      stage.awaitDelivered(500);
      stage.shop().send("Poison", 1);
      FaultStage.await("it is isolated", () -> stage.exceptionRows() > 0);
      assertThat(stage.simulator().statistics().faultedCalls())
          .as("calls until it was found")
          .isLessThanOrEqualTo(25);
      stage.awaitDelivered(500);
      stage.simulator().clearFaults();
      stage.reconcile();
    }
  }

  @Test
  void a_revoked_token_parks_everything_and_kills_nothing() throws Exception {
    try (var stage = FaultStage.open(folder)) {
      stage.addNeighbour();
      stage.shop().open();
      stage.awaitDelivered(500);
      stage.simulator().revoke(TikTokSetUp.ACCESS_TOKEN);
      FaultStage.await("it is parked", () -> stage.status().equals("unconfigured"));
      assertNeighbourGoesOn(stage);
      assertThat(stage.ledger("dead")).isZero();
      stage.simulator().restore(TikTokSetUp.ACCESS_TOKEN);
      FaultStage.await("nobody had to act", () -> stage.status().equals("configured"));
      stage.reconcile();
    }
  }
}
