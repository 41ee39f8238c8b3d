package dev.waybill.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.event.EventId;
import dev.waybill.domain.event.EventKey;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.event.Occurrence;
import dev.waybill.domain.outbox.EventException.Dead;
import dev.waybill.domain.outbox.EventException.Expired;
import dev.waybill.domain.outbox.EventException.Retrying;
import dev.waybill.domain.outbox.NewEvent;
import dev.waybill.domain.outbox.Verdict;
import dev.waybill.domain.outbox.WindowStart;
import dev.waybill.domain.search.EventSearch;
import dev.waybill.domain.search.SearchEvents.Hit;
import dev.waybill.domain.search.SearchEvents.LogQuery;
import dev.waybill.domain.search.SearchEvents.Query;
import dev.waybill.domain.search.SearchEvents.Sighting;
import dev.waybill.domain.source.SourceId;
import dev.waybill.json.JacksonCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two connectors over one source of seven events: at the first one s1 died of "invalid", s2 of
 * "gone", s3 expired, s4 is retried; at the other one s1 died too. Event n has order id "o\"n" and
 * is a Purchase, or a View if it is even; the order id of s7 is the number 7.
 */
class EventSearchTest {
  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
  private static OutboxFixture outbox;
  private static EventSearch search;
  private static SourceId source;
  private static ConnectorId first;
  private static ConnectorId second;

  @BeforeAll
  static void deliver() {
    outbox = new OutboxFixture();
    search =
        new EventSearch(
            new PostgresEventScan(outbox.test().database()),
            new JacksonCodec(),
            InstantSource.system());
    source = outbox.newSource();
    first = outbox.newConnector(List.of(source));
    second = outbox.newConnector(List.of(source));
    outbox.log().append(IntStream.range(1, 5).mapToObj(EventSearchTest::event).toList());
    outbox.log().append(IntStream.range(5, 8).mapToObj(EventSearchTest::event).toList());
    var deliveries = new Deliveries(outbox, first);
    var entries = deliveries.next(6);
    deliveries.settle(
        entries,
        new Dead(entries.get(0).seq(), 1, "invalid", "Refused."),
        new Dead(entries.get(1).seq(), 1, "gone", "Gone."),
        new Expired(entries.get(2).seq(), 1, "too_old", "Too old."),
        new Retrying(
            entries.get(3).seq(), 1, Duration.ofHours(1), "busy", "Again.", WindowStart.UNKNOWN));
    var others = new Deliveries(outbox, second);
    var same = others.next(2);
    others.settle(same, new Dead(same.getFirst().seq(), 1, "invalid", "Refused."));
  }

  @AfterAll
  static void close() {
    assertThat(outbox.ledger().lines()).allMatch(line -> line.balanced());
    outbox.close();
  }

  private static NewEvent event(int number) {
    var id = "s" + number;
    var name = number % 2 == 0 ? "View" : "Purchase";
    var order = number == 7 ? "7" : "\"o\\\"" + number + "\"";
    return new NewEvent(
        source,
        EventKey.of(source, EventSource.WEB, name, new EventId(id)),
        "{\"event\":\"%s\",\"event_id\":\"%s\",\"properties\":{\"order_id\":%s}}"
            .formatted(name, id, order)
            .getBytes(StandardCharsets.UTF_8),
        new Occurrence(EventSource.WEB, Deliveries.HAPPENED));
  }

  private static Query any() {
    return new Query(null, Query.EXCEPTIONS, null, null, null, null, null);
  }

  private static List<String> found(Query query) {
    return ids(search.exceptions(query, null, 100).hits());
  }

  private static List<String> ids(List<Hit> hits) {
    return hits.stream().map(hit -> hit.connector() + " " + hit.eventId()).toList();
  }

  @Test
  void all_exceptions_are_found_newest_first() {
    assertThat(found(any()))
        .containsExactly(
            first + " s4", first + " s3", first + " s2", second + " s1", first + " s1");
  }

