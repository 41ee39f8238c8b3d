package dev.waybill.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.Connectors.Deletion;
import dev.waybill.domain.connector.Connectors.WaitingEvents;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.outbox.Entry;
import dev.waybill.domain.outbox.EventException;
import dev.waybill.domain.outbox.EventException.Dead;
import dev.waybill.domain.outbox.EventException.Expired;
import dev.waybill.domain.outbox.EventException.Filtered;
import dev.waybill.domain.outbox.EventException.Retrying;
import dev.waybill.domain.outbox.Lane;
import dev.waybill.domain.outbox.Lanes.Settled;
import dev.waybill.domain.outbox.Ledger;
import dev.waybill.domain.outbox.NodeId;
import dev.waybill.domain.outbox.SettledCall;
import dev.waybill.domain.outbox.Settlement;
import dev.waybill.domain.outbox.Settlement.Scope;
import dev.waybill.domain.outbox.Verdict;
import dev.waybill.domain.outbox.WindowStart;
import dev.waybill.domain.replay.Cutoffs;
import dev.waybill.domain.replay.Progress.Deliveries;
import dev.waybill.domain.replay.Replay;
import dev.waybill.domain.replay.ReplayStatus;
import dev.waybill.domain.replay.Replays.Creation;
import dev.waybill.domain.replay.Replays.Finding;
import dev.waybill.domain.replay.Selection.TimeRange;
import dev.waybill.domain.replay.Survey;
import dev.waybill.domain.source.SourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A range is sent once more with an account of its own, and no verdict changes. */
class RangeReplayTest {
  private static final NodeId NODE = new NodeId(new UUID(0, 9));
  private static final Instant EVER = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant NEVER = Instant.parse("2100-01-01T00:00:00Z");
  private static final TimeRange ALL = new TimeRange(EVER, NEVER, null);

  private OutboxFixture outbox;
  private PostgresReplays replays;
  private SourceId source;
  private ConnectorId connector;
  private dev.waybill.persistence.Deliveries deliveries;
  private List<Entry> settled;
  private Ledger.Line before;

  /** Six events settled in every way there is, and two more that wait. */
  @BeforeEach
  void deliver() {
    outbox = new OutboxFixture();
    replays = new PostgresReplays(outbox.test().database(), OutboxFixture.JSON);
    source = outbox.newSource();
    connector = outbox.newConnector(List.of(source));
    deliveries = new dev.waybill.persistence.Deliveries(outbox, connector);
    dev.waybill.persistence.Deliveries.append(outbox, source, "a", "b", "c", "d", "e", "f");
    settled = deliveries.next(6);
    deliveries.settle(
        settled,
        new Dead(seq(0), 1, "40002", "Refused."),
        new Expired(seq(1), 0, "past_acceptance_window", "Too old."),
        new Filtered(seq(2)));
    dev.waybill.persistence.Deliveries.append(outbox, source, "g", "h");
    before = outbox.line(connector);
    assertThat(before.balanced()).isTrue();
  }

  @AfterEach
  void no_verdict_has_changed() {
    try (var closing = outbox) {
      assertThat(closing.ledger().lines()).contains(before);
      closing.assertNoDifference();
    }
  }

  private long seq(int which) {
    return settled.get(which).seq();
  }

  private Replay create(TimeRange which, @Nullable Integer rate) {
    return ((Creation.Created) replays.create(connector, which, rate)).replay();
  }

  private Deliveries account(Replay replay) {
    return (Deliveries) replays.find(replay.id()).orElseThrow().progress();
  }

  private ReplayStatus status(Replay replay) {
    return replays.find(replay.id()).orElseThrow().status();
  }

  private List<Lane> lanes() {
    return outbox.lanes().of(connector);
  }

  private Lane replayLane() {
    return lanes().getLast();
  }

  private void settle(int from, int to, EventException... exceptions) {
    settle(replayLane(), from, to, exceptions);
  }

  private void settle(Lane lane, int from, int to, EventException... exceptions) {
    var events = settled.subList(from, to);
    var range = new Scope.Range(lane.position(), events.getLast().seq(), events.size());
    settle(new Settlement(lane.id(), range, List.of(exceptions), List.of(call(events))));
  }

  private static SettledCall call(List<Entry> events) {
    return new SettledCall(
        events.stream().map(Entry::seq).toList(),
        200,
        "0",
        "OK",
        "again",
        Instant.now(),
        Duration.ofMillis(5));
  }

  private void settle(Settlement settlement) {
    var ownership = outbox.lanes().take(connector, NODE).orElseThrow();
    assertThat(outbox.lanes().settle(ownership, settlement)).isEqualTo(Settled.SETTLED);
  }

