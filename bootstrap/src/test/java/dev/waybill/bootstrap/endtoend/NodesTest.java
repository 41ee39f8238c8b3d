package dev.waybill.bootstrap.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several processes on one database: they share the work, and none of it is lost or done twice. */
@Tag("faults")
class NodesTest {
  private static final int CONNECTORS = 6;
  private static final int IN_FLIGHT = 4 * 1_000;

  private final Fleet fleet = new Fleet();

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
      fleet.kill(nodes.getFirst());
      var killed = Instant.now();
      fleet.awaitSpreadOver(1);
      assertThat(Duration.between(killed, Instant.now())).isLessThan(Duration.ofSeconds(20));
    }
    fleet.simulator().delay(Duration.ZERO);
    fleet.assertEverythingArrived();
    assertThat(fleet.simulator().statistics().duplicateEvents())
        .as("at most what was in flight at the killed node")
        .isLessThanOrEqualTo((long) CONNECTORS * IN_FLIGHT);
  }
}
