package dev.waybill.domain.relay;

import static dev.waybill.domain.relay.RelayBench.CONNECTOR;
import static dev.waybill.domain.relay.RelayBench.IDLE;
import static dev.waybill.domain.relay.RelayBench.NOW;
import static dev.waybill.domain.relay.RelayBench.OTHER_NODE;
import static dev.waybill.domain.relay.RelayBench.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.destination.Call;
import dev.waybill.domain.destination.DeliveryReport;
import dev.waybill.domain.destination.OutboundEvent;
import dev.waybill.domain.destination.Outcome;
import dev.waybill.domain.destination.Outcome.Blocked;
import dev.waybill.domain.destination.Outcome.Cause;
import dev.waybill.domain.destination.Outcome.Deferred;
import dev.waybill.domain.destination.Outcome.Rejected;
import dev.waybill.domain.destination.ScriptedDestination;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.Problem;
import dev.waybill.domain.mapping.EventFilter;
import dev.waybill.domain.mapping.Mapping;
import dev.waybill.domain.outbox.EventException;
import dev.waybill.domain.outbox.EventException.Dead;
import dev.waybill.domain.outbox.EventException.Expired;
import dev.waybill.domain.outbox.EventException.Retrying;
import dev.waybill.domain.outbox.SettledCall;
import dev.waybill.domain.outbox.Settlement;
import dev.waybill.domain.outbox.WindowStart;
import dev.waybill.domain.source.SourceId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One file, since every test sets the same stage: one connector, one scripted destination. */
class ConnectorRelayTest {
  private static final Pass WORKED = new Pass.Worked();
  private static final Pass IDLING = new Pass.Resting(IDLE);
  private static final Outcome REJECTED = new Rejected("40002", "no such currency");
  private static final Outcome LATER = new Deferred(Cause.EVENT, "40100", "later", null);
  private static final Outcome ILL = new Deferred(Cause.TRANSIENT, "500", "ill", null);

  private final RelayBench bench = new RelayBench();
  private final ScriptedDestination destination = bench.destination;
  private ConnectorRelay relay = bench.take();

  @Test
  void accepted_events_are_delivered_batch_by_batch_in_order() {
    bench.append("a", "b", "c", "d");
    assertThat(pass()).isEqualTo(WORKED);
    assertThat(pass()).isEqualTo(WORKED);
    assertThat(pass()).isEqualTo(IDLING);
    assertThat(destination.batches()).containsExactly(List.of("a", "b", "c"), List.of("d"));
    bench.ledgerIs(4, 4, 0, 0, 0, 0, 0);
  }

  @Test
  void the_calls_are_told_in_numbers_of_the_log() {
    bench.append("a", "b");
    pass();
    var settlement = settlements().getFirst();
    assertThat(settlement.calls()).hasSize(1);
    var call = settlement.calls().getFirst();
    assertThat(call.seqs()).hasSize(2).isSorted().endsWith(range(settlement).to());
    assertThat(call.requestId()).isEqualTo("request");
    assertThat(call.at()).isEqualTo(ScriptedDestination.CALLED_AT);
    bench.ledgerBalances();
  }

  @Test
  void a_rejected_event_is_dead_and_its_neighbours_are_not() {
    bench.append("a", "b", "c");
    destination.next(Map.of("b", REJECTED));
    pass();
    assertThat(exceptions()).containsExactly(new Dead(seq(1), 1, "40002", "no such currency"));
    bench.ledgerIs(3, 2, 1, 0, 0, 0, 0);
  }

  @Test
  void a_deferred_event_is_tried_again_on_its_own_until_the_attempts_are_used_up() {
    bench.append("a", "b");
    destination.next(Map.of("a", LATER));
    pass();
    assertThat(exceptions())
        .containsExactly(
            new Retrying(
                seq(0), 1, Duration.ofMillis(1), "40100", "later", RelayBench.answered(NOW)));
    bench.ledgerIs(2, 1, 0, 0, 0, 1, 0);
    assertThat(pass()).as("not due yet").isEqualTo(IDLING);

    destination.next(LATER);
    bench.clock.advance(Duration.ofMillis(1));
    assertThat(pass()).isEqualTo(WORKED);
    bench.ledgerIs(2, 1, 0, 0, 0, 1, 0);

    destination.next(LATER);
    bench.clock.advance(Duration.ofMillis(1));
    assertThat(pass()).isEqualTo(WORKED);
    assertThat(exceptions()).containsExactly(new Dead(deadSeq(), 3, "40100", "later"));
    assertThat(destination.batches())
        .containsExactly(List.of("a", "b"), List.of("a"), List.of("a"));
    bench.ledgerIs(2, 1, 1, 0, 0, 0, 0);
  }