  @Test
  void what_is_settled_is_selected_and_what_waits_is_left_out() {
    var replay = create(ALL, null);
    assertThat(account(replay)).isEqualTo(new Deliveries(6, 0, 0, 0, 0, 6, true));
    assertThat(survey(null)).isEqualTo(new Survey(6, 2, 0, null));
    assertThat(lanes()).hasSize(2);
    assertThat(lanes().getFirst().replay()).isNull();
    assertThat(replayLane().replay()).isEqualTo(new Lane.Replayed(true, null));
    assertThat(replayLane().end()).isEqualTo(seq(5));
  }

  private Survey survey(@Nullable Cutoffs cutoffs) {
    return ((Finding.Found) replays.survey(connector, ALL, cutoffs)).survey();
  }

  @Test
  void its_equation_holds_at_every_step_and_it_finishes() {
    var replay = create(ALL, 50);
    settle(
        0,
        4,
        new Dead(seq(0), 1, "40002", "Refused again."),
        new Expired(seq(1), 0, "past_acceptance_window", "Too old."),
        new Filtered(seq(2)),
        new Retrying(seq(3), 1, Duration.ZERO, "busy", "Later.", WindowStart.UNKNOWN));
    assertThat(account(replay)).isEqualTo(new Deliveries(6, 0, 1, 1, 1, 3, true));
    settle(4, 6);
    replays.advance();
    assertThat(status(replay)).isEqualTo(ReplayStatus.RUNNING);
    var again = settled.subList(3, 4);
    settle(
        new Settlement(
            replayLane().id(),
            new Scope.Retries(List.of(seq(3))),
            List.of(),
            List.of(call(again))));
    replays.advance();
    assertThat(status(replay)).isEqualTo(ReplayStatus.FINISHED);
    assertThat(account(replay)).isEqualTo(new Deliveries(6, 3, 1, 1, 1, 0, true));
    assertThat(lanes()).hasSize(1);
  }

  @Test
  void lists_stories_and_backlogs_speak_of_verdicts_alone() {
    create(ALL, null);
    settle(0, 6, new Dead(seq(5), 1, "40002", "Refused now."));
    var view = new PostgresOutboxView(outbox.test().database());
    assertThat(view.events(connector, Verdict.DEAD, null, 10).orElseThrow().items()).hasSize(1);
    assertThat(view.events(connector, Verdict.DELIVERED, null, 10).orElseThrow().items())
        .hasSize(3);
    assertThat(view.backlogs().getFirst().waiting()).isEqualTo(2);
    var story = view.stories(new dev.waybill.domain.event.EventId("f")).getFirst().chapters();
    assertThat(story).hasSize(1);
    assertThat(story.getFirst().fate().verdict()).isEqualTo(Verdict.DELIVERED);
  }

  @Test
  void a_paused_replay_stands_and_its_lane_says_so() {
    var replay = create(ALL, null);
    replays.change(replay.id(), ReplayStatus.PAUSED);
    assertThat(replayLane().replay()).isEqualTo(new Lane.Replayed(false, null));
    settle(0, 2);
    assertThat(account(replay).redelivered()).as("what was on its way counts").isEqualTo(2);
    replays.change(replay.id(), ReplayStatus.RUNNING);
    assertThat(replayLane().replay()).isEqualTo(new Lane.Replayed(true, null));
  }

  @Test
  void what_remains_of_a_cancelled_replay_remains() {
    var replay = create(ALL, null);
    settle(0, 2);
    replays.change(replay.id(), ReplayStatus.CANCELLED);
    replays.advance();
    assertThat(replayLane().replay()).isEqualTo(new Lane.Replayed(false, null));
    outbox.test().execute("UPDATE replay SET ended_at = ended_at - interval '2 minutes'");
    assertThat(lanes()).hasSize(1);
    assertThat(status(replay)).isEqualTo(ReplayStatus.CANCELLED);
    assertThat(account(replay)).isEqualTo(new Deliveries(6, 2, 0, 0, 0, 4, true));
  }

  @Test
  void retries_of_a_cancelled_replay_are_no_work_and_remain_in_its_account() {
    var replay = create(ALL, null);
    settle(0, 4, retry(0), retry(1));
    var lane = replayLane();
    replays.change(replay.id(), ReplayStatus.CANCELLED);
    upkeep();
    assertThat(retries()).as("one may be on its way").isEqualTo(2);
    assertThat(settleRetry(lane, 1)).isEqualTo(Settled.SETTLED);
    assertThat(account(replay)).isEqualTo(new Deliveries(6, 3, 0, 0, 0, 3, true));
    aMinuteGoesBy();
    upkeep();
    assertThat(retries()).isZero();
    assertThat(account(replay)).isEqualTo(new Deliveries(6, 3, 0, 0, 0, 3, true));
  }

