package dev.waybill.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.connector.Configuration;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.Connectors.WaitingEvents;
import dev.waybill.domain.connector.LaneStart;
import dev.waybill.domain.connector.RateLimit;
import dev.waybill.domain.event.EventId;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.outbox.Entry;
import dev.waybill.domain.outbox.EventException.Dead;
import dev.waybill.domain.outbox.EventException.Retrying;
import dev.waybill.domain.outbox.EventLog.Appended;
import dev.waybill.domain.outbox.Lane;
import dev.waybill.domain.outbox.Lanes.Settled;
import dev.waybill.domain.outbox.Ledger;
import dev.waybill.domain.outbox.NodeId;
import dev.waybill.domain.outbox.Retention.Ring;
import dev.waybill.domain.outbox.Retention.Step;
import dev.waybill.domain.outbox.RetryEntry;
import dev.waybill.domain.outbox.Settlement;
import dev.waybill.domain.outbox.Settlement.Scope;
import dev.waybill.domain.outbox.Verdict;
import dev.waybill.domain.outbox.WindowStart;
import dev.waybill.domain.replay.Progress;
import dev.waybill.domain.replay.Replay;
import dev.waybill.domain.replay.ReplayStatus;
import dev.waybill.domain.replay.Replays.Creation;
import dev.waybill.domain.replay.Selection;
import dev.waybill.domain.source.SourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log goes round, and what leaves it is accounted for. */
class RetentionTest {
  private static final Selection.TimeRange EVERYTHING =
      new Selection.TimeRange(
          Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2100-01-01T00:00:00Z"), null);

  private RetentionFixture fixture;
  private OutboxFixture outbox;
  private SourceId source;

  @BeforeEach
  void open() {
    fixture = new RetentionFixture();
    outbox = fixture.outbox();
    source = outbox.newSource();
  }

  @AfterEach
  void close() {
    ledgerBalances();
    fixture.close();
  }

  private void ledgerBalances() {
    outbox
        .ledger()
        .lines()
        .forEach(line -> assertThat(line.balanced()).as(line.toString()).isTrue());
    outbox.assertNoDifference();
  }

  private Appended append(String id) {
    return outbox.log().append(List.of(Deliveries.event(source, id))).getFirst();
  }

  private List<String> inTheLog() {
    return outbox.log().read(source, 0, Lane.OPEN, 1_000, 1 << 20).stream()
        .map(entry -> new String(entry.payload(), UTF_8))
        .map(text -> text.replaceAll(".*:\"|\".*", ""))
        .toList();
  }

  /** The events with these ids fill a slot each, and are older than the retention in the end. */
  private void leaves(String... ids) {
    for (var id : ids) {
      append(id);
      fixture.aPartGoesBy();
      fixture.settleDown();
    }
    fixture.goesBy(RetentionFixture.RETENTION);
  }

  @Test
  void a_slot_is_emptied_when_everything_in_it_is_older_than_the_retention_and_not_before() {
    append("a");
    fixture.aPartGoesBy();
    assertThat(fixture.settleDown()).containsExactly(new Step.Begun(Ring.LOG));
    append("b");
    fixture.goesBy(RetentionFixture.RETENTION.minusMinutes(1));
    fixture.settleDown();
    assertThat(inTheLog()).containsExactly("a", "b");
    fixture.goesBy(Duration.ofMinutes(1));
    assertThat(fixture.settleDown()).contains(new Step.Emptied(Ring.LOG));
    assertThat(inTheLog()).containsExactly("b");
  }

  @Test
  void a_slot_without_events_stays_the_current_one() {
    fixture.goesBy(RetentionFixture.RETENTION.multipliedBy(3));
    assertThat(fixture.settleDown()).isEmpty();
  }

  @Test
  void what_a_stuck_connector_never_had_expires_and_the_ring_goes_round_for_the_others() {
    var stuck = outbox.newConnector(List.of(source));
    var working = outbox.newConnector(List.of(source));
    var delivered = new Deliveries(outbox, working);
    var steps = new ArrayList<Step>();
    for (int turn = 0; turn < 40; turn++) {
      append("event " + turn);
      delivered.settle(delivered.next(10));
      fixture.aPartGoesBy();
      steps.addAll(fixture.settleDown());
      assertThat(outbox.line(stuck).balanced()).isTrue();
      assertThat(outbox.line(working).balanced()).isTrue();
    }
    assertThat(steps).contains(new Step.Expired(stuck, 1)).doesNotContain(new Step.Full(Ring.LOG));
    assertThat(steps)
        .filteredOn(Step.Expired.class::isInstance)
        .allMatch(new Step.Expired(stuck, 1)::equals);
    assertThat(outbox.line(working).delivered()).isEqualTo(40);
    var line = outbox.line(stuck);
    assertThat(line.accepted()).isEqualTo(40);
    assertThat(line.expired()).isEqualTo(26);
    assertThat(line.waiting()).isEqualTo(14);
    assertThat(fixture.count("ingest_commit"))
        .as("those of the log, and of its keys")
        .isLessThan(20);
    assertThat(fixture.count("settlement")).as("both connectors").isLessThan(40);
    assertThat(fixture.count("call")).isLessThan(20);
    assertThat(new Deliveries(outbox, stuck).next(100)).hasSize(14);
  }

  @Test
  void a_range_on_its_way_that_expires_is_outdated_and_the_lane_goes_on_behind_it() {
    var connector = outbox.newConnector(List.of(source));
    var deliveries = new Deliveries(outbox, connector);
    append("a");
    fixture.aPartGoesBy();
    fixture.settleDown();
    append("b");
    var lane = deliveries.lane();
    var entries = deliveries.next(10);
    var ownership = outbox.lanes().take(connector, new NodeId(new UUID(0, 1))).orElseThrow();
    fixture.goesBy(RetentionFixture.RETENTION);
    fixture.settleDown();
    var range = new Scope.Range(lane.position(), entries.getLast().seq(), 2);
    var settlement = new Settlement(lane.id(), range, List.of(), List.of());
    assertThat(outbox.lanes().settle(ownership, settlement)).isEqualTo(Settled.OUTDATED);
    assertThat(outbox.line(connector).expired()).isEqualTo(1);
    assertThat(deliveries.next(10)).extracting(Entry::seq).containsExactly(entries.getLast().seq());
    deliveries.settle(deliveries.next(10));
    assertThat(outbox.line(connector).delivered()).isEqualTo(1);
  }

  @Test
  void what_a_replay_had_not_come_to_expires_in_its_own_account_and_no_verdict_changes() {
    var replayed = replayed();
    missed(replayed, new Progress.Deliveries(2, 0, 0, 1, 0, 1, true));
    assertThat(outbox.line(replayed.connector())).isEqualTo(replayed.before());
  }

  @Test
  void what_remains_of_a_cancelled_replay_expires_in_its_account_but_nobody_is_warned() {
    var replayed = replayed();
    fixture.goesBy(RetentionFixture.RETENTION.minusHours(1));
    assertThat(fixture.retention().state().late()).hasSize(1);
    replays().change(replayed.replay().id(), ReplayStatus.CANCELLED);
    assertThat(fixture.retention().state().late()).isEmpty();
    missed(replayed, new Progress.Deliveries(2, 0, 0, 1, 0, 1, true));
    assertThat(outbox.line(replayed.connector())).isEqualTo(replayed.before());
  }

  @Test
  void what_remains_of_a_deleted_connectors_replay_expires_in_its_account() {
    var replayed = replayed();
    outbox.connectors().delete(replayed.connector(), WaitingEvents.KEEP);
    missed(replayed, new Progress.Deliveries(2, 0, 0, 1, 0, 1, true));
  }

  private PostgresReplays replays() {
    return new PostgresReplays(outbox.test().database(), OutboxFixture.JSON);
  }

  private record Replayed(ConnectorId connector, Replay replay, Ledger.Line before) {}

  /** A replay of two events in two slots, of which none is sent yet. */
  private Replayed replayed() {
    var connector = outbox.newConnector(List.of(source));
    var deliveries = new Deliveries(outbox, connector);
    append("a");
    fixture.aPartGoesBy();
    fixture.settleDown();
    append("b");
    deliveries.settle(deliveries.next(10));
    var created = (Creation.Created) replays().create(connector, EVERYTHING, null);
    return new Replayed(connector, created.replay(), outbox.line(connector));
  }

  /** The first of the two leaves the log. */
  private void missed(Replayed replayed, Progress.Deliveries account) {
    fixture.goesBy(RetentionFixture.RETENTION);
    assertThat(fixture.settleDown())
        .contains(new Step.Missed(replayed.connector(), 1))
        .noneMatch(Step.Expired.class::isInstance);
    assertThat(inTheLog()).containsExactly("b");
    assertThat(replays().find(replayed.replay().id()).orElseThrow().progress()).isEqualTo(account);
  }

  @Test
  void what_is_settled_ahead_of_the_gap_that_expires_stays_as_it_is() {
    var connector = outbox.newConnector(List.of(source));
    var deliveries = new Deliveries(outbox, connector);
    append("a");
    append("b");
    fixture.aPartGoesBy();
    fixture.settleDown();
    append("c");
    append("d");
    var entries = deliveries.next(10);
    var lane = deliveries.lane();
    settle(connector, lane, entries.get(1).seq() - 1, entries.get(2).seq(), 2);
    fixture.goesBy(RetentionFixture.RETENTION);
    fixture.settleDown();
    assertThat(deliveries.lane().position()).isEqualTo(entries.get(2).seq());
    assertThat(outbox.line(connector).expired()).isEqualTo(1);
    assertThat(outbox.line(connector).delivered()).isEqualTo(2);
    assertThat(deliveries.next(10)).extracting(Entry::seq).containsExactly(entries.get(3).seq());
  }

  private void settle(ConnectorId connector, Lane lane, long after, long to, int events) {
    var ownership = outbox.lanes().take(connector, new NodeId(new UUID(0, 1))).orElseThrow();
    var range = new Scope.Range(after, to, events);
    var settlement = new Settlement(lane.id(), range, List.of(), List.of());
    assertThat(outbox.lanes().settle(ownership, settlement)).isEqualTo(Settled.SETTLED);
  }

  private static Retrying retry(Entry entry, int attempts) {
    return new Retrying(
        entry.seq(), attempts, Duration.ZERO, "busy", "Again.", WindowStart.UNKNOWN);
  }

  @Test
  void a_retry_is_delivered_with_its_payload_after_its_slot_is_gone() {
    var connector = outbox.newConnector(List.of(source));
    var deliveries = new Deliveries(outbox, connector);
    append("a");
    append("b");
    var entries = deliveries.next(10);
    deliveries.settle(entries, retry(entries.get(0), 1), retry(entries.get(1), 1));
    leaves("c");
    assertThat(fixture.settleDown()).contains(new Step.Rescued(2), new Step.Emptied(Ring.LOG));
    assertThat(inTheLog()).isEmpty();
    var due = outbox.lanes().dueRetries(deliveries.lane(), 10, 1 << 20);
    assertThat(due).extracting(it -> it.entry().seq()).containsExactly(seqs(entries));
    assertThat(due.getFirst().entry()).usingRecursiveComparison().isEqualTo(entries.getFirst());
    assertThat(outbox.lanes().retries(deliveries.lane(), List.of(entries.getLast().seq())))
        .singleElement()
        .extracting(RetryEntry::entry)
        .usingRecursiveComparison()
        .isEqualTo(entries.getLast());
    deliveries.settleRetries(entries.subList(0, 1));
    deliveries.settleRetries(entries.subList(1, 2), new Dead(entries.get(1).seq(), 2, "no", "No."));
    assertThat(outbox.line(connector).delivered()).isEqualTo(1);
    assertThat(events(connector, Verdict.DEAD)).containsExactly("{\"event_id\":\"b\"}");
  }

  private static Long[] seqs(List<Entry> entries) {
    return entries.stream().map(Entry::seq).toArray(Long[]::new);
  }

  private List<String> events(ConnectorId connector, Verdict verdict) {
    var view = new PostgresOutboxView(outbox.test().database());
    return view.events(connector, verdict, null, 10).orElseThrow().items().stream()
        .map(item -> new String(item.payload(), UTF_8))
        .toList();
  }

  @Test
  void a_retry_whose_slot_is_gone_is_listed_and_told_of_and_can_be_discarded() {
    var connector = outbox.newConnector(List.of(source));
    var deliveries = new Deliveries(outbox, connector);
    append("a");
    var entries = deliveries.next(10);
    deliveries.settle(entries, retry(entries.getFirst(), 1));
    leaves("b");
    fixture.settleDown();
    assertThat(events(connector, Verdict.RETRYING)).containsExactly("{\"event_id\":\"a\"}");
    var view = new PostgresOutboxView(outbox.test().database());
    var story = view.stories(new EventId("a")).getFirst();
    assertThat(story.chapters())
        .extracting(chapter -> chapter.fate().verdict())
        .containsExactly(Verdict.RETRYING);
    outbox.connectors().delete(connector, WaitingEvents.DISCARD);
    assertThat(outbox.line(connector).retrying()).isZero();
  }

  @Test
  void a_duplicate_is_noticed_as_long_as_its_keys_are_there_and_taken_in_again_afterwards() {
    leaves("a");
    append("b");
    fixture.goesBy(RetentionFixture.RETENTION);
    append("c");
    assertThat(append("a")).as("until it is looked after").isEqualTo(Appended.DUPLICATE);
    fixture.settleDown();
    fixture.goesBy(RetentionFixture.RETENTION);
    fixture.settleDown();
    assertThat(append("a")).isEqualTo(Appended.ACCEPTED);
    append("d");
    assertThat(append("d")).isEqualTo(Appended.DUPLICATE);
  }

  @Test
  void a_lane_begins_at_the_earliest_event_that_is_there_to_stay() {
    leaves("a");
    append("b");
    fixture.retention().maintain();
    var connector = outbox.newConnector(List.of());
    subscribe(connector);
    assertThat(new Deliveries(outbox, connector).next(10)).hasSize(1);
    assertThat(outbox.line(connector).accepted()).isEqualTo(1);
  }

  private void subscribe(ConnectorId connector) {
    var start = new LaneStart.Earliest();
    outbox.subscribe(
        connector,
        new Configuration(
            JsonObject.EMPTY,
            null,
            Set.of(source),
            start,
            null,
            null,
            null,
            RateLimit.NONE,
            List.of()));
  }

  @Test
  void a_slot_somebody_reads_is_emptied_later_and_nobody_waits_for_it() throws Exception {
    leaves("a");
    append("b");
    try (var reader = TestDatabase.connect(outbox.test().settings());
        var statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      statement.setFetchSize(1);
      try (var _ = statement.executeQuery("SELECT payload FROM event_log")) {
        assertThat(fixture.settleDown()).contains(new Step.Blocked(Ring.LOG));
        assertThat(append("c")).isEqualTo(Appended.ACCEPTED);
        assertThat(inTheLog()).containsExactly("a", "b", "c");
      }
      reader.rollback();
    }
    assertThat(fixture.settleDown()).contains(new Step.Emptied(Ring.LOG));
    assertThat(inTheLog()).containsExactly("b", "c");
  }

  @Test
  void an_append_that_hangs_holds_up_the_next_slot_until_it_is_over() throws Exception {
    append("a");
    fixture.aPartGoesBy();
    try (var hanging = TestDatabase.connect(outbox.test().settings());
        var statement = hanging.createStatement()) {
      hanging.setAutoCommit(false);
      statement.execute("SELECT pg_advisory_xact_lock(7201, " + source.number() + ")");
      assertThat(fixture.retention().maintain()).doesNotContain(new Step.Begun(Ring.LOG));
      hanging.rollback();
    }
    assertThat(fixture.settleDown()).contains(new Step.Begun(Ring.LOG));
  }

  @Test
  void too_many_keys_are_dropped_before_their_events() {
    var retention = fixture.retention(RetentionFixture.policy(40));
    for (int i = 0; i < 60; i++) {
      append("event " + i);
      RetentionFixture.settleDown(retention);
      assertThat(retention.state().keys()).isLessThanOrEqualTo(40);
    }
    assertThat(retention.state().keysForgotten()).isTrue();
    assertThat(append("event 59")).isEqualTo(Appended.DUPLICATE);
    assertThat(append("event 0")).isEqualTo(Appended.ACCEPTED);
    assertThat(inTheLog()).hasSize(61);
  }

  @Test
  void a_lane_that_will_lose_events_is_named_a_day_before_and_not_earlier() {
    var connector = outbox.newConnector(List.of(source));
    append("a");
    append("b");
    fixture.aPartGoesBy();
    fixture.settleDown();
    append("c");
    fixture.goesBy(RetentionFixture.RETENTION.minusHours(25));
    assertThat(fixture.retention().state().late()).isEmpty();
    fixture.goesBy(Duration.ofHours(2));
    assertThat(fixture.retention().state().late())
        .singleElement()
        .satisfies(late -> assertThat(late.connector()).isEqualTo(connector))
        .satisfies(late -> assertThat(late.events()).isEqualTo(2));
  }

  @Test
  void dead_events_lose_their_payload_when_its_time_is_over_and_keep_their_reason() {
    var connector = outbox.newConnector(List.of(source));
    var deliveries = new Deliveries(outbox, connector);
    append("a");
    var entries = deliveries.next(1);
    deliveries.settle(entries, new Dead(entries.getFirst().seq(), 1, "refused", "No."));
    outbox.test().execute("UPDATE terminal_event SET settled_at = now() - interval '29 days'");
    assertThat(fixture.settleDown()).isEmpty();
    outbox.test().execute("UPDATE terminal_event SET settled_at = now() - interval '31 days'");
    assertThat(fixture.settleDown()).containsExactly(new Step.Forgotten(1));
    leaves("b");
    fixture.settleDown();
    var view = new PostgresOutboxView(outbox.test().database());
    var item = view.events(connector, Verdict.DEAD, null, 10).orElseThrow().items().getFirst();
    assertThat(item.payload()).isNull();
    assertThat(item.fate().code()).isEqualTo("refused");
  }

  @Test
  void a_commit_that_is_partly_delivered_expires_in_part_and_the_ledger_goes_on_balancing() {
    var connector = outbox.newConnector(List.of(source));
    var deliveries = new Deliveries(outbox, connector);
    Deliveries.append(outbox, source, "a", "b", "c");
    deliveries.settle(deliveries.next(1));
    leaves("d");
    assertThat(fixture.settleDown()).contains(new Step.Expired(connector, 3));
    assertThat(outbox.line(connector).expired()).isEqualTo(3);
    assertThat(outbox.line(connector).balanced()).isTrue();
  }

  @Test
  void the_newest_rows_stay_when_everything_has_left_the_log() {
    var connector = outbox.newConnector(List.of(source));
    var deliveries = new Deliveries(outbox, connector);
    for (var id : List.of("a", "b", "c")) {
      append(id);
      deliveries.settle(deliveries.next(10));
    }
    fixture.aPartGoesBy();
    fixture.settleDown();
    var other = outbox.newSource();
    outbox.log().append(List.of(Deliveries.event(other, "x")));
    fixture.goesBy(RetentionFixture.RETENTION);
    fixture.settleDown();
    ledgerBalances();
    fixture.goesBy(RetentionFixture.RETENTION);
    fixture.settleDown();
    assertThat(inTheLog()).isEmpty();
    assertThat(fixture.count("settlement")).isEqualTo(1);
    assertThat(fixture.count("call")).isEqualTo(1);
    assertThat(fixture.count("ingest_commit")).as("one of each source").isEqualTo(2);
    assertThat(outbox.line(connector).delivered()).isEqualTo(3);
    append("d");
    deliveries.settle(deliveries.next(10));
    assertThat(outbox.line(connector).delivered()).isEqualTo(4);
  }
}