  @Test
  void what_is_known_of_retries_is_kept_whichever_retries_are_due_by_now() {
    bench.append("a", "b");
    destination.next(LATER).next(Map.of("b", ILL)).next(LATER);
    pass();
    bench.clock.advance(Duration.ofMillis(1));
    pass();

    bench.clock.advance(Duration.ofHours(-1));
    relay.refresh();
    bench.append("c");
    pass();
    bench.clock.advance(Duration.ofHours(2));
    relay.refresh();
    pass();
    pass();
    assertThat(destination.batches())
        .as("when none of them was due, and then another one before them")
        .containsExactly(
            List.of("a", "b"), List.of("a", "b"), List.of("c"), List.of("b"), List.of("c"));
    bench.ledgerIs(3, 3, 0, 0, 0, 0, 0);
  }

  @Test
  void a_retry_that_is_accepted_is_delivered() {
    bench.append("a");
    destination.next(LATER);
    pass();
    bench.clock.advance(Duration.ofMillis(1));
    pass();
    bench.ledgerIs(1, 1, 0, 0, 0, 0, 0);
  }

  @Test
  void an_event_that_has_failed_for_too_long_is_given_up_on() {
    bench.append("a");
    destination.next(LATER).next(LATER);
    destination.window(Duration.ofDays(100));
    pass();
    bench.clock.advance(Duration.ofDays(3));
    pass();
    assertThat(exceptions()).containsExactly(new Dead(deadSeq(), 2, "40100", "later"));
    bench.ledgerIs(1, 0, 1, 0, 0, 0, 0);
  }

  @Test
  void the_wait_a_platform_names_for_an_event_is_kept_within_a_day() {
    bench.append("a", "b", "c");
    destination.next(
        Map.of(
            "a", deferred(Cause.EVENT, Duration.ofHours(1)),
            "b", deferred(Cause.EVENT, Duration.ofSeconds(Long.MAX_VALUE)),
            "c", deferred(Cause.EVENT, Duration.ofSeconds(-5))));
    pass();
    assertThat(exceptions())
        .extracting(exception -> ((Retrying) exception).delay())
        .containsExactly(Duration.ofHours(1), Duration.ofDays(1), Duration.ofMillis(1));
    bench.ledgerIs(3, 0, 0, 0, 0, 3, 0);
  }

  @ParameterizedTest
  @EnumSource(names = {"THROTTLE", "TRANSIENT"})
  void an_ill_platform_costs_no_attempt_and_what_is_known_is_not_sent_again(Cause cause) {
    bench.append("a", "b", "c");
    destination.next(Map.of("a", REJECTED, "c", deferred(cause, null)));
    destination.next(deferred(cause, null));
    assertThat(pass()).isEqualTo(resting(1));
    assertThat(pass()).as("rests").isEqualTo(resting(1));
    bench.ledgerIs(3, 0, 0, 0, 0, 0, 3);

    bench.clock.advance(Duration.ofMillis(1));
    assertThat(pass()).isEqualTo(resting(1));
    bench.clock.advance(Duration.ofMillis(1));
    assertThat(pass()).isEqualTo(WORKED);
    assertThat(destination.batches())
        .containsExactly(List.of("a", "b", "c"), List.of("c"), List.of("c"));
    assertThat(exceptions()).extracting(EventException::seq).containsExactly(seq(0));
    assertThat(settlements().getFirst().calls()).as("failed ones too").hasSize(3);
    bench.ledgerIs(3, 2, 1, 0, 0, 0, 0);
  }

