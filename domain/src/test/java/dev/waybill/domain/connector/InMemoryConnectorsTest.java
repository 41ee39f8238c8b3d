package dev.waybill.domain.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.SteppingClock;
import dev.waybill.domain.connector.Connectors.Change.Changed;
import dev.waybill.domain.outbox.EventException.Retrying;
import dev.waybill.domain.outbox.InMemoryOutbox;
import dev.waybill.domain.outbox.NodeId;
import dev.waybill.domain.outbox.OutboxContract;
import dev.waybill.domain.outbox.Settlement;
import dev.waybill.domain.outbox.WindowStart;
import dev.waybill.domain.source.SourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The fake keeps what the port says of time that a connector is parked or paused. */
class InMemoryConnectorsTest {
  private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
  private static final Reason REASON = new Reason("token_refused", "No.", NOW);
  private static final SourceId SOURCE = new SourceId(1);

  private final SteppingClock clock = new SteppingClock(NOW);
  private final InMemoryOutbox outbox = new InMemoryOutbox(clock);
  private final InMemoryConnectors connectors = new InMemoryConnectors(clock, outbox);

  @Test
  void a_connector_that_is_parked_and_paused_is_idle_until_it_is_neither() {
    var draft = Configuration.empty(Set.of(SOURCE));
    var id = connectors.create("shop", "webhook", draft, REASON).id();
    connectors.promote(id, 1);
    failOnce(id);
    clock.advance(Duration.ofHours(1));
    connectors.pause(id, true);
    clock.advance(Duration.ofDays(7));
    connectors.park(id, 3, REASON);
    clock.advance(Duration.ofDays(7));
    connectors.pause(id, false);
    clock.advance(Duration.ofDays(7));
    assertThat(connectors.reinstate(id, 5)).isInstanceOf(Changed.class);
    clock.advance(Duration.ofHours(1));
    var lane = outbox.of(id).getFirst();
    assertThat(outbox.dueRetries(lane, 1, 1).getFirst().age()).isEqualTo(Duration.ofHours(2));
  }

  private void failOnce(ConnectorId id) {
    outbox.append(List.of(OutboxContract.event(SOURCE, "a")));
    var lane = outbox.of(id).getFirst();
    var entry = outbox.read(lane.source(), lane.position(), lane.end(), 1, 1).getFirst();
    outbox.settle(
        outbox.take(id, new NodeId(new UUID(0, 1))).orElseThrow(),
        new Settlement(
            lane.id(),
            new Settlement.Scope.Range(lane.position(), entry.seq(), 1),
            List.of(
                new Retrying(entry.seq(), 1, Duration.ZERO, "busy", "Again.", WindowStart.UNKNOWN)),
            List.of()));
  }
}
