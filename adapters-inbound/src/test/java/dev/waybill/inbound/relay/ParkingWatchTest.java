package dev.waybill.inbound.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.SteppingClock;
import dev.waybill.domain.connector.Configuration;
import dev.waybill.domain.connector.Connector;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.ConnectorRuntimes.Opened;
import dev.waybill.domain.connector.InMemoryConnectors;
import dev.waybill.domain.connector.Reason;
import dev.waybill.domain.connector.VerifyConnector;
import dev.waybill.domain.json.PlainJsonCodec;
import dev.waybill.domain.outbox.InMemoryOutbox;
import dev.waybill.domain.relay.FairShare;
import dev.waybill.domain.relay.RelayTools;
import dev.waybill.domain.relay.RetryPolicy;
import dev.waybill.domain.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ParkingWatchTest {
  private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final SteppingClock clock = new SteppingClock(NOW);
  private final InMemoryOutbox outbox = new InMemoryOutbox(clock);
  private final InMemoryConnectors connectors = new InMemoryConnectors(clock, outbox);
  private final CountingVerifier verifier = new CountingVerifier();
  private final ParkingWatch watch = new ParkingWatch(desk());
  private Connector.Unconfigured parked;

  @BeforeEach
  void park() {
    var reason = new Reason("token_refused", "It was revoked.", NOW);
    var created = connectors.create("shop", "scripted", Configuration.empty(Set.of()), reason);
    parked = (Connector.Unconfigured) created;
  }

  @Test
  void it_looks_at_once_then_after_a_minute_then_ever_more_seldom_up_to_an_hour() {
    assertThat(looksAfter(Duration.ZERO)).isEqualTo(1);
    assertThat(looksAfter(MINUTE.minusMillis(1))).isZero();
    assertThat(looksAfter(Duration.ofMillis(1))).isEqualTo(1);
    assertThat(looksAfter(MINUTE.multipliedBy(2).minusMillis(1))).isZero();
    assertThat(looksAfter(Duration.ofMillis(1))).isEqualTo(1);
    for (int minutes : List.of(4, 8, 16, 32, 60, 60)) {
      assertThat(looksAfter(MINUTE.multipliedBy(minutes).minusMillis(1))).isZero();
      assertThat(looksAfter(Duration.ofMillis(1))).as(minutes + " minutes").isEqualTo(1);
    }
  }

  @Test
  void a_connector_that_passes_and_is_blocked_again_is_not_asked_without_end() {
    looksAfter(Duration.ZERO);
    watch.over();
    assertThat(looksAfter(Duration.ZERO)).isZero();
    assertThat(looksAfter(MINUTE)).isEqualTo(1);
  }

  @Test
  void a_connector_that_delivered_since_is_looked_at_at_once() {
    looksAfter(Duration.ZERO);
    watch.over();
    watch.worked();
    assertThat(looksAfter(Duration.ZERO)).isEqualTo(1);
  }

  @Test
  void a_clock_set_back_does_not_make_it_wait_for_long() {
    looksAfter(Duration.ZERO);
    assertThat(looksAfter(Duration.ofDays(-1))).isZero();
    assertThat(looksAfter(MINUTE)).isEqualTo(1);
  }

  private int looksAfter(Duration time) {
    clock.advance(time);
    int before = verifier.rechecks;
    watch.look(parked);
    return verifier.rechecks - before;
  }

  private RelayDesk desk() {
    var tools =
        new RelayTools(
            outbox,
            outbox,
            new PlainJsonCodec(),
            clock,
            () -> 0,
            RetryPolicy.EVENTS,
            Telemetry.NONE,
            new FairShare(1 << 24),
            Duration.ofHours(1));
    return new RelayDesk(
        RelayFixture.seat(RelayFixture.NODE, new InMemoryOutbox(clock)),
        connectors,
        (_, _) -> new Opened.Faulty(List.of()),
        verifier,
        tools,
        MINUTE);
  }

  /** Passes nothing. */
  private static final class CountingVerifier implements VerifyConnector {
    private int rechecks;

    @Override
    public Verification recheck(ConnectorId id) {
      rechecks++;
      return new Verification.NotFound();
    }

    @Override
    public Verification verify(ConnectorId id) {
      return recheck(id);
    }

    @Override
    public Verification confirm(ConnectorId id, String check, String by) {
      return recheck(id);
    }

    @Override
    public Optional<Reason> probe(Connector.Configured connector) {
      return Optional.empty();
    }
  }
}
