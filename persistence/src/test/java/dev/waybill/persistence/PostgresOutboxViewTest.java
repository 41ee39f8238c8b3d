package dev.waybill.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.event.EventId;
import dev.waybill.domain.event.EventKey;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.event.Occurrence;
import dev.waybill.domain.outbox.Entry;
import dev.waybill.domain.outbox.EventException.Dead;
import dev.waybill.domain.outbox.EventException.Expired;
import dev.waybill.domain.outbox.EventException.Filtered;
import dev.waybill.domain.outbox.EventException.Retrying;
import dev.waybill.domain.outbox.NewEvent;
import dev.waybill.domain.outbox.OutboxView.Chapter;
import dev.waybill.domain.outbox.OutboxView.Fate;
import dev.waybill.domain.outbox.SettledCall;
import dev.waybill.domain.outbox.Verdict;
import dev.waybill.domain.outbox.WindowStart;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One connector with an event of every verdict: v1 delivered, v2 filtered, v3 dead, v4 expired, v5
 * retrying, v6 delivered at the second attempt, v7 filtered at the second, v8 and v9 waiting.
 */
class PostgresOutboxViewTest {
  private static OutboxFixture outbox;
  private static PostgresOutboxView view;
  private static ConnectorId connector;

  @BeforeAll
  static void deliver() {
    outbox = new OutboxFixture();
    view = new PostgresOutboxView(outbox.test().database());
    var source = outbox.newSource();
    connector = outbox.newConnector(List.of(source));
    Deliveries.append(outbox, source, "v1", "v2", "v3", "v4", "v5");
    Deliveries.append(outbox, source, "v6", "v7", "v8", "v9");
    var deliveries = new Deliveries(outbox, connector);
    var entries = deliveries.next(7);
    deliveries.settle(
        entries,
        new Filtered(entries.get(1).seq()),
        new Dead(entries.get(2).seq(), 1, "invalid", "Refused."),
        new Expired(entries.get(3).seq(), 1, "too_old", "Too old."),
        retrying(entries.get(4), Duration.ofHours(1)),
        retrying(entries.get(5), Duration.ZERO),
        retrying(entries.get(6), Duration.ZERO));
    deliveries.settleRetries(entries.subList(5, 7), new Filtered(entries.get(6).seq()));
    assertThat(outbox.line(connector).balanced()).isTrue();
  }

  @AfterAll
  static void close() {
    outbox.close();
  }

  private static Retrying retrying(Entry entry, Duration delay) {
    return new Retrying(entry.seq(), 1, delay, "busy", "Try again.", WindowStart.UNKNOWN);
  }

  private static List<String> ids(Verdict verdict) {
    return view.events(connector, verdict, null, 100).orElseThrow().items().stream()
        .map(item -> id(item.payload()))
        .toList();
  }

  private static String id(byte @Nullable [] payload) {
    return new String(Objects.requireNonNull(payload), StandardCharsets.UTF_8)
        .replaceAll(".*:\"(.*)\"}", "$1");
  }

  @Test
  void events_are_listed_by_verdict_newest_first() {
    assertThat(ids(Verdict.DELIVERED)).containsExactly("v6", "v1");
    assertThat(ids(Verdict.FILTERED)).containsExactly("v7", "v2");
    assertThat(ids(Verdict.DEAD)).containsExactly("v3");
    assertThat(ids(Verdict.EXPIRED)).containsExactly("v4");
    assertThat(ids(Verdict.RETRYING)).containsExactly("v5");
    assertThat(ids(Verdict.WAITING)).containsExactly("v9", "v8");
  }

  @ParameterizedTest
  @EnumSource
  void each_event_of_a_list_has_the_verdict_of_the_list(Verdict verdict) {
    var items = view.events(connector, verdict, null, 100).orElseThrow().items();
    assertThat(items).isNotEmpty().allMatch(item -> item.fate().verdict() == verdict);
  }

  @ParameterizedTest
  @EnumSource
  void pages_go_through_the_whole_list(Verdict verdict) {
    var paged = new ArrayList<String>();
    @Nullable String next = null;
    do {
      var page = view.events(connector, verdict, next, 1).orElseThrow();
      page.items().forEach(item -> paged.add(id(item.payload())));
      next = page.next();
    } while (next != null);
    assertThat(paged).containsExactlyElementsOf(ids(verdict));
  }

