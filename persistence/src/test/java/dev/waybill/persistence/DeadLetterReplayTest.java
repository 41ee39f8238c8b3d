package dev.waybill.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.event.Occurrence;
import dev.waybill.domain.outbox.Entry;
import dev.waybill.domain.outbox.EventException.Dead;
import dev.waybill.domain.outbox.RetryEntry;
import dev.waybill.domain.outbox.Uncertainty;
import dev.waybill.domain.outbox.WindowStart;
import dev.waybill.domain.replay.Cutoffs;
import dev.waybill.domain.replay.Progress.Moves;
import dev.waybill.domain.replay.Replay;
import dev.waybill.domain.replay.ReplayId;
import dev.waybill.domain.replay.ReplayStatus;
import dev.waybill.domain.replay.Replays.Change;
import dev.waybill.domain.replay.Replays.Creation;
import dev.waybill.domain.replay.Replays.Finding;
import dev.waybill.domain.replay.Selection.DeadLetters;
import dev.waybill.domain.replay.Survey;
import dev.waybill.domain.source.SourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Dead letters come back to life, and the ledger balances at every step. */
class DeadLetterReplayTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final DeadLetters ALL = new DeadLetters(Set.of(), null, null);
  private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant RECENTLY = Instant.parse("2026-05-01T11:00:00Z");

  private boolean logIsWhole = true;
  private OutboxFixture outbox;
  private PostgresReplays replays;
  private SourceId source;
  private ConnectorId connector;
  private Deliveries deliveries;

  @BeforeEach
  void begin() {
    outbox = new OutboxFixture();
    replays = new PostgresReplays(outbox.test().database(), OutboxFixture.JSON);
    source = outbox.newSource();
    connector = outbox.newConnector(List.of(source));
    deliveries = new Deliveries(outbox, connector);
  }

  @AfterEach
  void the_ledger_balances() {
    try (var closing = outbox) {
      assertThat(closing.line(connector).balanced()).as("%s", closing.line(connector)).isTrue();
      if (logIsWhole) {
        closing.assertNoDifference();
      }
    }
  }

  /** Appends so many events, and all of them die at once. */
  private List<Entry> die(int events, String code) {
    return die(events, code, WindowStart.UNKNOWN);
  }

  private List<Entry> die(int events, String code, WindowStart windows) {
    Deliveries.append(
        outbox,
        source,
        IntStream.range(0, events).mapToObj(i -> code + "-" + i).toArray(String[]::new));
    var entries = deliveries.next(events);
    deliveries.settle(entries, dead(entries, code, windows));
    return entries;
  }

  private static Dead[] dead(List<Entry> entries, String code, WindowStart windows) {
    return entries.stream()
        .map(entry -> new Dead(entry.seq(), 1, code, "Refused.", windows))
        .toArray(Dead[]::new);
  }

  private Replay create(DeadLetters which, int rate) {
    return ((Creation.Created) replays.create(connector, which, rate)).replay();
  }

  private Moves progress(Replay replay) {
    return (Moves) replays.find(replay.id()).orElseThrow().progress();
  }

  private ReplayStatus status(Replay replay) {
    return replays.find(replay.id()).orElseThrow().status();
  }

  private void finish(Replay replay) {
    Await.until(
        "the replay is finished",
        LIMIT,
        () -> {
          replays.advance();
          return status(replay) == ReplayStatus.FINISHED;
        });
  }

  private List<RetryEntry> due() {
    return outbox.lanes().dueRetries(deliveries.lane(), 1_000, 1 << 20);
  }

  @Test
  void what_died_is_retried_with_no_attempt_used_up() {
    die(3, "40002");
    var replay = create(ALL, 1_000);
    assertThat(progress(replay)).isEqualTo(new Moves(3, 0, 0));
    finish(replay);
    assertThat(progress(replay)).isEqualTo(new Moves(3, 3, 0));
    assertThat(outbox.line(connector).dead()).isZero();
    assertThat(outbox.line(connector).retrying()).isEqualTo(3);
    Await.until("all are due", LIMIT, () -> due().size() == 3);
    assertThat(due()).allSatisfy(retry -> assertThat(retry.attempts()).isZero());
  }

  @Test
  void what_was_moved_can_be_delivered_and_die_and_is_not_selected_twice() {
    var entries = die(2, "40002");
    var replay = create(ALL, 1_000);
    assertThat(replays.advance()).isTrue();
    deliveries.settleRetries(
        entries, new Dead(entries.getFirst().seq(), 1, "40002", "Refused again."));
    finish(replay);
    assertThat(progress(replay)).isEqualTo(new Moves(2, 2, 0));
    assertThat(outbox.line(connector).delivered()).isEqualTo(1);
    assertThat(outbox.line(connector).dead()).isEqualTo(1);
  }

  @Test
  void what_dies_after_the_beginning_stays_dead() {
    die(1, "first");
    var replay = create(ALL, 1_000);
    die(1, "second");
    finish(replay);
    assertThat(progress(replay)).isEqualTo(new Moves(1, 1, 0));
    assertThat(outbox.line(connector).dead()).isEqualTo(1);
  }

  @Test
  void only_the_codes_asked_for_are_moved() {
    die(2, "40002");
    die(3, "mapping_failed");
    die(4, "filtered");
    var replay = create(new DeadLetters(Set.of("40002", "filtered"), null, null), 1_000);
    finish(replay);
    assertThat(progress(replay).moved()).isEqualTo(6);
    assertThat(outbox.line(connector).dead()).isEqualTo(3);
  }

  @Test
  void an_unknown_code_selects_nothing_and_the_replay_finishes() {
    die(2, "40002");
    var replay = create(new DeadLetters(Set.of("nobody"), null, null), 1_000);
    finish(replay);
    assertThat(progress(replay)).isEqualTo(new Moves(0, 0, 0));
    assertThat(outbox.line(connector).dead()).isEqualTo(2);
  }

  @Test
  void only_what_died_in_the_time_asked_for_is_moved() {
    die(2, "early");
    var between = replays.find(create(ALL, 1).id()).orElseThrow().asOf();
    replays.change(new ReplayId(1), ReplayStatus.CANCELLED);
    die(3, "late");
    var early = create(new DeadLetters(Set.of(), null, between), 1_000);
    finish(early);
    assertThat(progress(early).moved()).isEqualTo(2);
    var late = create(new DeadLetters(Set.of(), between, null), 1_000);
    finish(late);
    assertThat(progress(late).moved()).isEqualTo(3);
  }

  @Test
  void windows_and_doubts_come_back_to_life_too() {
    var doubt = new Uncertainty(RECENTLY, 1);
    die(1, "40002", new WindowStart(new Occurrence(EventSource.WEB, LONG_AGO), doubt));
    finish(create(ALL, 1_000));
    assertThat(due().getFirst().uncertainty()).isEqualTo(doubt);
    var oldest = new PostgresOutboxView(outbox.test().database()).backlogs().getFirst().oldest();
    assertThat(oldest.happened()).containsExactly(Map.entry(EventSource.WEB, LONG_AGO));
  }

  @Test
  void what_has_no_payload_any_more_stays_dead_and_is_counted() {
    var entries = die(4, "40002");
    takePayload(entries.get(1).seq());
    takePayload(entries.get(3).seq());
    assertThat(survey(null)).isEqualTo(new Survey(4, 0, 2, null));
    var replay = create(ALL, 1_000);
    finish(replay);
    assertThat(progress(replay)).isEqualTo(new Moves(4, 2, 2));
    assertThat(outbox.line(connector).dead()).isEqualTo(2);
  }

  private void takePayload(long seq) {
    outbox.test().execute("UPDATE terminal_event SET payload = NULL WHERE seq = " + seq);
  }

  @Test
  void what_the_log_has_no_more_is_retried_with_the_payload_it_died_with() {
    var entries = die(1, "40002");
    outbox.test().execute("DELETE FROM event_log");
    logIsWhole = false;
    finish(create(ALL, 1_000));
    assertThat(due().getFirst().entry().payload()).isEqualTo(entries.getFirst().payload());
  }

  @Test
  void a_survey_counts_by_windows_and_moves_nothing() {
    var doubt = new Uncertainty(LONG_AGO, 1);
    die(2, "a", new WindowStart(new Occurrence(EventSource.WEB, RECENTLY), null));
    die(3, "b", new WindowStart(new Occurrence(EventSource.WEB, LONG_AGO), doubt));
    die(4, "c", new WindowStart(new Occurrence(EventSource.CRM, RECENTLY), null));
    die(5, "d", WindowStart.UNKNOWN);
    var cutoffs = new Cutoffs(Map.of(EventSource.WEB, RECENTLY), RECENTLY);
    assertThat(survey(cutoffs))
        .isEqualTo(new Survey(14, 0, 0, new Survey.WindowCounts(2, 3, 9, 3)));
    assertThat(outbox.line(connector).dead()).isEqualTo(14);
  }

  private Survey survey(@Nullable Cutoffs cutoffs) {
    return ((Finding.Found) replays.survey(connector, ALL, cutoffs)).survey();
  }

  @Test
  void no_more_than_the_rate_is_moved_at_once() {
    die(25, "40002");
    var replay = create(ALL, 10);
    assertThat(replays.advance()).isTrue();
    assertThat(progress(replay).moved()).isEqualTo(10);
    outbox.test().execute("UPDATE replay SET next_at = now() + interval '1 hour'");
    assertThat(replays.advance()).isFalse();
    outbox.test().execute("UPDATE replay SET next_at = now()");
    assertThat(replays.advance()).isTrue();
    assertThat(progress(replay).moved()).isEqualTo(20);
  }

  @Test
  void what_nobody_asked_for_is_looked_through_in_parts_and_without_a_lock() throws Exception {
    die(DeadLetterPick.WINDOW + 10, "other");
    die(1, "40002");
    var replay = create(new DeadLetters(Set.of("40002"), null, null), 1_000);
    try (var delivery = TestDatabase.connect(outbox.test().settings());
        var statement = delivery.createStatement()) {
      delivery.setAutoCommit(false);
      statement.execute("SELECT FROM connector_owner FOR UPDATE");
      statement.execute("SELECT pg_advisory_xact_lock(7202, id) FROM lane");
      assertThat(replays.advance()).isTrue();
      delivery.rollback();
    }
    assertThat(progress(replay)).isEqualTo(new Moves(1, 0, 0));
    assertThat(outbox.test().execute("UPDATE replay SET seq = seq WHERE seq > 0"))
        .as("it goes on where it was")
        .isEqualTo(1);
    assertThat(replays.advance()).isTrue();
    assertThat(progress(replay)).isEqualTo(new Moves(1, 1, 0));
    finish(replay);
  }

  @Test
  void what_was_picked_is_looked_at_again_when_it_is_moved() {
    var entries = die(3, "40002");
    var replay = create(new DeadLetters(Set.of("40002"), null, null), 1_000);
    var pick = pick();
    takePayload(entries.get(0).seq());
    outbox
        .test()
        .execute("UPDATE terminal_event SET code = 'other' WHERE seq = " + entries.get(1).seq());
    assertThat(move(pick)).isTrue();
    assertThat(progress(replay)).isEqualTo(new Moves(3, 1, 1));
    assertThat(due()).extracting(it -> it.entry().seq()).containsExactly(entries.get(2).seq());
  }

  @Test
  void what_was_picked_before_another_node_went_on_is_left_alone() {
    takePayload(die(5, "40002").getFirst().seq());
    var replay = create(ALL, 2);
    var pick = pick();
    assertThat(replays.advance()).isTrue();
    outbox.test().execute("UPDATE replay SET next_at = now()");
    assertThat(move(pick)).isTrue();
    assertThat(progress(replay)).as("nothing is counted twice").isEqualTo(new Moves(5, 1, 1));
    assertThat(replays.advance()).isTrue();
    assertThat(progress(replay)).isEqualTo(new Moves(5, 3, 1));
  }

  private DeadLetterPick pick() {
    return outbox.test().database().with(DeadLetterPick::next).orElseThrow();
  }

  private boolean move(DeadLetterPick pick) {
    return outbox.test().database().inTransaction(handle -> DeadLetterMove.move(handle, pick));
  }

  @Test
  void a_paused_replay_moves_nothing_and_goes_on_where_it_was() {
    die(25, "40002");
    var replay = create(ALL, 10);
    replays.advance();
    assertThat(replays.change(replay.id(), ReplayStatus.PAUSED))
        .isInstanceOfSatisfying(
            Change.Changed.class,
            changed -> assertThat(changed.replay().status()).isEqualTo(ReplayStatus.PAUSED));
    outbox.test().execute("UPDATE replay SET next_at = now()");
    assertThat(replays.advance()).isFalse();
    assertThat(progress(replay)).isEqualTo(new Moves(25, 10, 0));
    replays.change(replay.id(), ReplayStatus.RUNNING);
    finish(replay);
    assertThat(progress(replay)).isEqualTo(new Moves(25, 25, 0));
  }

  @Test
  void a_cancelled_replay_leaves_the_rest_dead_for_good() {
    die(25, "40002");
    var replay = create(ALL, 10);
    replays.advance();
    replays.change(replay.id(), ReplayStatus.CANCELLED);
    assertThat(replays.advance()).isFalse();
    assertThat(outbox.line(connector).dead()).isEqualTo(15);
    assertThat(replays.change(replay.id(), ReplayStatus.RUNNING)).isInstanceOf(Change.Over.class);
    assertThat(progress(replay).remaining()).isEqualTo(15);
  }

  @ParameterizedTest
  @EnumSource(names = {"RUNNING", "PAUSED", "CANCELLED"})
  void nobody_changes_a_replay_that_is_not_there(ReplayStatus to) {
    assertThat(replays.change(new ReplayId(77), to)).isInstanceOf(Change.NotFound.class);
    assertThat(replays.find(new ReplayId(77))).isEmpty();
  }

  @Test
  void a_paused_connector_gets_nothing_to_retry() {
    die(1, "40002");
    var replay = create(ALL, 10);
    outbox.connectors().pause(connector, true);
    assertThat(replays.advance()).isFalse();
    outbox.connectors().pause(connector, false);
    finish(replay);
  }

  @Test
  void a_second_replay_of_the_same_kind_has_to_wait() {
    die(1, "40002");
    var first = create(ALL, 10);
    assertThat(replays.create(connector, ALL, 10)).isEqualTo(new Creation.Running(first.id()));
    finish(first);
    assertThat(create(ALL, 10).progress().selected()).isZero();
    assertThat(replays.latest(connector, 10)).hasSize(2);
    assertThat(replays.latest(new ConnectorId(99), 10)).isEmpty();
  }

  @Test
  void there_is_nothing_to_replay_of_an_unknown_connector() {
    var nobody = new ConnectorId(99);
    assertThat(replays.create(nobody, ALL, 10)).isInstanceOf(Creation.NoConnector.class);
    assertThat(replays.survey(nobody, ALL, null)).isInstanceOf(Finding.NoConnector.class);
  }

  @Test
  void dead_letters_of_a_lane_that_has_ended_are_replayed_too() {
    die(2, "40002");
    outbox.subscribe(connector, List.of(outbox.newSource()));
    finish(create(ALL, 1_000));
    assertThat(outbox.line(connector).retrying()).isEqualTo(2);
    assertThat(outbox.lanes().of(connector)).hasSize(2);
  }

  @Test
  void nodes_that_move_at_the_same_time_move_each_dead_letter_once() throws Exception {
    die(300, "40002");
    var replay = create(ALL, 20);
    outbox.test().execute("UPDATE replay SET per_second = 10");
    try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Boolean> node =
          () -> {
            for (int i = 0; i < 20; i++) {
              outbox.test().execute("UPDATE replay SET next_at = now() - interval '1 hour'");
              replays.advance();
            }
            return true;
          };
      for (var ended : nodes.invokeAll(List.of(node, node, node, node))) {
        assertThat(ended.get()).isTrue();
      }
    }
    assertThat(progress(replay)).isEqualTo(new Moves(300, 300, 0));
    assertThat(outbox.line(connector).retrying()).isEqualTo(300);
  }
}