  @Test
  void what_comes_back_after_a_cancelled_replay_was_let_go_leaves_its_account_exact() {
    var replay = create(ALL, null);
    settle(0, 2, retry(0), retry(1));
    var lane = replayLane();
    replays.change(replay.id(), ReplayStatus.CANCELLED);
    aMinuteGoesBy();
    upkeep();
    assertThat(settleRetry(lane, 0)).isEqualTo(Settled.OUTDATED);
    assertThat(account(replay)).isEqualTo(new Deliveries(6, 0, 0, 0, 0, 6, true));
    settle(lane, 2, 4, retry(2));
    assertThat(account(replay)).isEqualTo(new Deliveries(6, 1, 0, 0, 0, 5, true));
    upkeep();
    assertThat(retries()).isZero();
    assertThat(account(replay)).isEqualTo(new Deliveries(6, 1, 0, 0, 0, 5, true));
  }

  @Test
  void a_replay_that_does_not_run_wakes_nobody() {
    var arrivals = new PostgresArrivals(outbox.test().database());
    var replay = create(ALL, null);
    settle(0, 2, retry(0));
    assertThat(arrivals.news().due()).containsExactly(connector);
    replays.change(replay.id(), ReplayStatus.PAUSED);
    assertThat(arrivals.news().due()).isEmpty();
    replays.change(replay.id(), ReplayStatus.RUNNING);
    assertThat(arrivals.news().due()).containsExactly(connector);
    replays.change(replay.id(), ReplayStatus.CANCELLED);
    assertThat(arrivals.news().due()).isEmpty();
  }

  private Retrying retry(int which) {
    return new Retrying(seq(which), 1, Duration.ZERO, "busy", "Later.", WindowStart.UNKNOWN);
  }

  private Settled settleRetry(Lane lane, int which) {
    var retries = new Scope.Retries(List.of(seq(which)));
    var calls = List.of(call(settled.subList(which, which + 1)));
    var ownership = outbox.lanes().take(connector, NODE).orElseThrow();
    return outbox.lanes().settle(ownership, new Settlement(lane.id(), retries, List.of(), calls));
  }

  private void upkeep() {
    new PostgresRetention(outbox.test().database(), RetentionFixture.POLICY).maintain();
  }

  private void aMinuteGoesBy() {
    outbox.test().execute("UPDATE replay SET ended_at = ended_at - interval '1 minute'");
  }

  private long retries() {
    return outbox
        .test()
        .database()
        .with(
            handle ->
                handle.createQuery("SELECT count(*) FROM retry_event").mapTo(Long.class).one());
  }

  @Test
  void the_time_is_that_of_receipt_in_whole_commits() {
    outbox
        .test()
        .execute(
            "UPDATE ingest_commit SET committed_at = '2026-01-01' WHERE first_seq <= " + seq(0));
    var first =
        new TimeRange(
            Instant.parse("2025-12-31T00:00:00Z"), Instant.parse("2026-01-02T00:00:00Z"), null);
    assertThat(((Finding.Found) replays.survey(connector, first, null)).survey())
        .isEqualTo(new Survey(6, 0, 0, null));
    var second = new TimeRange(Instant.parse("2026-01-02T00:00:00Z"), NEVER, null);
    assertThat(((Finding.Found) replays.survey(connector, second, null)).survey())
        .isEqualTo(new Survey(0, 2, 0, null));
    var none = create(second, null);
    replays.advance();
    assertThat(status(none)).isEqualTo(ReplayStatus.FINISHED);
  }

  @Test
  void a_time_outside_the_log_is_refused_with_its_bounds() {
    var past = new TimeRange(EVER, EVER.plusSeconds(60), null);
    assertThat(replays.create(connector, past, null))
        .isInstanceOfSatisfying(
            Creation.OutsideLog.class,
            refused -> assertThat(refused.retained().oldest()).isAfter(EVER));
    assertThat(replays.survey(connector, past, null)).isInstanceOf(Finding.OutsideLog.class);
    var stranger = new TimeRange(EVER, NEVER, outbox.newSource());
    assertThat(replays.create(connector, stranger, null)).isInstanceOf(Creation.OutsideLog.class);
  }

  @Test
  void one_source_of_several_can_be_asked_for() {
    var other = outbox.newSource();
    assertThat(replays.create(connector, new TimeRange(EVER, NEVER, other), null))
        .isInstanceOf(Creation.OutsideLog.class);
    assertThat(create(new TimeRange(EVER, NEVER, source), null).progress().selected()).isEqualTo(6);
  }