  @Test
  void the_wait_of_an_ill_platform_grows_and_begins_anew_after_progress() {
    var waits = patient(() -> Long.MAX_VALUE - 1);
    bench.append("a", "b");
    destination.next(ILL).next(ILL).next(Map.of("a", ILL)).next(ILL);
    var steps = IntStream.range(0, 4).mapToObj(_ -> restAndGoOn(waits)).toList();
    assertThat(steps.get(0)).isLessThanOrEqualTo(Duration.ofSeconds(1));
    assertThat(steps.get(1)).isGreaterThan(steps.get(0));
    assertThat(steps.get(2)).as("b was taken").isEqualTo(steps.get(0));
    assertThat(steps.get(3)).isEqualTo(steps.get(1));
    assertThat(Passes.pass(waits, bench.runtime())).isEqualTo(WORKED);
    bench.ledgerIs(2, 2, 0, 0, 0, 0, 0);
  }

  @Test
  void the_wait_a_platform_names_for_all_is_kept_within_a_day() {
    relay = patient(() -> 0);
    bench.append("a");
    destination.next(deferred(Cause.THROTTLE, Duration.ofMinutes(5)));
    destination.next(deferred(Cause.THROTTLE, Duration.ofSeconds(Long.MAX_VALUE)));
    assertThat(pass()).isEqualTo(new Pass.Resting(Duration.ofMinutes(5)));
    bench.clock.advance(Duration.ofMinutes(5));
    assertThat(pass()).isEqualTo(new Pass.Resting(Duration.ofDays(1)));
    bench.clock.advance(Duration.ofDays(1));
    assertThat(pass()).isEqualTo(WORKED);
    bench.ledgerIs(1, 1, 0, 0, 0, 0, 0);
  }

  static Stream<Function<List<OutboundEvent>, DeliveryReport>> brokenAdapters() {
    return Stream.of(
        _ -> {
          throw new IllegalStateException("s3cret");
        },
        _ -> {
          throw new NoSuchMethodError("s3cret");
        },
        _ -> {
          throw new StackOverflowError();
        },
        _ -> {
          throw new AssertionError("s3cret");
        },
        _ -> throwUndeclared(new Exception("s3cret")),
        _ -> new DeliveryReport(List.of(Outcome.ACCEPTED), List.of()),
        _ -> new DeliveryReport(List.of(), List.of()),
        ConnectorRelayTest::nothing,
        _ -> report(new Rejected(unspoken(), "message")),
        _ -> report(new Blocked("code", unspoken())));
  }

  @ParameterizedTest
  @MethodSource("brokenAdapters")
  void an_adapter_that_breaks_its_contract_is_not_believed(
      Function<List<OutboundEvent>, DeliveryReport> broken) {
    bench.append("a", "b");
    destination.next(broken);
    assertThat(pass()).isEqualTo(resting(1));
    bench.ledgerIs(2, 0, 0, 0, 0, 0, 2);
    bench.clock.advance(Duration.ofMillis(1));
    assertThat(pass()).isEqualTo(WORKED);
    assertThat(destination.batches()).containsExactly(List.of("a", "b"), List.of("a", "b"));
    bench.ledgerIs(2, 2, 0, 0, 0, 0, 0);
  }

  @Test
  void an_adapter_that_throws_when_asked_what_it_takes_holds_its_events_back() {
    bench.append("a");
    var throwing =
        new ScriptedDestination() {
          @Override
          public Duration acceptanceWindow(EventSource source) {
            throw new IllegalStateException("s3cret");
          }
        };
    assertThat(Passes.pass(relay, bench.runtime(throwing))).isEqualTo(resting(1));
    bench.ledgerIs(1, 0, 0, 0, 0, 0, 1);
  }

  @Test
  void what_was_prepared_and_not_sent_says_nothing_of_an_ill_platform() {
    bench.append("a", "b", "c");
    for (int i = 0; i < Pace.FAILURES_IN_A_ROW; i++) {
      destination.next(ILL);
      pass();
      bench.clock.advance(Duration.ofMinutes(2));
    }
    Mapping dying =
        event -> {
          if ("e".equals(event.string("event_id"))) {
            throw new OutOfMemoryError();
          }
          return new Mapping.Outcome.Mapped(event, List.of());
        };
    bench.append("d", "e", "f");
    assertThatThrownBy(() -> Passes.pass(relay, bench.runtime(dying, EventFilter.ALL)))
        .isInstanceOf(OutOfMemoryError.class);
    assertThat(destination.batches()).hasSize(Pace.FAILURES_IN_A_ROW);
    bench.append("g", "h", "i");
    pass();
    assertThat(destination.batches().getLast()).as("asked with one event").containsExactly("g");
    bench.ledgerIs(9, 0, 0, 0, 0, 0, 9);
  }