  @Test
  void exceptions_are_found_by_connector_verdict_code_name_and_order_id() {
    assertThat(found(new Query(second, Query.EXCEPTIONS, null, null, null, null, null)))
        .containsExactly(second + " s1");
    assertThat(found(new Query(first, Set.of(Verdict.DEAD), null, null, null, null, null)))
        .containsExactly(first + " s2", first + " s1");
    assertThat(found(new Query(null, Query.EXCEPTIONS, "busy", null, null, null, null)))
        .containsExactly(first + " s4");
    assertThat(found(new Query(null, Query.EXCEPTIONS, null, "View", null, null, null)))
        .containsExactly(first + " s4", first + " s2");
    assertThat(found(new Query(null, Query.EXCEPTIONS, null, null, "o\"3", null, null)))
        .containsExactly(first + " s3");
    assertThat(found(new Query(null, Query.EXCEPTIONS, null, null, "o\"", null, null))).isEmpty();
  }

  @Test
  void a_time_bounds_what_is_found() {
    var soon = Instant.now().plusSeconds(60);
    assertThat(found(new Query(null, Query.EXCEPTIONS, null, null, null, LONG_AGO, soon)))
        .hasSize(5);
    assertThat(found(new Query(null, Query.EXCEPTIONS, null, null, null, soon, null))).isEmpty();
    assertThat(found(new Query(null, Query.EXCEPTIONS, null, null, null, null, LONG_AGO)))
        .isEmpty();
  }

  @Test
  void a_hit_tells_what_became_of_the_event() {
    var hit = search.exceptions(any(), null, 1).hits().getFirst();
    assertThat(hit.name()).isEqualTo("View");
    assertThat(hit.fate().verdict()).isEqualTo(Verdict.RETRYING);
    assertThat(hit.fate().code()).isEqualTo("busy");
    assertThat(hit.fate().nextAttempt()).isNotNull();
  }

  @Test
  void pages_go_through_everything_once() {
    var paged = new ArrayList<String>();
    @Nullable String next = null;
    do {
      var page = search.exceptions(any(), next, 1);
      paged.addAll(ids(page.hits()));
      next = page.next();
    } while (next != null);
    assertThat(paged).isEqualTo(found(any()));
  }

  private static LogQuery orders(String orderId) {
    var now = Instant.now();
    return new LogQuery(source, orderId, now.minusSeconds(3_600), now.plusSeconds(3_600));
  }

  @Test
  void an_order_is_found_in_the_log_whatever_became_of_it() {
    var page = search.log(orders("o\"5"), null, 10).orElseThrow();
    assertThat(page.found()).extracting(Sighting::eventId).containsExactly("s5");
    assertThat(page.next()).isNull();
    assertThat(page.scanned()).isEqualTo(page.events()).isEqualTo(7);
    assertThat(search.log(orders("7"), null, 10).orElseThrow().found())
        .extracting(Sighting::eventId)
        .containsExactly("s7");
    assertThat(search.log(orders("o"), null, 10).orElseThrow().found()).isEmpty();
  }

  @Test
  void a_search_of_the_log_goes_on_and_says_how_far_it_is() {
    var page = search.log(orders("o\"6"), null, 1).orElseThrow();
    assertThat(page.found()).extracting(Sighting::eventId).containsExactly("s6");
    assertThat(page.scanned()).isEqualTo(2);
    var rest = search.log(orders("o\"6"), page.next(), 1).orElseThrow();
    assertThat(rest.found()).isEmpty();
    assertThat(rest.next()).isNull();
    assertThat(rest.scanned()).isEqualTo(7);
  }

  @Test
  void a_source_nobody_knows_has_no_log() {
    var query = new LogQuery(new SourceId(999), "o", LONG_AGO, LONG_AGO.plusSeconds(1));
    assertThat(search.log(query, null, 10)).isEmpty();
  }

  @Test
  void a_time_without_commits_is_empty() {
    var query = new LogQuery(source, "o", LONG_AGO, LONG_AGO.plusSeconds(1));
    var page = search.log(query, null, 10).orElseThrow();
    assertThat(page.found()).isEmpty();
    assertThat(page.events()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1", "1.x", "-1.0", "99999999999999999999.0"})
  void a_made_up_cursor_is_refused(String cursor) {
    assertThatThrownBy(() -> search.exceptions(any(), cursor, 10))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> search.log(orders("o"), cursor, 10))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1_001})
  void a_page_of_no_or_too_many_events_is_refused(int limit) {
    assertThatThrownBy(() -> search.exceptions(any(), null, limit))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
