package dev.waybill.domain.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.SteppingClock;
import dev.waybill.domain.alert.AlertChannel.Sent;
import dev.waybill.domain.connector.Reason;
import dev.waybill.domain.json.PlainJsonCodec;
import dev.waybill.domain.monitor.Sight;
import dev.waybill.domain.outbox.NodeId;
import dev.waybill.domain.relay.ReadBacklogs.Cause;
import dev.waybill.domain.relay.ReadBacklogs.FirstExpiry;
import dev.waybill.domain.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlertWatchTest {
  private static final Pattern PLACEHOLDER = Pattern.compile("%[-,.0-9]*[sdfn]");
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
  private static final Duration HOLD = Duration.ofMinutes(2);
  private static final Duration QUIET = Duration.ofMinutes(5);

  private final SteppingClock clock = new SteppingClock(NOON);
  private final Sight sight = new Sight(clock);
  private final InMemoryAlertBook book = new InMemoryAlertBook(clock);
  private final List<Notice> sent = new ArrayList<>();
  private Sent answer = Sent.TAKEN;
  private final AlertWatch watch = watch(1);

  private AlertWatch watch(long node) {
    AlertChannel channel =
        notice -> {
          sent.add(notice);
          return answer;
        };
    var limits = new AlertLimits(Duration.ofMinutes(15), 0.05, Duration.ofHours(6), HOLD, QUIET);
    return new AlertWatch(
        new NodeId(new UUID(0, node)),
        book,
        Optional.of(channel),
        limits,
        new AlertWatch.Tools(new PlainJsonCodec(), clock, Telemetry.NONE));
  }

  @AfterEach
  void no_text_has_a_placeholder_left() {
    assertThat(sent).extracting(Notice::body).noneMatch(PLACEHOLDER.asPredicate());
    assertThat(watch.alerts())
        .extracting(alert -> alert.finding().toString())
        .noneMatch(PLACEHOLDER.asPredicate());
  }

  @Test
  void all_is_well() {
    goOn(Duration.ofHours(1));
    assertThat(watch.alerts()).isEmpty();
    assertThat(sent).isEmpty();
  }

  @Test
  void a_lost_credential_is_told_once_with_since_when_how_many_wait_and_what_expires_first() {
    sight.parked.put(Sight.CONNECTOR, new Reason("token_refused", "The token is refused.", NOON));
    sight.waiting = 1_200;
    sight.firstExpiry = new FirstExpiry(NOON.plus(Duration.ofDays(7)), Cause.WINDOW);
    goOn(HOLD.minusSeconds(1));
    assertThat(watch.alerts()).as("not for long enough yet").isEmpty();
    goOn(Duration.ofHours(1));
    var alert = only(Rule.CONNECTOR_PARKED);
    assertThat(alert.state()).isEqualTo(Alert.State.FIRING);
    assertThat(alert.finding().since()).isEqualTo(NOON);
    assertThat(sent).hasSize(1);
    assertThat(sent.getFirst().body())
        .contains("\"type\":\"alert.firing\"")
        .contains("con_3 (shop) stands still (token_refused): The token is refused.")
        .contains("\"since\":\"2026-05-01T12:00:00Z\"")
        .contains("\"waiting\":1200")
        .contains("\"first_expiry\":\"2026-05-08T12:00:00Z\"")
        .contains("POST /v1/connectors/con_3/verify");
  }

  @Test
  void what_is_over_is_told_once_too_and_shown_for_a_day() {
    sight.ringFill = 0.99;
    goOn(HOLD.plusSeconds(5));
    sight.ringFill = 0.5;
    goOn(QUIET.minusSeconds(10));
    assertThat(only(Rule.LOG_RING).state()).isEqualTo(Alert.State.FIRING);
    goOn(Duration.ofMinutes(1));
    assertThat(only(Rule.LOG_RING).state()).isEqualTo(Alert.State.RESOLVED);
    assertThat(sent).hasSize(2);
    assertThat(sent.getLast().body()).contains("\"type\":\"alert.resolved\"", "resolved_at");
    assertThat(sent.getLast().id()).isNotEqualTo(sent.getFirst().id()).endsWith("_resolved");
    goOn(Duration.ofHours(25));
    assertThat(watch.alerts()).isEmpty();
  }

  @Test
  void what_comes_and_goes_within_the_hold_is_told_to_nobody() {
    for (int i = 0; i < 50; i++) {
      sight.unexplained = i % 2;
      goOn(Duration.ofMinutes(1));
    }
    assertThat(sent).isEmpty();
  }

  @Test
  void what_comes_and_goes_while_it_fires_is_told_once() {
    sight.unexplained = 1;
    goOn(Duration.ofMinutes(3));
    for (int i = 0; i < 50; i++) {
      sight.unexplained = i % 2;
      goOn(Duration.ofMinutes(2));
    }
    assertThat(sent).hasSize(1);
    assertThat(only(Rule.LEDGER_REMAINDER).state()).isEqualTo(Alert.State.FIRING);
  }

  @Test
  void a_figure_around_its_limit_neither_ends_an_alert_nor_begins_one() {
    waited(Duration.ofMinutes(14));
    goOn(Duration.ofMinutes(10), Duration.ofMinutes(14));
    assertThat(sent).as("near the limit, never beyond it").isEmpty();
    goOn(Duration.ofMinutes(3), Duration.ofMinutes(16));
    goOn(Duration.ofMinutes(30), Duration.ofMinutes(13));
    assertThat(only(Rule.WAITING_TOO_LONG).state()).isEqualTo(Alert.State.FIRING);
    goOn(Duration.ofMinutes(6), Duration.ofMinutes(11));
    assertThat(only(Rule.WAITING_TOO_LONG).state()).isEqualTo(Alert.State.RESOLVED);
    assertThat(sent).hasSize(2);
  }

  @Test
  void a_share_of_dead_events_is_told_of_enough_of_them_alone() {
    goOn(Duration.ofMinutes(1));
    sight.dead = 10;
    goOn(Duration.ofMinutes(5));
    assertThat(sent).as("ten are too few").isEmpty();
    sight.dead += 4;
    sight.delivered += 80;
    goOn(Duration.ofMinutes(5));
    assertThat(only(Rule.DEAD_SHARE).finding().what())
        .isEqualTo("15 % of what con_3 (shop) settled within 15 min is dead.");
    goOn(Duration.ofMinutes(25));
    assertThat(only(Rule.DEAD_SHARE).state()).as("long ago").isEqualTo(Alert.State.RESOLVED);
  }

  @Test
  void a_dead_share_of_few_events_ends_when_a_whole_window_has_none() {
    goOn(Duration.ofMinutes(1));
    sight.dead = 30;
    goOn(Duration.ofMinutes(3));
    for (int i = 0; i < 30; i++) {
      sight.dead++;
      goOn(Duration.ofMinutes(5));
    }
    assertThat(only(Rule.DEAD_SHARE).state()).isEqualTo(Alert.State.FIRING);
    assertThat(only(Rule.DEAD_SHARE).finding().what())
        .as("what could be told last")
        .isEqualTo("100 % of what con_3 (shop) settled within 15 min is dead.");
    assertThat(sent).hasSize(1);
    goOn(DeadShare.WINDOW.plus(QUIET));
    assertThat(only(Rule.DEAD_SHARE).state()).isEqualTo(Alert.State.RESOLVED);
    sight.dead++;
    goOn(Duration.ofMinutes(10));
    assertThat(sent).as("one event begins nothing").hasSize(2);
  }

  @Test
  void a_node_that_has_not_looked_for_a_whole_window_does_not_end_a_dead_share() {
    goOn(Duration.ofMinutes(1));
    sight.dead = 30;
    goOn(Duration.ofMinutes(3));
    assertThat(only(Rule.DEAD_SHARE).state()).isEqualTo(Alert.State.FIRING);
    var next = watch(2);
    clock.advance(AlertBook.DUTY);
    for (int i = 0; i < 12 * 14; i++) {
      clock.advance(Duration.ofSeconds(5));
      next.round(sight.observation());
    }
    assertThat(only(Rule.DEAD_SHARE).quietSince()).isNull();
  }

  @Test
  void a_share_that_is_borne_is_not_told() {
    goOn(Duration.ofMinutes(1));
    sight.dead = 2;
    sight.delivered += 98;
    goOn(Duration.ofMinutes(5));
    assertThat(sent).isEmpty();
  }

  @Test
  void what_expires_within_the_limit_is_told() {
    sight.firstExpiry = new FirstExpiry(NOON.plus(Duration.ofHours(8)), Cause.RETENTION);
    goOn(Duration.ofHours(1));
    assertThat(sent).isEmpty();
    goOn(Duration.ofHours(1).plus(HOLD).plusSeconds(10));
    assertThat(only(Rule.EXPIRES_SOON).finding().what()).contains("2026-05-01T20:00:00Z");
  }

  @Test
  void since_when_is_the_first_look_that_found_it_and_looking_again_changes_nothing() {
    sight.ringFill = 0.99;
    sight.bytes = 9_500;
    sight.unexplained = 1;
    goOn(Duration.ofMinutes(3));
    var told = watch.alerts();
    assertThat(told).hasSize(3);
    assertThat(told).extracting(it -> it.finding().since()).containsOnly(NOON.plusSeconds(1));
    assertThat(sent).extracting(Notice::body).allMatch(it -> it.contains("12:00:01Z"));
    goOn(Duration.ofMinutes(3));
    assertThat(book.all())
        .as("not even written again")
        .allSatisfy(it -> assertThat(told).anySatisfy(kept -> assertThat(kept).isSameAs(it)));
  }

  @Test
  void what_was_over_and_begins_again_is_so_since_it_began_again() {
    sight.ringFill = 0.99;
    goOn(Duration.ofMinutes(3));
    sight.ringFill = 0.5;
    goOn(Duration.ofMinutes(6));
    sight.ringFill = 0.99;
    goOn(Duration.ofMinutes(3));
    assertThat(only(Rule.LOG_RING).finding().since())
        .isEqualTo(NOON.plus(Duration.ofMinutes(9)).plusSeconds(1));
  }

  @Test
  void a_ledger_that_does_not_balance_is_told_in_the_words_of_the_degraded_state() {
    sight.unexplained = 2;
    goOn(Duration.ofMinutes(3));
    assertThat(only(Rule.LEDGER_REMAINDER).finding().what())
        .isEqualTo("con_3 (shop): The ledger leaves 2 events unexplained.");
  }

  @Test
  void a_disk_near_its_budget_is_told() {
    sight.bytes = 9_500;
    goOn(Duration.ofMinutes(3));
    assertThat(only(Rule.DISK_BUDGET).finding().what()).contains("95 %");
  }

  @Test
  void a_receiver_that_does_not_answer_is_tried_again_and_again_with_the_same_id() {
    answer = Sent.NOT_NOW;
    sight.ringFill = 0.99;
    goOn(Duration.ofHours(1));
    assertThat(sent).hasSizeBetween(5, 9);
    assertThat(sent).extracting(Notice::id).containsOnly(sent.getFirst().id());
    answer = Sent.TAKEN;
    goOn(Duration.ofHours(2));
    int taken = sent.size();
    goOn(Duration.ofHours(2));
    assertThat(sent).as("it was taken").hasSize(taken);
  }

  @Test
  void a_receiver_is_given_up_after_a_day_and_at_once_when_it_wants_no_more() {
    answer = Sent.NOT_NOW;
    sight.ringFill = 0.99;
    goOn(Duration.ofHours(30));
    int tried = sent.size();
    goOn(Duration.ofHours(3));
    assertThat(sent).hasSize(tried);
    answer = Sent.NEVER;
    sight.unexplained = 1;
    goOn(Duration.ofHours(1));
    assertThat(sent).hasSize(tried + 1);
  }

  @Test
  void the_waits_grow_up_to_an_hour() {
    assertThat(AlertWatch.wait(0)).isEqualTo(Duration.ofSeconds(5));
    assertThat(AlertWatch.wait(1)).isEqualTo(Duration.ofSeconds(15));
    assertThat(AlertWatch.wait(400)).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void of_several_nodes_one_tells_and_another_goes_on_when_it_falls_silent() {
    var other = watch(2);
    sight.ringFill = 0.99;
    for (int i = 0; i < 60; i++) {
      clock.advance(Duration.ofSeconds(5));
      watch.round(sight.observation());
      other.round(sight.observation());
      watch.send();
      other.send();
    }
    assertThat(sent).hasSize(1);
    sight.ringFill = 0.5;
    for (int i = 0; i < 100; i++) {
      clock.advance(Duration.ofSeconds(5));
      other.round(sight.observation());
      other.send();
    }
    assertThat(sent).hasSize(2);
    assertThat(sent.getLast().body()).contains("alert.resolved");
  }

  @Test
  void one_look_that_is_never_followed_by_another_is_not_held_against_the_rules_again() {
    sight.ringFill = 0.99;
    var last = sight.observation();
    for (int i = 0; i < 120; i++) {
      clock.advance(Duration.ofSeconds(5));
      watch.round(last);
    }
    assertThat(watch.alerts()).as("seen once, ten minutes ago").isEmpty();
  }

  @Test
  void a_node_that_looks_in_vain_leaves_the_duty_to_another() {
    var other = watch(2);
    goOn(Duration.ofMinutes(1));
    var last = sight.observation();
    sight.ringFill = 0.99;
    for (int i = 0; i < 60; i++) {
      clock.advance(Duration.ofSeconds(5));
      watch.round(last);
      other.round(sight.observation());
    }
    assertThat(only(Rule.LOG_RING).state()).isEqualTo(Alert.State.FIRING);
  }

  @Test
  void a_time_in_which_nobody_looked_counts_neither_as_held_nor_as_quiet() {
    sight.ringFill = 0.99;
    goOn(Duration.ofMinutes(1));
    clock.advance(Duration.ofHours(1));
    goOn(HOLD.minusSeconds(1));
    assertThat(watch.alerts()).as("held for less than two minutes at a time").isEmpty();
    goOn(Duration.ofMinutes(1));
    assertThat(only(Rule.LOG_RING).state()).isEqualTo(Alert.State.FIRING);
    sight.ringFill = 0.5;
    goOn(Duration.ofMinutes(1));
    clock.advance(Duration.ofHours(1));
    goOn(QUIET.minusSeconds(1));
    assertThat(only(Rule.LOG_RING).state()).isEqualTo(Alert.State.FIRING);
    goOn(Duration.ofMinutes(1));
    assertThat(only(Rule.LOG_RING).state()).isEqualTo(Alert.State.RESOLVED);
  }

  @Test
  void a_node_that_takes_over_begins_to_wait_anew() {
    var other = watch(2);
    sight.ringFill = 0.99;
    goOn(HOLD.minusSeconds(30));
    for (int i = 0; i < 30; i++) {
      clock.advance(Duration.ofSeconds(5));
      other.round(sight.observation());
    }
    assertThat(watch.alerts()).as("a minute without anybody on duty").isEmpty();
    for (int i = 0; i < 10; i++) {
      clock.advance(Duration.ofSeconds(5));
      other.round(sight.observation());
    }
    assertThat(only(Rule.LOG_RING).state()).isEqualTo(Alert.State.FIRING);
  }

  private void waited(Duration time) {
    sight.waiting = 1;
    sight.oldestWaiting = clock.instant().minus(time);
  }

  /** Time passes, and the oldest waiting event is always that old. */
  private void goOn(Duration time, Duration waiting) {
    for (long s = 0; s < time.toSeconds(); s += 5) {
      waited(waiting);
      step(Duration.ofSeconds(5));
    }
  }

  private void goOn(Duration time) {
    var pace = time.compareTo(Duration.ofHours(1)) > 0 ? 30 : 1;
    for (long s = 0; s < time.toSeconds(); s += pace) {
      step(Duration.ofSeconds(pace));
    }
  }

  private void step(Duration by) {
    clock.advance(by);
    watch.round(sight.observation());
    watch.send();
  }

  private Alert only(Rule rule) {
    assertThat(watch.alerts()).extracting(it -> it.finding().rule()).containsExactly(rule);
    return watch.alerts().getFirst();
  }
}
