package dev.waybill.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.event.Occurrence;
import dev.waybill.domain.outbox.EventException.Retrying;
import dev.waybill.domain.outbox.NewEvent;
import dev.waybill.domain.outbox.OutboxView.Backlog;
import dev.waybill.domain.outbox.OutboxView.Oldest;
import dev.waybill.domain.outbox.Uncertainty;
import dev.waybill.domain.outbox.WindowStart;
import dev.waybill.domain.source.SourceId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From when the windows of a backlog run. */
class BacklogAgeTest {
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
  private static final Duration FAST = Duration.ofSeconds(1);

  private static OutboxFixture outbox;
  private static PostgresOutboxView view;

  private SourceId source;
  private ConnectorId connector;
  private Deliveries deliveries;
  private int events;

  @BeforeAll
  static void open() {
    outbox = new OutboxFixture();
    view = new PostgresOutboxView(outbox.test().database());
  }

  @AfterAll
  static void close() {
    outbox.close();
  }

  @BeforeEach
  void begin() {
    source = outbox.newSource();
    connector = outbox.newConnector(List.of(source));
    deliveries = new Deliveries(outbox, connector);
  }

  @Test
  void the_oldest_event_of_each_event_source_is_known_whatever_the_order() {
    append(web(3), offline(700), web(5));
    append(web(4), offline(2));
    assertThat(oldest())
        .isEqualTo(
            new Oldest(Map.of(EventSource.WEB, ago(5), EventSource.OFFLINE, ago(700)), null, null));
  }

  @Test
  void what_is_delivered_counts_no_longer_once_its_commit_is() {
    append(web(5));
    append(web(4));
    deliveries.settle(deliveries.next(1));
    assertThat(oldest().happened()).isEqualTo(Map.of(EventSource.WEB, ago(4)));
    append(web(1));
    deliveries.settle(deliveries.next(1));
    assertThat(oldest().happened()).isEqualTo(Map.of(EventSource.WEB, ago(1)));
  }

  @Test
  void of_a_commit_that_is_partly_delivered_all_counts() {
    append(web(5), web(4));
    deliveries.settle(deliveries.next(1));
    assertThat(oldest().happened()).isEqualTo(Map.of(EventSource.WEB, ago(5)));
  }

  @Test
  void duplicates_and_other_sources_do_not_count() {
    append(web(1));
    outbox.log().append(List.of(event(outbox.newSource(), web(9))));
    var first = Deliveries.event(source, "e-" + connector.number() + "-1", web(9));
    outbox.log().append(List.of(first, event(source, web(2))));
    assertThat(oldest().happened()).isEqualTo(Map.of(EventSource.WEB, ago(2)));
  }

  @Test
  void a_retry_counts_by_itself_with_what_is_uncertain_of_it() {
    append(web(9), offline(2), web(1));
    var entries = deliveries.next(3);
    var doubt = new Uncertainty(ago(6), 1);
    deliveries.settle(
        entries,
        retrying(entries.get(1).seq(), new WindowStart(offline(2), doubt)),
        retrying(entries.get(2).seq(), new WindowStart(web(1), null)));
    assertThat(oldest())
        .isEqualTo(
            new Oldest(Map.of(EventSource.WEB, ago(1), EventSource.OFFLINE, ago(2)), null, ago(6)));
  }

  @Test
  void what_an_earlier_version_stored_counts_from_its_receipt() {
    append(web(9));
    append(web(8));
    var entries = deliveries.next(1);
    deliveries.settle(entries, retrying(entries.getFirst().seq(), WindowStart.UNKNOWN));
    assertThat(oldest().received()).isEqualTo(entries.getFirst().receivedAt());

    outbox.test().execute("UPDATE ingest_commit SET oldest_web = NULL");
    deliveries.settleRetries(entries);
    assertThat(oldest().happened()).isEmpty();
    assertThat(oldest().received())
        .isCloseTo(deliveries.next(1).getFirst().receivedAt(), within(5, ChronoUnit.SECONDS));
  }

  @Test
  void nothing_that_waits_has_no_age() {
    append(web(1));
    deliveries.settle(deliveries.next(1));
    assertThat(oldest()).isEqualTo(Oldest.NONE);
  }

  /** Measured elsewhere; here only that it does not get out of hand. */
  @Test
  void a_hundred_million_events_in_large_commits_are_measured_quickly() {
    append(web(1));
    outbox
        .test()
        .execute(
            """
            INSERT INTO ingest_commit (source_id, first_seq, last_seq, accepted, duplicate, slot, oldest_web)
            SELECT %d, 10000000000 + i * 1000, 10000000999 + i * 1000, 1000, 0, 0,
                   now() - i * interval '1 ms'
              FROM generate_series(1, 100000) i"""
                .formatted(source.number()));
    outbox.test().execute("VACUUM ANALYZE ingest_commit");
    var fastest = Long.MAX_VALUE;
    for (int i = 0; i < 10; i++) {
      long begin = System.nanoTime();
      assertThat(backlog().waiting()).isEqualTo(100_000_001L);
      fastest = Math.min(fastest, System.nanoTime() - begin);
    }
    assertThat(Duration.ofNanos(fastest)).isLessThan(FAST);
  }

  private static Instant ago(long hours) {
    return NOON.minus(Duration.ofHours(hours));
  }

  private static Occurrence web(long hoursAgo) {
    return new Occurrence(EventSource.WEB, ago(hoursAgo));
  }

  private static Occurrence offline(long hoursAgo) {
    return new Occurrence(EventSource.OFFLINE, ago(hoursAgo));
  }

  private void append(Occurrence... occurrences) {
    outbox.log().append(List.of(occurrences).stream().map(it -> event(source, it)).toList());
  }

  private NewEvent event(SourceId to, Occurrence occurrence) {
    return Deliveries.event(to, "e-" + connector.number() + "-" + ++events, occurrence);
  }

  private static Retrying retrying(long seq, WindowStart windows) {
    return new Retrying(seq, 1, Duration.ZERO, "busy", "Again.", windows);
  }

  private Oldest oldest() {
    return backlog().oldest();
  }

  private Backlog backlog() {
    return view.backlogs().stream()
        .filter(line -> line.connector().equals(connector))
        .findFirst()
        .orElseThrow();
  }
}
