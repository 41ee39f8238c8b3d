package dev.waybill.bootstrap.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.bootstrap.faults.Rounds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several processes on one database: they share the work, and none of it is lost or done twice. */
@Tag("faults")
class NodesTest {
  private static final int CONNECTORS = 6;
  private static final int NODES = 3;
  private static final int KILLS = Rounds.areMany() ? 10 : 2;

  private final Fleet fleet = new Fleet();
  private long mayComeTwice;

  @AfterEach
  void end() {
    fleet.close();
  }

  @Test
  void nodes_that_come_and_go_under_load_lose_nothing_and_send_nothing_twice() throws Exception {
    var first = fleet.start(1).getFirst();
    fleet.register(first, CONNECTORS);
    fleet.awaitSpreadOver(1);
    // So that something is on its way at every moment.
    fleet.simulator().delay(Duration.ofMillis(100));
    try (var load = fleet.new Load(first)) {
      load.awaitMore(1_000);
      var second = fleet.start(1).getFirst();
      load.sendTo(first, second);
      fleet.awaitSpreadOver(2);
      load.awaitMore(1_000);
      load.sendTo(second);
      fleet.stopOrderly(first);
      fleet.awaitSpreadOver(1);
      load.awaitMore(1_000);
    }
    fleet.assertEverythingArrived();
    assertThat(fleet.simulator().statistics().duplicateEvents()).as("sent twice").isZero();
  }

  @Test
  void a_killed_nodes_connectors_are_taken_over_within_twenty_seconds() throws Exception {
    var nodes = fleet.start(2);
    fleet.register(nodes.getFirst(), CONNECTORS);
    fleet.awaitSpreadOver(2);
    fleet.simulator().delay(Duration.ofMillis(200));
    try (var load = fleet.new Load(nodes.getLast())) {
      load.awaitMore(1_000);
      var killed = Instant.now();
      mayComeTwice = kill(nodes.getFirst());
      fleet.awaitSpreadOver(1);
      assertThat(Duration.between(killed, Instant.now())).isLessThan(Duration.ofSeconds(20));
    }
    fleet.simulator().delay(Duration.ZERO);
    fleet.assertEverythingArrived();
    assertNoMoreCameTwice();
  }

  @Test
  void nodes_that_start_at_once_and_are_killed_own_each_connector_one_at_a_time() throws Exception {
    var owners = OwnerHistory.of(fleet.environment());
    var nodes = new ArrayList<>(fleet.start(NODES));
    fleet.register(nodes.getFirst(), CONNECTORS);
    fleet.awaitSpreadOver(NODES);
    fleet.simulator().delay(Duration.ofMillis(200));
    try (var load = fleet.new Load(nodes.getLast())) {
      for (int round = 0; round < KILLS; round++) {
        load.awaitMore(1_000);
        var victim = owner(nodes);
        nodes.remove(victim);
        load.sendTo(nodes.toArray(Fleet.Node[]::new));
        mayComeTwice += kill(victim);
        nodes.addAll(fleet.start(1));
        fleet.awaitSpreadOver(NODES);
      }
    }
    fleet.simulator().delay(Duration.ZERO);
    fleet.assertEverythingArrived();
    assertNoMoreCameTwice();
    owners.assertOneOwnerAtATime();
  }

  private Fleet.Node owner(List<Fleet.Node> nodes) throws Exception {
    for (var node : nodes) {
      if (!fleet.owned(node).isEmpty()) {
        return node;
      }
    }
    throw new AssertionError("nobody owns anything");
  }

  /** How much of its connectors' events was taken then and not settled. */
  private long kill(Fleet.Node node) throws Exception {
    var orphans = fleet.owned(node);
    assertThat(orphans).as("what the killed node owned").isNotEmpty();
    fleet.kill(node);
    long inFlight = fleet.inFlight(orphans);
    assertThat(inFlight).isBetween(0L, orphans.size() * DuplicateBound.MOST_IN_FLIGHT);
    return inFlight;
  }

  private void assertNoMoreCameTwice() {
    assertThat(fleet.simulator().statistics().duplicateEvents())
        .as("what came twice is what was taken and not settled at the kills")
        .isLessThanOrEqualTo(mayComeTwice);
  }
}