  @Test
  void a_list_of_nobody_is_not_there() {
    assertThat(view.events(new ConnectorId(999_999), Verdict.DEAD, null, 10)).isEmpty();
  }

  @Test
  void a_page_of_no_or_too_many_events_is_refused() {
    assertThatThrownBy(() -> view.events(connector, Verdict.DEAD, null, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> view.events(connector, Verdict.DEAD, null, 1_001))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?", "0", "-1", "+1", "01", "A", "1y2p0ij32e8e8"})
  void a_made_up_cursor_is_refused(String cursor) {
    for (var asked : List.of(connector, new ConnectorId(999_999))) {
      assertThatThrownBy(() -> view.events(asked, Verdict.DEAD, cursor, 10))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void the_backlog_says_how_much_waits_and_since_when() {
    var backlog = view.backlogs().getFirst();
    assertThat(backlog.connector()).isEqualTo(connector);
    assertThat(backlog.waiting()).isEqualTo(2);
    assertThat(backlog.retrying()).isEqualTo(1);
    assertThat(backlog.oldestWaiting())
        .isEqualTo(view.stories(new EventId("v8")).getFirst().receivedAt());
  }

  private static Chapter chapter(String id) {
    var stories = view.stories(new EventId(id));
    assertThat(stories).hasSize(1);
    assertThat(stories.getFirst().chapters()).hasSize(1);
    return stories.getFirst().chapters().getFirst();
  }

  private static Fate fate(String id) {
    return chapter(id).fate();
  }

  @Test
  void a_story_tells_the_verdict_and_why() {
    assertThat(fate("v1").verdict()).isEqualTo(Verdict.DELIVERED);
    assertThat(fate("v1").attempts()).isEqualTo(1);
    assertThat(fate("v1").at()).isNotNull();
    assertThat(fate("v2").verdict()).isEqualTo(Verdict.FILTERED);
    assertThat(fate("v2").attempts()).isZero();
    assertThat(fate("v3").code()).isEqualTo("invalid");
    assertThat(fate("v3").message()).isEqualTo("Refused.");
    assertThat(fate("v4").verdict()).isEqualTo(Verdict.EXPIRED);
    assertThat(fate("v5").nextAttempt()).isNotNull();
    assertThat(fate("v6").verdict()).isEqualTo(Verdict.DELIVERED);
    assertThat(fate("v6").attempts()).isEqualTo(2);
    assertThat(fate("v7").verdict()).isEqualTo(Verdict.FILTERED);
    assertThat(fate("v8").verdict()).isEqualTo(Verdict.WAITING);
    assertThat(fate("v8").at()).isNull();
    assertThat(fate("v8").attempts()).isZero();
  }

  @Test
  void a_story_names_the_calls_that_carried_the_event_and_no_other() {
    assertThat(chapter("v1").calls())
        .extracting(SettledCall::requestId)
        .containsExactly("request 1");
    assertThat(chapter("v6").calls())
        .extracting(SettledCall::requestId)
        .containsExactly("request 1", "request 2");
    assertThat(chapter("v8").calls()).isEmpty();
  }

  @Test
  void an_event_nobody_sent_has_no_story() {
    assertThat(view.stories(new EventId("nobody"))).isEmpty();
  }

  @Test
  void of_an_id_used_too_often_the_newest_hundred_are_told_oldest_first() {
    var source = outbox.newSource();
    var names = IntStream.rangeClosed(1, 103).mapToObj(i -> "Event " + i).toList();
    var payload = "{}".getBytes(StandardCharsets.UTF_8);
    var keys =
        names.stream()
            .map(name -> EventKey.of(source, EventSource.WEB, name, new EventId("often")))
            .toList();
    outbox
        .log()
        .append(
            keys.stream()
                .map(
                    key ->
                        new NewEvent(
                            source,
                            key,
                            payload,
                            new Occurrence(EventSource.WEB, Deliveries.HAPPENED)))
                .toList());
    assertThat(view.stories(new EventId("often")))
        .extracting(story -> story.key())
        .containsExactlyElementsOf(keys.subList(3, 103));
  }

  @Test
  void an_id_used_in_two_sources_has_two_stories() {
    var one = outbox.newSource();
    var two = outbox.newSource();
    Deliveries.append(outbox, one, "shared");
    Deliveries.append(outbox, two, "shared");
    assertThat(view.stories(new EventId("shared")))
        .extracting(story -> story.source())
        .containsExactly(one, two);
  }
}