  @Test
  void an_event_our_own_mapping_chokes_on_is_dead_and_its_neighbours_are_not() {
    bench.append("a", "b");
    Mapping choking =
        event -> {
          if ("a".equals(event.string("event_id"))) {
            throw new IllegalStateException("p@x.y");
          }
          return new Mapping.Outcome.Mapped(event, List.of());
        };
    assertThat(Passes.pass(relay, bench.runtime(choking, EventFilter.ALL))).isEqualTo(WORKED);
    assertThat(exceptions())
        .extracting(Dead.class::cast)
        .extracting(Dead::code, Dead::message)
        .containsExactly(
            tuple("mapping_failed", "The mapping or the filter threw IllegalStateException."));
    bench.ledgerIs(2, 1, 1, 0, 0, 0, 0);
  }

  @Test
  void events_our_own_filter_chokes_on_are_dead() {
    bench.append("a");
    EventFilter choking =
        _ -> {
          throw new StackOverflowError("p@x.y");
        };
    assertThat(Passes.pass(relay, bench.runtime(bench.runtime().mapping(), choking)))
        .isEqualTo(WORKED);
    bench.ledgerIs(1, 0, 1, 0, 0, 0, 0);
  }

  @Test
  void a_clock_that_is_set_back_makes_no_rest_longer_than_it_was_asked_for() {
    bench.append("a");
    destination.next(deferred(Cause.THROTTLE, Duration.ofMinutes(2)));
    assertThat(pass()).isEqualTo(new Pass.Resting(Duration.ofMinutes(2)));
    bench.clock.advance(Duration.ofHours(-1));
    assertThat(pass()).isEqualTo(IDLING);
    bench.clock.advance(Duration.ofMinutes(1));
    assertThat(pass()).isEqualTo(IDLING);
    assertThat(destination.batches()).hasSize(1);
    bench.clock.advance(Duration.ofMinutes(1));
    assertThat(pass()).as("it does not begin anew at every look").isEqualTo(WORKED);
    bench.ledgerIs(1, 1, 0, 0, 0, 0, 0);
  }

  @Test
  void calls_that_point_outside_the_batch_are_told_without_those() {
    bench.append("a", "b");
    destination.next(
        batch -> {
          var good = ScriptedDestination.report(batch, _ -> Outcome.ACCEPTED);
          var call = good.calls().getFirst();
          var wild =
              new Call(List.of(1, -1, 0, 1, 7), null, "x", null, null, call.at(), call.took());
          return new DeliveryReport(good.outcomes(), List.of(wild));
        });
    pass();
    assertThat(settlements().getFirst().calls())
        .extracting(SettledCall::seqs)
        .containsExactly(List.of(seqs(settlements().getFirst()).getFirst(), seq(0, 1)));
    bench.ledgerBalances();
  }

  @Test
  void calls_of_a_long_outage_are_not_all_kept_but_each_events_last_one_is() {
    bench.append("a", "b");
    destination.next(Map.of("b", ILL));
    IntStream.range(0, 60).forEach(_ -> destination.next(ILL));
    for (int i = 0; i < 61; i++) {
      pass();
      bench.clock.advance(Duration.ofMinutes(2));
    }
    assertThat(pass()).isEqualTo(WORKED);
    var calls = settlements().getFirst().calls();
    assertThat(calls).hasSize(41);
    assertThat(calls.getFirst().seqs()).as("the call that delivered a").hasSize(2);
    bench.ledgerIs(2, 2, 0, 0, 0, 0, 0);
  }

  @Test
  void unwanted_events_are_filtered_and_not_sent() {
    bench.append("a", "b");
    EventFilter onlyA = event -> "a".equals(event.string("event_id"));
    assertThat(Passes.pass(relay, bench.runtime(bench.runtime().mapping(), onlyA)))
        .isEqualTo(WORKED);
    assertThat(destination.batches()).containsExactly(List.of("a"));
    bench.ledgerIs(2, 1, 0, 0, 1, 0, 0);
  }

  @Test
  void events_from_where_the_destination_takes_none_are_filtered() {
    bench.append("a");
    var nowhere =
        new ScriptedDestination() {
          @Override
          public boolean accepts(EventSource source) {
            return false;
          }
        };
    Passes.pass(relay, bench.runtime(nowhere));
    assertThat(nowhere.batches()).isEmpty();
    bench.ledgerIs(1, 0, 0, 0, 1, 0, 0);
  }

