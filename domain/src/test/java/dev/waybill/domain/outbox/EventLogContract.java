package dev.waybill.domain.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.domain.event.EventId;
import dev.waybill.domain.event.EventKey;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.event.Occurrence;
import dev.waybill.domain.outbox.EventLog.Appended;
import dev.waybill.domain.source.SourceId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What a log promises, whatever it is made of: nothing here knows of tables or of connectors. A log
 * that keeps events somewhere else has to pass this.
 */
public abstract class EventLogContract {
  private static final int PLENTY = 1 << 20;
  private static final int WRITERS = 4;
  private static final int ROUNDS = 50;
  private static final Occurrence OCCURRENCE =
      new Occurrence(EventSource.WEB, Instant.parse("2026-05-01T11:00:00Z"));

  protected abstract EventLog log();

  /** A new source without events. */
  protected abstract SourceId newSource();

  @Test
  public void an_event_is_accepted_once() {
    var source = newSource();
    assertThat(append(source, "a", "b")).containsExactly(Appended.ACCEPTED, Appended.ACCEPTED);
    assertThat(append(source, "b", "c")).containsExactly(Appended.DUPLICATE, Appended.ACCEPTED);
    assertThat(texts(readAll(source))).containsExactly("a", "b", "c");
  }

  @Test
  public void the_same_event_id_is_another_event_at_another_source() {
    append(newSource(), "a");
    assertThat(append(newSource(), "a")).containsExactly(Appended.ACCEPTED);
  }

  @Test
  public void the_second_of_two_equal_events_in_one_call_is_the_duplicate() {
    var source = newSource();
    assertThat(append(source, "a", "b", "a"))
        .containsExactly(Appended.ACCEPTED, Appended.ACCEPTED, Appended.DUPLICATE);
    assertThat(texts(readAll(source))).containsExactly("a", "b");
  }

  @Test
  public void nothing_appended_gives_no_answers() {
    assertThat(log().append(List.of())).isEmpty();
  }

  @Test
  public void more_than_one_call_may_bring_is_refused_whole() {
    var source = newSource();
    var events =
        IntStream.rangeClosed(0, EventLog.MAX_EVENTS)
            .mapToObj(i -> event(source, "e" + i))
            .toList();
    assertThatThrownBy(() -> log().append(events)).isInstanceOf(IllegalArgumentException.class);
    assertThat(readAll(source)).isEmpty();
  }

  @Test
  public void events_of_several_sources_are_answered_in_the_order_they_were_given() {
    var one = newSource();
    var two = newSource();
    append(two, "b");
    var events = List.of(event(two, "a"), event(one, "a"), event(two, "b"), event(one, "b"));
    assertThat(log().append(events))
        .containsExactly(
            Appended.ACCEPTED, Appended.ACCEPTED, Appended.DUPLICATE, Appended.ACCEPTED);
    assertThat(texts(readAll(one))).containsExactly("a", "b");
    assertThat(texts(readAll(two))).containsExactly("b", "a");
  }

  @Test
  public void events_are_read_back_in_the_order_they_were_appended() {
    var source = newSource();
    append(source, "c", "a");
    append(newSource(), "elsewhere");
    append(source, "b");
    var entries = readAll(source);
    assertThat(texts(entries)).containsExactly("c", "a", "b");
    assertThat(entries).extracting(Entry::seq).isSorted().doesNotHaveDuplicates();
    assertThat(entries)
        .extracting(Entry::key)
        .containsExactly(key(source, "c"), key(source, "a"), key(source, "b"));
  }

  @Test
  public void a_payload_of_every_size_comes_back_as_it_was() {
    var source = newSource();
    var sizes = List.of(1, 100, 65_000, 65_536, 200_000, 2);
    log()
        .append(
            sizes.stream().map(size -> event(source, "size " + size, "x".repeat(size))).toList());
    assertThat(readAll(source))
        .extracting(entry -> entry.payload().length)
        .containsExactlyElementsOf(sizes);
  }

