package dev.waybill.domain.relay;

import static dev.waybill.domain.relay.RelayBench.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.connector.Configuration;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.ConnectorRuntimes;
import dev.waybill.domain.connector.ConnectorRuntimes.Opened;
import dev.waybill.domain.connector.InMemoryConnectors;
import dev.waybill.domain.connector.Reason;
import dev.waybill.domain.destination.ScriptedDestination;
import dev.waybill.domain.event.EventId;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.outbox.OutboxView;
import dev.waybill.domain.outbox.Retention;
import dev.waybill.domain.outbox.RetentionPolicy;
import dev.waybill.domain.outbox.Verdict;
import dev.waybill.domain.relay.ReadBacklogs.AgeLimit;
import dev.waybill.domain.relay.ReadBacklogs.Cause;
import dev.waybill.domain.relay.ReadBacklogs.FirstExpiry;
import dev.waybill.domain.source.SourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Web events count for 7 days, offline ones for 28, and the platform drops doubles for 48 hours.
 */
class BacklogsTest {
  private static final Reason NEW = new Reason("not_verified", "New.", Instant.EPOCH);
  private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(5));

  private final RelayBench bench = new RelayBench();
  private final InMemoryConnectors connectors = new InMemoryConnectors(bench.clock, bench.outbox);
  private final ConnectorId connector =
      connectors.create("shop", "scripted", Configuration.empty(Set.of(new SourceId(1))), NEW).id();
  private ScriptedDestination destination = new WithWindows();
  private int opened;
  private boolean faulty;
  private OutboxView.Oldest oldest = web(LONG_AGO);
  private long waiting = 3;
  private long retrying;
  private Backlogs backlogs = backlogs(Duration.ofDays(300));

  BacklogsTest() {
    connectors.promote(connector, 1);
  }

  @Test
  void a_backlog_expires_when_its_oldest_event_does() {
    assertThat(firstExpiry()).isEqualTo(LONG_AGO.plus(Duration.ofDays(7)));
  }

  @Test
  void what_waits_expires_when_it_leaves_the_log_if_that_comes_first() {
    backlogs = backlogs(Duration.ofDays(1));
    assertThat(backlogs.until().getFirst().firstExpiry())
        .isEqualTo(new FirstExpiry(NOW.plus(Duration.ofDays(1)), Cause.RETENTION));
    assertThat(backlogs.log().policy().retention()).isEqualTo(Duration.ofDays(1));
    backlogs = backlogs(Duration.ofDays(2).plusMillis(1));
    assertThat(firstExpiry()).isEqualTo(LONG_AGO.plus(Duration.ofDays(7)));
  }

  @Test
  void a_retry_does_not_expire_with_the_log() {
    backlogs = backlogs(Duration.ofDays(1));
    waiting = 0;
    retrying = 1;
    assertThat(firstExpiry()).isEqualTo(LONG_AGO.plus(Duration.ofDays(7)));
  }

  @Test
  void each_event_source_has_its_own_window() {
    var older = LONG_AGO.minus(Duration.ofDays(22));
    oldest = oldest(Map.of(EventSource.WEB, LONG_AGO, EventSource.OFFLINE, older), null, null);
    assertThat(firstExpiry()).isEqualTo(older.plus(Duration.ofDays(28)));
  }

  @Test
  void events_that_will_be_filtered_do_not_expire() {
    oldest = oldest(Map.of(EventSource.CRM, LONG_AGO), null, null);
    assertThat(firstExpiry()).isNull();
  }

  @Test
  void an_event_in_doubt_expires_with_the_deduplication() {
    waiting = 0;
    retrying = 1;
    oldest = oldest(Map.of(EventSource.WEB, NOW), null, NOW);
    assertThat(firstExpiry()).isEqualTo(NOW.plus(Duration.ofDays(2)));
    bench.deduplication = Duration.ZERO;
    connectors.pause(connector, true);
    assertThat(firstExpiry()).as("no doubles are dropped").isEqualTo(NOW.plus(Duration.ofDays(7)));
  }

  @Test
  void what_is_not_known_may_be_of_the_shortest_window() {
    oldest = oldest(Map.of(), LONG_AGO, null);
    assertThat(firstExpiry()).isEqualTo(LONG_AGO.plus(Duration.ofDays(7)));
  }

  @Test
  void the_age_limit_is_the_shortest_window_that_the_connector_delivers_within() {
    assertThat(backlogs.ageLimit(connector))
        .isEqualTo(new AgeLimit(Duration.ofDays(7), Cause.WINDOW));
  }

  @Test
  void the_age_limit_is_the_retention_where_that_is_shorter_or_no_window_is_known() {
    var days = Duration.ofDays(3);
    backlogs = backlogs(days);
    assertThat(backlogs.ageLimit(connector)).isEqualTo(new AgeLimit(days, Cause.RETENTION));
    faulty = true;
    backlogs = backlogs(Duration.ofDays(300));
    assertThat(backlogs.ageLimit(connector))
        .isEqualTo(new AgeLimit(Duration.ofDays(300), Cause.RETENTION));
    assertThat(backlogs.ageLimit(new ConnectorId(99)).cause()).isEqualTo(Cause.RETENTION);
  }

  @Test
  void nothing_that_waits_does_not_expire() {
    waiting = 0;
    assertThat(firstExpiry()).isNull();
    assertThat(opened).isZero();
  }

  @Test
  void a_window_without_end_ends_never() {
    destination = new ScriptedDestination();
    destination.window(Duration.ofSeconds(Long.MAX_VALUE));
    assertThat(firstExpiry()).isNull();
  }

  @Test
  void a_destination_is_opened_once_for_each_version_and_closed_again() {
    firstExpiry();
    firstExpiry();
    assertThat(opened).isEqualTo(1);
    assertThat(destination.isClosed()).isTrue();
    connectors.pause(connector, true);
    firstExpiry();
    assertThat(opened).isEqualTo(2);
  }

  @Test
  void what_cannot_be_opened_or_asked_leaves_the_backlog_without_an_expiry() {
    faulty = true;
    assertThat(firstExpiry()).isNull();
    faulty = false;
    connectors.pause(connector, true);
    destination =
        new ScriptedDestination() {
          @Override
          public Duration acceptanceWindow(EventSource source) {
            throw new NoSuchMethodError("s3cret");
          }
        };
    assertThat(firstExpiry()).isNull();
    assertThat(backlogs.until().getFirst().backlog().waiting()).isEqualTo(3);
  }

  private @Nullable Instant firstExpiry() {
    var expiry = backlogs.until().getFirst().firstExpiry();
    return expiry == null || expiry.cause() == Cause.RETENTION ? null : expiry.at();
  }

  private Backlogs backlogs(Duration retention) {
    var policy = new RetentionPolicy(retention, 1_000, OptionalLong.empty(), Duration.ofDays(30));
    return new Backlogs(new OneBacklog(), connectors, runtimes(), new NothingToKeep(), policy);
  }

  private static final class NothingToKeep implements Retention {
    @Override
    public List<Step> maintain() {
      return List.of();
    }

    @Override
    public State state() {
      return new State(Duration.ZERO, false, 0, 0, List.of());
    }
  }

  private ConnectorRuntimes runtimes() {
    return (_, _) -> {
      opened++;
      var runtime = bench.runtime(destination);
      return faulty ? new Opened.Faulty(List.of()) : new Opened.Ready(runtime);
    };
  }

  private static OutboxView.Oldest web(Instant time) {
    return oldest(Map.of(EventSource.WEB, time), null, null);
  }

  private static OutboxView.Oldest oldest(
      Map<EventSource, Instant> happened, @Nullable Instant received, @Nullable Instant uncertain) {
    return new OutboxView.Oldest(happened, received, uncertain);
  }

  private static final class WithWindows extends ScriptedDestination {
    @Override
    public boolean accepts(EventSource source) {
      return source != EventSource.CRM;
    }

    @Override
    public Duration acceptanceWindow(EventSource source) {
      return Duration.ofDays(source == EventSource.OFFLINE ? 28 : 7);
    }
  }

  /** Knows one backlog, and nothing else. */
  private final class OneBacklog implements OutboxView {
    @Override
    public List<Backlog> backlogs() {
      return List.of(
          new Backlog(connector, "shop", waiting, retrying, waiting > 0 ? NOW : null, oldest));
    }

    @Override
    public Optional<Page> events(
        ConnectorId asked, Verdict verdict, @Nullable String before, int limit) {
      return Optional.empty();
    }

    @Override
    public List<Story> stories(EventId id) {
      return List.of();
    }
  }
}