  @Test
  void a_retry_that_is_no_longer_wanted_is_dead_with_that_reason() {
    bench.append("a");
    destination.next(LATER);
    pass();
    bench.clock.advance(Duration.ofMillis(1));
    Passes.pass(relay, bench.runtime(bench.runtime().mapping(), _ -> false));
    assertThat(exceptions())
        .containsExactly(
            new Dead(deadSeq(), 1, "filtered", "The connector no longer wants this event."));
    bench.ledgerIs(1, 0, 1, 0, 0, 0, 0);
  }

  @Test
  void an_event_past_the_acceptance_window_is_expired_and_one_at_its_edge_is_sent() {
    destination.window(Duration.ofDays(2));
    bench.append("old", NOW.minus(Duration.ofDays(2)).minusMillis(1));
    bench.append("edge", NOW.minus(Duration.ofDays(2)));
    pass();
    assertThat(destination.batches()).containsExactly(List.of("edge"));
    assertThat(exceptions()).singleElement().isInstanceOf(Expired.class);
    bench.ledgerIs(2, 1, 0, 1, 0, 0, 0);
  }

  @Test
  void a_window_without_end_expires_nothing() {
    destination.window(Duration.ofSeconds(Long.MAX_VALUE));
    bench.append("a");
    assertThat(pass()).isEqualTo(WORKED);
    bench.ledgerIs(1, 1, 0, 0, 0, 0, 0);
  }

  @Test
  void a_retry_that_grew_too_old_is_expired_with_its_attempts() {
    bench.append("a");
    destination.next(LATER);
    pass();
    bench.clock.advance(Duration.ofDays(8));
    pass();
    assertThat(exceptions())
        .singleElement()
        .isInstanceOfSatisfying(Expired.class, e -> assertThat(e.attempts()).isEqualTo(1));
    bench.ledgerIs(1, 0, 0, 1, 0, 0, 0);
  }

  @Test
  void an_event_that_cannot_be_mapped_is_dead_with_the_places() {
    bench.append("a");
    var problem = Problem.at(JsonPointer.parse("/user"), "required", "Wanted a user.");
    Passes.pass(
        relay,
        bench.runtime(_ -> new Mapping.Outcome.Unmappable(List.of(problem)), EventFilter.ALL));
    assertThat(exceptions())
        .containsExactly(new Dead(deadSeq(), 0, "mapping_failed", "/user: Wanted a user."));
    assertThat(destination.batches()).isEmpty();
    bench.ledgerIs(1, 0, 1, 0, 0, 0, 0);
  }

  @Test
  void what_cannot_be_read_back_is_dead_and_holds_nobody_up() {
    bench.appendPayload("a", "no JSON");
    bench.appendPayload("b", "[]");
    bench.append("c");
    pass();
    assertThat(exceptions())
        .allMatch(e -> e instanceof Dead dead && dead.code().equals("unreadable"));
    assertThat(destination.batches()).containsExactly(List.of("c"));
    bench.ledgerIs(3, 1, 2, 0, 0, 0, 0);
  }

  @Test
  void a_stalled_owner_settles_nothing() {
    bench.append("a");
    destination.next(
        batch -> {
          bench.outbox.take(CONNECTOR, OTHER_NODE);
          return ScriptedDestination.report(batch, _ -> Outcome.ACCEPTED);
        });
    assertThat(pass()).isEqualTo(new Pass.Fenced());
    assertThat(settlements()).isEmpty();
    bench.ledgerIs(1, 0, 0, 0, 0, 0, 1);
  }

  @Test
  void what_is_known_of_a_range_outlives_a_store_that_was_away() {
    bench.append("a", "b");
    destination.next(
        batch -> {
          bench.lanes.away(true);
          return ScriptedDestination.report(
              batch, id -> id.equals("a") ? REJECTED : Outcome.ACCEPTED);
        });
    assertThatThrownBy(this::pass).isInstanceOf(StoreUnavailableException.class);
    assertThatThrownBy(() -> bench.retake(relay)).isInstanceOf(StoreUnavailableException.class);
    bench.lanes.away(false);
    bench.retake(relay);
    assertThat(pass()).isEqualTo(WORKED);
    assertThat(destination.batches()).as("nothing was sent twice").hasSize(1);
    bench.ledgerIs(2, 1, 1, 0, 0, 0, 0);
  }