  @Test
  public void reading_goes_on_after_a_number_and_stops_at_the_limit() {
    var source = newSource();
    append(source, "a", "b", "c", "d");
    var first = log().read(source, 0, Lane.OPEN, 2, PLENTY);
    assertThat(texts(first)).containsExactly("a", "b");
    var second = log().read(source, first.getLast().seq(), Lane.OPEN, 2, PLENTY);
    assertThat(texts(second)).containsExactly("c", "d");
    assertThat(log().read(source, second.getLast().seq(), Lane.OPEN, 2, PLENTY)).isEmpty();
  }

  @Test
  public void reading_from_before_the_first_event_begins_with_it() {
    append(newSource(), "before it");
    var source = newSource();
    append(source, "a", "b");
    long first = readAll(source).getFirst().seq();
    assertThat(first).as("numbers begin above 0").isPositive();
    for (long after : new long[] {0, first / 2, first - 1}) {
      assertThat(texts(log().read(source, after, Lane.OPEN, 2, PLENTY)))
          .as("after %d", after)
          .containsExactly("a", "b");
    }
    assertThat(log().read(source, 0, first - 1, 2, PLENTY)).isEmpty();
  }

  @Test
  public void reading_stops_at_the_last_number_asked_for() {
    var source = newSource();
    append(source, "a", "b", "c");
    long second = readAll(source).get(1).seq();
    assertThat(texts(log().read(source, 0, second, 10, PLENTY))).containsExactly("a", "b");
    assertThat(texts(log().read(source, 0, second - 1, 10, PLENTY))).containsExactly("a");
  }

  @Test
  public void reading_stops_at_the_bytes_but_gives_at_least_one_event() {
    var source = newSource();
    append(source, "four", "five5", "six");
    assertThat(log().read(source, 0, Lane.OPEN, 10, 9)).hasSize(2);
    assertThat(log().read(source, 0, Lane.OPEN, 10, 8)).hasSize(1);
    assertThat(log().read(source, 0, Lane.OPEN, 10, 1)).hasSize(1);
  }

  @Test
  public void a_reader_beside_four_writers_sees_every_event_once_and_in_order() throws Exception {
    var source = newSource();
    var seen = new ArrayList<Entry>();
    try (var writers = Executors.newFixedThreadPool(WRITERS)) {
      var writing =
          IntStream.range(0, WRITERS)
              .mapToObj(w -> writers.submit(() -> write(source, w)))
              .toList();
      while (!writing.stream().allMatch(it -> it.isDone())) {
        readOn(source, seen);
      }
      for (var one : writing) {
        one.get();
      }
    }
    readOn(source, seen);
    assertThat(seen).extracting(Entry::seq).isSorted().doesNotHaveDuplicates();
    assertThat(texts(seen)).doesNotHaveDuplicates().hasSize(WRITERS * ROUNDS * 2);
  }

  private void write(SourceId source, int writer) {
    for (int round = 0; round < ROUNDS; round++) {
      append(source, writer + "-" + round + "-a", writer + "-" + round + "-b");
    }
  }

  private void readOn(SourceId source, List<Entry> seen) {
    long last = seen.isEmpty() ? 0 : seen.getLast().seq();
    seen.addAll(log().read(source, last, Lane.OPEN, 1_000, PLENTY));
  }

  private List<Entry> readAll(SourceId source) {
    return log().read(source, 0, Lane.OPEN, 1_000, PLENTY);
  }

  private List<Appended> append(SourceId source, String... ids) {
    return log().append(Stream.of(ids).map(id -> event(source, id)).toList());
  }

  private static NewEvent event(SourceId source, String id) {
    return event(source, id, id);
  }

  private static NewEvent event(SourceId source, String id, String payload) {
    return new NewEvent(
        source, key(source, id), payload.getBytes(StandardCharsets.UTF_8), OCCURRENCE);
  }

  private static EventKey key(SourceId source, String id) {
    return EventKey.of(source, EventSource.WEB, "View", new EventId(id));
  }

  private static List<String> texts(List<Entry> entries) {
    return entries.stream()
        .map(entry -> new String(entry.payload(), StandardCharsets.UTF_8))
        .toList();
  }
}
