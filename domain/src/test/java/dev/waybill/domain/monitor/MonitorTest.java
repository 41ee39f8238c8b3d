package dev.waybill.domain.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.SteppingClock;
import dev.waybill.domain.connector.Configuration;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.InMemoryConnectors;
import dev.waybill.domain.connector.Reason;
import dev.waybill.domain.monitor.Condition.Kind;
import dev.waybill.domain.monitor.Monitor.News;
import dev.waybill.domain.node.Lease;
import dev.waybill.domain.outbox.InMemoryOutbox;
import dev.waybill.domain.outbox.NodeId;
import dev.waybill.domain.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MonitorTest {
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

  private final SteppingClock clock = new SteppingClock(NOON);
  private final AtomicLong nanos = new AtomicLong();
  private final Lease lease = new Lease(nanos::get);
  private final Sight sight = new Sight(clock);
  private final InMemoryConnectors connectors =
      new InMemoryConnectors(clock, new InMemoryOutbox(clock));
  private final Monitor monitor =
      new Monitor(
          new NodeId(new UUID(0, 1)),
          lease,
          new Monitor.Sights(sight, sight, connectors, sight, new StoreClock(clock, nanos::get)),
          clock,
          Telemetry.NONE);

  @BeforeEach
  void live() {
    lease.beaten(0, 1);
  }

  @Test
  void a_healthy_installation_has_no_condition() {
    assertThat(monitor.look()).isEmpty();
    assertThat(monitor.conditions()).isEmpty();
    assertThat(monitor.last()).isPresent();
  }

  @Test
  void a_connector_that_was_parked_is_seen_with_its_reason_until_it_works_again() {
    var draft = Configuration.empty(Set.of());
    var reason = new Reason("not_verified", "Not verified yet.", NOON);
    var id = connectors.create("shop", "webhook", draft, reason).id();
    assertThat(parked()).as("it never worked").isEmpty();
    connectors.promote(id, version(id));
    assertThat(parked()).isEmpty();
    var refused = new Reason("token_refused", "The token is refused.", NOON);
    connectors.park(id, version(id), refused);
    assertThat(parked()).isEqualTo(Map.of(id, refused));
    connectors.reinstate(id, version(id));
    assertThat(parked()).isEmpty();
  }

  private long version(ConnectorId id) {
    return connectors.find(id).orElseThrow().registration().version();
  }

  private Map<ConnectorId, Reason> parked() {
    monitor.look();
    return monitor.last().orElseThrow().parked();
  }

  @Test
  void a_store_that_is_away_is_told_with_the_last_figures_kept() {
    monitor.look();
    sight.away = true;
    clock.advance(Duration.ofSeconds(5));
    var news = monitor.look();
    assertThat(news).hasSize(1).first().isInstanceOf(News.Began.class);
    assertOnly(Kind.DATABASE, NOON.plusSeconds(5), "does not answer");
    assertThat(monitor.last()).isPresent();
  }

  @Test
  void a_lease_that_is_over_is_told() {
    nanos.set(Lease.VALID.toNanos());
    monitor.look();
    assertOnly(Kind.LEASE, NOON, "sends nothing");
  }

  @Test
  void a_ring_that_is_nearly_full_is_told_and_one_that_is_in_use_is_not() {
    sight.ringFill = 0.94;
    assertThat(monitor.look()).isEmpty();
    sight.ringFill = 0.97;
    monitor.look();
    assertOnly(Kind.LOG_RING, NOON, "97 %");
  }

  @Test
  void a_clock_that_differs_is_told_whichever_way() {
    sight.storeAhead = Duration.ofSeconds(5);
    assertThat(monitor.look()).isEmpty();
    sight.storeAhead = Duration.ofSeconds(6);
    monitor.look();
    assertOnly(Kind.CLOCK, NOON, "6 s ahead of");
    sight.storeAhead = Duration.ofSeconds(-90);
    monitor.look();
    assertOnly(Kind.CLOCK, NOON, "90 s behind");
  }

  @Test
  void a_disk_budget_that_is_near_is_told() {
    sight.bytes = 8_999;
    assertThat(monitor.look()).isEmpty();
    sight.bytes = 9_000;
    monitor.look();
    assertOnly(Kind.DISK, NOON, "90 %");
  }

  @Test
  void a_ledger_that_does_not_balance_is_told_with_its_connector() {
    sight.unexplained = 2;
    monitor.look();
    assertOnly(Kind.LEDGER, NOON, "2 events unexplained");
    assertThat(monitor.conditions().getFirst().connector()).isEqualTo(Sight.CONNECTOR);
    sight.unexplained = 0;
    sight.witnessed = false;
    monitor.look();
    assertOnly(Kind.LEDGER, NOON, "second witnesses");
  }

  @Test
  void events_that_leave_the_log_soon_are_told_together() {
    sight.late = 12;
    monitor.look();
    assertOnly(Kind.EXPIRING, NOON, "24 waiting events");
  }

  @Test
  void a_short_deduplication_is_told_once_keys_were_dropped() {
    assertThat(monitor.look()).isEmpty();
    sight.keysForgotten = true;
    monitor.look();
    assertOnly(Kind.DEDUPLICATION, NOON, "24 h only");
  }

  @Test
  void what_lasts_keeps_its_beginning_and_is_news_once_and_so_is_its_end() {
    sight.late = 1;
    assertThat(monitor.look()).hasSize(1);
    clock.advance(Duration.ofMinutes(1));
    assertThat(monitor.look()).isEmpty();
    assertOnly(Kind.EXPIRING, NOON, "2 waiting");
    sight.late = 0;
    assertThat(monitor.look()).hasSize(1).first().isInstanceOf(News.Ended.class);
    assertThat(monitor.conditions()).isEmpty();
    clock.advance(Duration.ofMinutes(1));
    sight.late = 1;
    assertThat(monitor.look()).hasSize(1);
    assertOnly(Kind.EXPIRING, NOON.plusSeconds(120), "2 waiting");
  }

  private void assertOnly(Kind kind, Instant since, String what) {
    assertThat(monitor.conditions()).hasSize(1);
    var condition = monitor.conditions().getFirst();
    assertThat(condition.kind()).isEqualTo(kind);
    assertThat(condition.since()).isEqualTo(since);
    assertThat(condition.what()).contains(what);
    assertThat(condition.remedy()).isNotBlank();
  }
}