  @Test
  void a_range_that_committed_after_all_is_not_settled_again() {
    bench.append("a", "b");
    bench.lanes.loseNextAnswer();
    assertThatThrownBy(this::pass).isInstanceOf(StoreUnavailableException.class);
    bench.retake(relay);
    assertThat(pass()).isEqualTo(IDLING);
    assertThat(destination.batches()).hasSize(1);
    assertThat(settlements()).hasSize(1);
    bench.ledgerIs(2, 2, 0, 0, 0, 0, 0);
  }

  @Test
  void what_is_known_of_retries_outlives_a_store_that_was_away() {
    bench.append("a", "b");
    destination.next(LATER);
    pass();
    bench.clock.advance(Duration.ofMillis(1));
    destination.next(
        batch -> {
          bench.lanes.away(true);
          return ScriptedDestination.report(batch, _ -> Outcome.ACCEPTED);
        });
    assertThatThrownBy(this::pass).isInstanceOf(StoreUnavailableException.class);
    bench.lanes.away(false);
    bench.retake(relay);
    assertThat(pass()).isEqualTo(WORKED);
    assertThat(destination.batches()).hasSize(2);
    bench.ledgerIs(2, 2, 0, 0, 0, 0, 0);
  }

  @Test
  void retries_that_committed_after_all_are_not_settled_again() {
    bench.append("a", "b");
    destination.next(LATER).next(LATER);
    pass();
    bench.clock.advance(Duration.ofMillis(1));
    bench.lanes.loseNextAnswer();
    assertThatThrownBy(this::pass).isInstanceOf(StoreUnavailableException.class);
    bench.clock.advance(Duration.ofSeconds(10));
    bench.retake(relay);
    assertThat(pass()).as("due again, with an attempt more").isEqualTo(WORKED);
    assertThat(destination.batches()).hasSize(3);
    bench.ledgerIs(2, 2, 0, 0, 0, 0, 0);
  }

  @Test
  void retries_and_fresh_events_take_turns() {
    bench.append("a", "b", "c");
    destination.next(LATER);
    pass();
    bench.clock.advance(Duration.ofMillis(1));
    bench.append("d", "e", "f", "g", "h", "i");
    destination.next(LATER);
    pass();
    bench.clock.advance(Duration.ofMillis(1));
    pass();
    pass();
    pass();
    assertThat(destination.batches())
        .containsExactly(
            List.of("a", "b", "c"),
            List.of("a", "b", "c"),
            List.of("d", "e", "f"),
            List.of("a", "b", "c"),
            List.of("g", "h", "i"));
    bench.ledgerIs(9, 9, 0, 0, 0, 0, 0);
  }

  @Test
  void lanes_take_turns_also_when_they_are_read_again_before_each() {
    var second = new SourceId(2);
    bench.outbox.subscribe(CONNECTOR, "shop", second);
    relay.refresh();
    bench.append("a", "b", "c", "d", "e", "f", "g", "h", "i");
    bench.appendTo(second, "x", "y");
    for (int i = 0; i < 3; i++) {
      relay.refresh();
      assertThat(pass()).isEqualTo(WORKED);
    }
    assertThat(destination.batches())
        .containsExactly(List.of("a", "b", "c"), List.of("x", "y"), List.of("d", "e", "f"));
    bench.ledgerBalances();
  }

  @Test
  void a_lane_that_is_new_waits_for_those_whose_turn_it_is() {
    var second = new SourceId(2);
    bench.outbox.subscribe(CONNECTOR, "shop", second);
    relay.refresh();
    bench.append("a", "b", "c", "d");
    bench.appendTo(second, "x");
    pass();
    var third = new SourceId(3);
    bench.outbox.subscribe(CONNECTOR, "shop", third);
    bench.appendTo(third, "z");
    relay.refresh();
    pass();
    pass();
    pass();
    assertThat(destination.batches())
        .containsExactly(List.of("a", "b", "c"), List.of("x"), List.of("d"), List.of("z"));
    bench.ledgerIs(6, 6, 0, 0, 0, 0, 0);
  }