  @Test
  void a_second_one_has_to_wait_and_an_unknown_connector_has_none() {
    var first = create(ALL, null);
    assertThat(replays.create(connector, ALL, null)).isEqualTo(new Creation.Running(first.id()));
    assertThat(replays.create(new ConnectorId(99), ALL, null))
        .isInstanceOf(Creation.NoConnector.class);
    assertThat(replays.survey(new ConnectorId(99), ALL, null))
        .isInstanceOf(Finding.NoConnector.class);
  }

  @Test
  void a_survey_counts_whole_commits_by_their_oldest_event() {
    var happened = dev.waybill.persistence.Deliveries.HAPPENED;
    var called = Instant.parse("2026-05-01T12:00:00Z");
    assertThat(survey(new Cutoffs(Map.of(EventSource.WEB, happened), called)))
        .as("no payload is read: the test's cannot be")
        .isEqualTo(new Survey(6, 2, 0, new Survey.WindowCounts(6, 0, 0, 0)));
    assertThat(survey(new Cutoffs(Map.of(EventSource.APP, happened), called.plusMillis(1))))
        .isEqualTo(new Survey(6, 2, 0, new Survey.WindowCounts(0, 0, 6, 6)));
  }

  @Test
  void a_survey_reads_the_events_of_a_commit_that_may_be_too_old() {
    payload("a", "web", "2026-03-01T00:00:00Z");
    payload("b", "web", "2026-05-01T00:00:00Z");
    payload("c", "app", "2026-05-01T00:00:00Z");
    var cutoffs = new Cutoffs(Map.of(EventSource.WEB, Instant.parse("2026-05-02T00:00:00Z")), EVER);
    assertThat(survey(cutoffs).windows()).isEqualTo(new Survey.WindowCounts(0, 2, 4, 0));
    var later = new Cutoffs(Map.of(EventSource.WEB, Instant.parse("2026-04-30T00:00:00Z")), EVER);
    outbox
        .test()
        .execute("UPDATE ingest_commit SET oldest_web = '2026-03-01' WHERE first_seq <= " + seq(0));
    assertThat(survey(later).windows()).isEqualTo(new Survey.WindowCounts(1, 1, 4, 0));
  }

  private void payload(String id, String origin, String time) {
    outbox
        .test()
        .execute(
            """
            UPDATE event_log SET payload = convert_to(
              '{"event":"Purchase","event_id":"%1$s","event_source":"%2$s","event_time":"%3$s"}', 'UTF8')
             WHERE convert_from(payload, 'UTF8') = '{"event_id":"%1$s"}'"""
                .formatted(id, origin, time));
  }

  @Test
  void dead_letters_of_a_range_are_no_dead_letters_of_the_connector() {
    create(ALL, null);
    settle(0, 6, new Dead(seq(5), 1, "40002", "Refused now."));
    var which = new dev.waybill.domain.replay.Selection.DeadLetters(java.util.Set.of(), null, null);
    assertThat(((Finding.Found) replays.survey(connector, which, null)).survey().selected())
        .isEqualTo(1);
  }

  @Test
  void a_connector_with_an_open_replay_can_be_deleted_and_the_replay_is_cancelled() {
    var replay = create(ALL, null);
    settle(0, 1, new Retrying(seq(0), 1, Duration.ZERO, "busy", "Later.", WindowStart.UNKNOWN));
    assertThat(outbox.connectors().delete(connector, WaitingEvents.KEEP))
        .isEqualTo(new Deletion.EventsWaiting(2));
    assertThat(status(replay)).isEqualTo(ReplayStatus.RUNNING);
    assertThat(outbox.connectors().delete(connector, WaitingEvents.DISCARD))
        .isEqualTo(new Deletion.Deleted(2));
    assertThat(status(replay)).isEqualTo(ReplayStatus.CANCELLED);
    assertThat(retries()).isZero();
    assertThat(account(replay)).isEqualTo(new Deliveries(6, 0, 0, 0, 0, 6, true));
    before = outbox.line(connector);
    assertThat(before.balanced()).isTrue();
    assertThat(before.expired()).isEqualTo(3);
  }

  @Test
  void a_connector_that_has_delivered_all_is_deleted_with_the_retries_of_its_replay() {
    deliveries.settle(deliveries.next(2));
    before = outbox.line(connector);
    var replay = create(ALL, null);
    settle(0, 1, retry(0));
    assertThat(outbox.connectors().delete(connector, WaitingEvents.KEEP))
        .isEqualTo(new Deletion.Deleted(0));
    assertThat(retries()).isZero();
    assertThat(account(replay)).isEqualTo(new Deliveries(8, 0, 0, 0, 0, 8, true));
  }
}
