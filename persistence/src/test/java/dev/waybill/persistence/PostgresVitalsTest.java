package dev.waybill.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.waybill.domain.connector.Connectors.WaitingEvents;
import dev.waybill.domain.connector.Reason;
import dev.waybill.domain.monitor.StoreVitals.LaneState;
import dev.waybill.domain.outbox.NodeId;
import dev.waybill.domain.outbox.RetentionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresVitalsTest {
  private static final NodeId NODE = new NodeId(new UUID(0, 1));

  private final OutboxFixture outbox = new OutboxFixture();
  private final PostgresVitals vitals =
      new PostgresVitals(
          outbox.test().database(),
          new RetentionPolicy(Duration.ofDays(14), 1_000, OptionalLong.empty(), Duration.ZERO));

  @AfterEach
  void close() {
    outbox.close();
  }

  @Test
  void lanes_are_counted_by_what_stops_them() {
    var source = List.of(outbox.newSource());
    var delivering = outbox.newConnector(source);
    var paused = outbox.newConnector(source);
    var parked = outbox.newConnector(source);
    var deleted = outbox.newConnector(source);
    outbox.newConnector(source);
    new PostgresNodes(outbox.test().database()).beat(NODE, "1");
    for (var connector : List.of(delivering, paused, parked, deleted)) {
      assertThat(outbox.lanes().take(connector, NODE)).isPresent();
    }
    outbox.connectors().pause(paused, true);
    outbox
        .connectors()
        .park(
            parked,
            outbox.connectors().find(parked).orElseThrow().registration().version(),
            new Reason("token_refused", "Refused.", Instant.EPOCH));
    outbox.connectors().delete(deleted, WaitingEvents.KEEP);
    var seen = vitals.look(NODE);
    assertThat(seen.lanes())
        .isEqualTo(
            Map.of(
                LaneState.DELIVERING, 1L,
                LaneState.PAUSED, 1L,
                LaneState.PARKED, 1L,
                LaneState.UNOWNED, 1L));
    assertThat(seen.owned()).isEqualTo(3);
  }

  @Test
  void the_clock_is_the_databases_and_the_pools_are_told() {
    var before = outbox.test().database().now();
    assertThat(before).isCloseTo(Instant.now(), within(Duration.ofMinutes(1)));
    assertThat(vitals.look(NODE).clock()).isBetween(before, outbox.test().database().now());
    assertThat(outbox.test().database().pools())
        .extracting(pool -> pool.name() + " " + pool.most())
        .containsExactly("ingest 4", "general 10", "reading 4", "pulse 4");
  }

  @Test
  void the_ring_fills_with_its_slots_and_with_the_age_of_the_current_one() {
    assertThat(vitals.look(NODE).ringFill()).isCloseTo(0, within(0.01));
    age(0, "12 hours");
    assertThat(vitals.look(NODE).ringFill()).isCloseTo(0.5 / 16, within(0.001));
    age(0, "9 days");
    assertThat(vitals.look(NODE).ringFill()).isCloseTo(1.0 / 16, within(0.001));
    for (int slot = 1; slot < 16; slot++) {
      age(slot, "13 hours");
    }
    assertThat(vitals.look(NODE).ringFill()).isBetween(0.97, 0.98);
  }

  private void age(int slot, String age) {
    outbox
        .test()
        .database()
        .with(
            handle ->
                slot == 0
                    ? handle.execute(
                        "UPDATE log_slot SET opened_at = clock_timestamp() - ?::interval", age)
                    : handle.execute(
                        "INSERT INTO log_slot (slot, after_seq, opened_at) VALUES (?, ?, clock_timestamp() - ?::interval)",
                        (short) slot,
                        slot * 16_384L,
                        age));
  }
}