  @Test
  void a_lane_that_ended_drains_up_to_its_end_and_no_further() {
    bench.append("a");
    bench.outbox.unsubscribe(CONNECTOR, SOURCE);
    bench.append("b");
    relay.refresh();
    assertThat(pass()).isEqualTo(WORKED);
    relay.refresh();
    assertThat(pass()).isEqualTo(IDLING);
    assertThat(destination.batches()).containsExactly(List.of("a"));
    bench.ledgerIs(1, 1, 0, 0, 0, 0, 0);
  }

  @Test
  void a_lane_that_ended_unnoticed_is_not_delivered_past_its_end() {
    bench.append("a");
    bench.outbox.unsubscribe(CONNECTOR, SOURCE);
    bench.append("b");
    assertThat(pass()).isEqualTo(WORKED);
    assertThat(pass()).isEqualTo(IDLING);
    assertThat(destination.batches()).containsExactly(List.of("a"));
    bench.ledgerIs(1, 1, 0, 0, 0, 0, 0);
  }

  @Test
  void a_new_lane_is_found_by_a_refresh() {
    var second = new SourceId(2);
    bench.outbox.subscribe(CONNECTOR, "shop", second);
    bench.append("a");
    relay.refresh();
    assertThat(pass()).isEqualTo(WORKED);
    assertThat(pass()).isEqualTo(IDLING);
    bench.ledgerIs(1, 1, 0, 0, 0, 0, 0);
  }

  @Test
  void a_successor_begins_where_the_last_settlement_ended() {
    bench.append("a", "b", "c", "d");
    pass();
    relay = bench.take();
    pass();
    assertThat(destination.batches()).containsExactly(List.of("a", "b", "c"), List.of("d"));
    bench.ledgerIs(4, 4, 0, 0, 0, 0, 0);
  }

  private Pass pass() {
    return Passes.pass(relay, bench.runtime());
  }

  private static Pass resting(long millis) {
    return new Pass.Resting(Duration.ofMillis(millis));
  }

  /** A relay that idles for very long, so that every other rest shows. */
  private ConnectorRelay patient(RandomGenerator random) {
    var tools = bench.tools;
    return bench.take(
        new RelayTools(
            tools.log(),
            tools.lanes(),
            tools.json(),
            tools.clock(),
            random,
            tools.policy(),
            tools.telemetry(),
            tools.share(),
            Duration.ofDays(10)));
  }

  private Duration restAndGoOn(ConnectorRelay waiting) {
    var rest = ((Pass.Resting) Passes.pass(waiting, bench.runtime())).atMost();
    bench.clock.advance(rest);
    return rest;
  }

  private List<Settlement> settlements() {
    return bench.outbox.settlements();
  }

  /** Without the windows of the dead, which say when this test ran. */
  private List<EventException> exceptions() {
    return settlements().getLast().exceptions().stream()
        .map(it -> it instanceof Dead dead ? dead.with(WindowStart.UNKNOWN) : it)
        .toList();
  }

  private static Settlement.Scope.Range range(Settlement settlement) {
    return (Settlement.Scope.Range) settlement.scope();
  }

  private static List<Long> seqs(Settlement settlement) {
    return settlement.calls().getFirst().seqs();
  }

  /** The number of an event in the first batch. */
  private long seq(int index) {
    return seq(0, index);
  }

  private long seq(int settlement, int index) {
    return seqs(settlements().get(settlement)).get(index);
  }

  private long deadSeq() {
    return exceptions().getFirst().seq();
  }

  private static Outcome deferred(Cause cause, @Nullable Duration after) {
    return new Deferred(cause, "40100", "later", after);
  }

  private static DeliveryReport report(Outcome outcome) {
    return new DeliveryReport(List.of(outcome, outcome), List.of());
  }

  /** What is thrown need not be declared where the compiler cannot see it. */
  @SuppressWarnings("unchecked")
  private static <E extends Exception> DeliveryReport throwUndeclared(Exception thrown) throws E {
    throw (E) thrown;
  }

  @SuppressWarnings("NullAway") // what an adapter compiled without the checks can do
  private static DeliveryReport nothing(List<OutboundEvent> batch) {
    return null;
  }

  @SuppressWarnings("NullAway") // what an adapter compiled without the checks can do
  private static String unspoken() {
    return null;
  }
}
