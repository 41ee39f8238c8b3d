package dev.waybill.persistence;

import static dev.waybill.domain.outbox.EventLog.Appended.ACCEPTED;
import static dev.waybill.domain.outbox.EventLog.Appended.DUPLICATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.domain.event.EventKey;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.event.Occurrence;
import dev.waybill.domain.outbox.EventLog.Appended;
import dev.waybill.domain.outbox.Lane;
import dev.waybill.domain.outbox.NewEvent;
import dev.waybill.domain.outbox.Retention.Step;
import dev.waybill.domain.source.SourceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SmallAppendTest {
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

  private static final String RECORDS =
      """
      SELECT concat_ws(' ', accepted, duplicate, last_seq - first_seq, slot,
                       'web', oldest_web AT TIME ZONE 'UTC', 'app', oldest_app AT TIME ZONE 'UTC',
                       'offline', oldest_offline AT TIME ZONE 'UTC', 'crm', oldest_crm AT TIME ZONE 'UTC')
        FROM ingest_commit WHERE source_id = :source ORDER BY first_seq""";

  private static final String FAILS_AT_COMMIT =
      """
      CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'the disk is gone'; END $$;
      CREATE CONSTRAINT TRIGGER fail_late AFTER INSERT ON ingest_commit
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION fail()""";

  private final RetentionFixture fixture = new RetentionFixture();
  private final OutboxFixture outbox = fixture.outbox();
  private final Database database = outbox.test().database();
  private final SmallAppend small = new SmallAppend();
  private final SourceId source = outbox.newSource();

  @AfterEach
  void close() {
    fixture.close();
  }

  private List<Appended> append(List<NewEvent> events) {
    return database.withIngest(handle -> small.append(handle, events)).orElseThrow();
  }

  private List<Appended> append(String... ids) {
    return append(List.of(ids).stream().map(id -> Deliveries.event(source, id)).toList());
  }

  private static NewEvent event(SourceId source, String id, EventSource origin, int minute) {
    return Deliveries.event(source, id, new Occurrence(origin, NOON.plusSeconds(60L * minute)));
  }

  private List<String> records(SourceId of) {
    return database.with(
        handle ->
            handle
                .createQuery(RECORDS)
                .bind("source", of.number())
                .mapTo(String.class)
                .list());
  }

  private List<EventKey> keysInLog() {
    return outbox.log().read(source, 0, Lane.OPEN, 1_000, 1 << 24).stream()
        .map(entry -> entry.key())
        .toList();
  }

  @Test
  void what_it_writes_is_what_the_transaction_of_many_statements_writes() {
    var other = outbox.newSource();
    for (var group : List.of(List.of(3, 1), List.of(1, 2, 3, 4, 2), List.of(4, 1))) {
      assertThat(append(group.stream().map(i -> some(source, i)).toList()))
          .isEqualTo(
              database.inIngestTransaction(
                  handle ->
                      AppendTransaction.append(
                          handle, group.stream().map(i -> some(other, i)).toList())));
    }
    assertThat(records(source)).hasSize(2).isEqualTo(records(other));
    assertThat(records(source).getLast()).contains("2 3 ", "offline", "crm");
  }

  private static NewEvent some(SourceId source, int number) {
    return event(source, "event " + number, EventSource.values()[number - 1], 10 - number);
  }

  @Test
  void only_the_oldest_of_those_that_are_new_counts_for_the_window() {
    append(List.of(event(source, "early", EventSource.WEB, 0)));
    append(
        List.of(
            event(source, "early", EventSource.WEB, 0),
            event(source, "late", EventSource.WEB, 9),
            event(source, "later", EventSource.WEB, 10)));
    assertThat(records(source).getLast()).contains("12:09:00").doesNotContain("app 2");
  }

  @Test
  void an_event_is_accepted_once_in_its_group_and_later() {
    assertThat(append("a", "b", "a")).containsExactly(ACCEPTED, ACCEPTED, DUPLICATE);
    assertThat(append("b", "c")).containsExactly(DUPLICATE, ACCEPTED);
    assertThat(append("a")).containsExactly(DUPLICATE);
    assertThat(keysInLog())
        .containsExactly(
            Deliveries.event(source, "a").key(),
            Deliveries.event(source, "b").key(),
            Deliveries.event(source, "c").key());
  }

  @Test
  void a_part_of_the_key_index_that_was_begun_meanwhile_is_written_and_the_older_one_searched() {
    append("a");
    fixture.goesBy(RetentionFixture.POLICY.keyPartAge().plusSeconds(1));
    assertThat(fixture.settleDown()).hasAtLeastOneElementOfType(Step.Begun.class);
    assertThat(append("a", "b")).containsExactly(DUPLICATE, ACCEPTED);
    assertThat(fixture.count("event_key WHERE slot = 0")).isEqualTo(1);
    assertThat(fixture.count("event_key WHERE slot = 1")).isEqualTo(1);
  }

  @Test
  void what_fails_leaves_nothing_behind() {
    outbox.test().execute("ALTER TABLE ingest_commit ADD CONSTRAINT few CHECK (accepted < 2)");
    assertThatThrownBy(() -> append("a", "b")).hasMessageContaining("could not be appended");
    assertThat(fixture.count("event_key")).isZero();
    assertThat(keysInLog()).isEmpty();
    outbox.test().execute("ALTER TABLE ingest_commit DROP CONSTRAINT few");
    assertThat(append("a", "b")).containsExactly(ACCEPTED, ACCEPTED);
  }

  @Test
  void nothing_is_answered_before_the_commit() {
    outbox.test().execute(FAILS_AT_COMMIT);
    assertThatThrownBy(() -> append("a")).hasStackTraceContaining("the disk is gone");
    assertThat(fixture.count("event_key")).isZero();
  }

  @Test
  void it_is_for_a_few_events_of_one_source() {
    var few =
        IntStream.range(0, SmallAppend.MOST_EVENTS)
            .mapToObj(i -> Deliveries.event(source, "event " + i))
            .toList();
    assertThat(SmallAppend.isFor(few)).isTrue();
    assertThat(append(few)).containsOnly(ACCEPTED).hasSize(few.size());
    var more = new ArrayList<>(few);
    more.add(Deliveries.event(source, "one more"));
    assertThat(SmallAppend.isFor(more)).isFalse();
    var another = outbox.newSource();
    assertThat(
            SmallAppend.isFor(
                List.of(Deliveries.event(source, "a"), Deliveries.event(another, "a"))))
        .isFalse();
    assertThat(SmallAppend.isFor(List.of(large(SmallAppend.MOST_BYTES)))).isTrue();
    assertThat(SmallAppend.isFor(List.of(large(SmallAppend.MOST_BYTES + 1)))).isFalse();
  }

  private NewEvent large(int bytes) {
    var event = Deliveries.event(source, "large");
    return new NewEvent(source, event.key(), new byte[bytes], event.occurrence());
  }
}
