package dev.waybill.domain.relay;

import static dev.waybill.domain.relay.RelayBench.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.destination.DeliveryReport;
import dev.waybill.domain.destination.OutboundEvent;
import dev.waybill.domain.destination.Outcome;
import dev.waybill.domain.destination.Outcome.Cause;
import dev.waybill.domain.destination.Outcome.Deferred;
import dev.waybill.domain.destination.ScriptedDestination;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.mapping.EventFilter;
import dev.waybill.domain.mapping.Mapping;
import dev.waybill.domain.outbox.EventException;
import dev.waybill.domain.outbox.EventException.Dead;
import dev.waybill.domain.outbox.EventException.Expired;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an attempt without an answer does to the attempts after it. */
class UncertaintyTest {
  private static final Outcome SILENT = new Deferred(Cause.UNANSWERED, "timeout", "silent", null);
  private static final Outcome LATER = new Deferred(Cause.EVENT, "40100", "later", null);
  private static final Duration WINDOW = Duration.ofDays(2);

  private final RelayBench bench = new RelayBench();
  private final ScriptedDestination destination = bench.destination;
  private final List<String> sent = new ArrayList<>();
  private ConnectorRelay relay = bench.take();

  @Test
  void an_unanswered_event_is_sent_again_at_the_edge_of_the_window_and_not_past_it() {
    bench.append("a");
    destination.otherwise(SILENT);
    pass();
    bench.clock.advance(WINDOW);
    pass();
    assertThat(destination.batches()).as("at the edge").hasSize(2);
    bench.clock.advance(Duration.ofMinutes(1));
    assertThat(pass()).isEqualTo(new Pass.Worked());
    assertThat(destination.batches()).as("past it, counted from the first attempt").hasSize(2);
    assertThat(expired().code()).isEqualTo("past_deduplication_window");
    assertThat(expired().message())
        .isEqualTo(
            "An earlier attempt was not answered and may have delivered the event; sending it again"
                + " this late could count it twice.");
    bench.ledgerIs(1, 0, 0, 1, 0, 0, 0);
  }

  @Test
  void the_window_counts_from_the_attempt_and_not_from_the_event() {
    bench.append("a", NOW.minus(Duration.ofDays(3)));
    destination.next(SILENT);
    pass();
    bench.clock.advance(Duration.ofMinutes(1));
    assertThat(pass()).isEqualTo(new Pass.Worked());
    bench.ledgerIs(1, 1, 0, 0, 0, 0, 0);
  }

  @ParameterizedTest
  @EnumSource(names = {"THROTTLE", "TRANSIENT"})
  void an_event_that_was_clearly_refused_is_bound_by_its_acceptance_alone(Cause cause) {
    bench.append("a");
    destination.next(new Deferred(cause, "busy", "busy", null));
    pass();
    bench.clock.advance(WINDOW.plusDays(1));
    assertThat(pass()).isEqualTo(new Pass.Worked());
    bench.ledgerIs(1, 1, 0, 0, 0, 0, 0);
  }

  @Test
  void a_clear_answer_to_a_later_attempt_does_not_undo_the_doubt_about_the_first() {
    bench.append("a");
    destination.next(SILENT).next(LATER);
    pass();
    bench.clock.advance(Duration.ofHours(1));
    pass();
    bench.ledgerIs(1, 0, 0, 0, 0, 1, 0);
    bench.clock.advance(WINDOW.minusMinutes(59));
    pass();
    assertThat(expired().code()).isEqualTo("past_deduplication_window");
    bench.ledgerIs(1, 0, 0, 1, 0, 0, 0);
  }

  @Test
  void where_the_platform_never_drops_doubles_waiting_makes_nothing_worse() {
    bench.deduplication = Duration.ZERO;
    bench.append("a");
    destination.next(SILENT);
    pass();
    bench.clock.advance(Duration.ofDays(6));
    assertThat(pass()).isEqualTo(new Pass.Worked());
    bench.ledgerIs(1, 1, 0, 0, 0, 0, 0);
  }

  @Test
  void an_unanswered_event_past_its_acceptance_says_that_it_may_have_been_delivered() {
    bench.deduplication = Duration.ofDays(30);
    bench.append("a");
    destination.next(SILENT);
    pass();
    bench.clock.advance(Duration.ofDays(8));
    pass();
    assertThat(expired().code()).isEqualTo("past_acceptance_window");
    assertThat(expired().message()).endsWith("not answered and may have delivered it.");
    bench.ledgerIs(1, 0, 0, 1, 0, 0, 0);
  }

  @Test
  void an_adapter_that_broke_its_contract_may_have_sent_everything() {
    bench.append("a");
    destination.next(
        _ -> {
          throw new IllegalStateException("s3cret");
        });
    pass();
    bench.clock.advance(WINDOW.plusMillis(1));
    pass();
    assertThat(expired().code()).isEqualTo("past_deduplication_window");
    bench.ledgerIs(1, 0, 0, 1, 0, 0, 0);
  }

  @Test
  void a_call_that_ends_in_an_error_may_have_sent_everything_and_the_error_is_handed_on() {
    bench.append("a");
    destination.next(
        _ -> {
          throw new OutOfMemoryError();
        });
    assertThatThrownBy(this::pass).isInstanceOf(OutOfMemoryError.class);
    bench.clock.advance(WINDOW.plusMillis(1));
    pass();
    assertThat(destination.batches()).hasSize(1);
    assertThat(expired().code()).isEqualTo("past_deduplication_window");
    bench.ledgerIs(1, 0, 0, 1, 0, 0, 0);
  }

  @Test
  void an_unanswered_event_that_is_no_longer_wanted_is_dead_and_not_filtered() {
    bench.append("a");
    destination.next(SILENT);
    pass();
    bench.clock.advance(Duration.ofMillis(1));
    Passes.pass(relay, bench.runtime(bench.runtime().mapping(), _ -> false));
    assertThat(exceptions()).singleElement().isInstanceOf(Dead.class);
    bench.ledgerIs(1, 0, 1, 0, 0, 0, 0);
  }

  @Test
  void an_unanswered_event_keeps_the_mapping_of_that_attempt_and_its_neighbours_do_not() {
    bench.append("a", "b");
    destination.next(batch -> note(batch, Map.of("a", SILENT, "b", LATER)));
    passAs(1);
    promote(2);
    bench.clock.advance(Duration.ofMillis(1));
    destination.next(batch -> note(batch, Map.of("b", SILENT)));
    passAs(2);
    bench.clock.advance(Duration.ofMillis(1));
    destination.next(batch -> note(batch, Map.of()));
    passAs(2);
    assertThat(sent).containsExactly("a by 1", "b by 1", "a by 1", "b by 2");
    bench.ledgerIs(2, 2, 0, 0, 0, 0, 0);
  }

  @Test
  void the_mapping_of_that_attempt_is_kept_over_a_restart() {
    bench.append("a", "b");
    destination.next(batch -> note(batch, Map.of("a", SILENT)));
    passAs(1);
    relay.release();
    promote(3);
    relay = bench.take();
    bench.append("c");
    destination.next(batch -> note(batch, Map.of("a", SILENT)));
    bench.clock.advance(Duration.ofMinutes(1));
    passAs(3);
    bench.clock.advance(Duration.ofMillis(1));
    destination.next(batch -> note(batch, Map.of()));
    passAs(3);
    destination.next(batch -> note(batch, Map.of()));
    passAs(3);
    assertThat(sent).containsExactly("a by 1", "b by 1", "a by 1", "a by 1", "c by 3");
    bench.ledgerIs(3, 3, 0, 0, 0, 0, 0);
  }

  @Test
  void an_earlier_mapping_that_cannot_be_read_now_is_no_fault_of_the_event() {
    bench.append("a");
    destination.next(batch -> note(batch, Map.of("a", SILENT)));
    passAs(1);
    bench.clock.advance(Duration.ofMillis(1));
    bench.revision = 2;
    bench.earlier =
        _ -> {
          throw new StoreUnavailableException("away", new IllegalStateException());
        };
    assertThatThrownBy(() -> passAs(2)).isInstanceOf(StoreUnavailableException.class);
    promote(2);
    bench.retake(relay);
    destination.next(batch -> note(batch, Map.of()));
    passAs(2);
    assertThat(sent).containsExactly("a by 1", "a by 1");
    bench.ledgerIs(1, 1, 0, 0, 0, 0, 0);
  }

  @Test
  void an_event_of_a_call_that_was_taken_in_part_is_in_doubt_and_uses_up_an_attempt() {
    bench.append("a");
    destination.next(new Deferred(Cause.UNPROVEN, "20001", "in part", null));
    assertThat(pass()).isEqualTo(new Pass.Worked());
    bench.ledgerIs(1, 0, 0, 0, 0, 1, 0);
    bench.clock.advance(WINDOW.plusMillis(1));
    pass();
    assertThat(expired().code()).isEqualTo("past_deduplication_window");
    assertThat(expired().attempts()).isEqualTo(1);
    bench.ledgerIs(1, 0, 0, 1, 0, 0, 0);
  }

  @Test
  void where_the_mapping_of_that_attempt_is_gone_the_present_one_sends_the_same_event_id() {
    bench.append("a");
    destination.next(batch -> note(batch, Map.of("a", SILENT)));
    passAs(1);
    bench.revision = 2;
    bench.clock.advance(Duration.ofMillis(1));
    destination.next(batch -> note(batch, Map.of()));
    passAs(2);
    assertThat(sent).containsExactly("a by 1", "a by 2");
    bench.ledgerIs(1, 1, 0, 0, 0, 0, 0);
  }

  private void promote(int revision) {
    bench.revision = revision;
    bench.earlier = asked -> asked < revision ? Optional.of(mapping(asked)) : Optional.empty();
  }

  private static Mapping mapping(int revision) {
    return event ->
        new Mapping.Outcome.Mapped(
            event.with("made_by", Json.of(Integer.toString(revision))), List.of());
  }

  private void passAs(int revision) {
    Passes.pass(relay, bench.runtime(mapping(revision), EventFilter.ALL));
  }

  private DeliveryReport note(List<OutboundEvent> batch, Map<String, Outcome> outcomes) {
    batch.forEach(event -> sent.add(event.id() + " by " + event.payload().string("made_by")));
    return ScriptedDestination.report(batch, id -> outcomes.getOrDefault(id, Outcome.ACCEPTED));
  }

  private Pass pass() {
    return Passes.pass(relay, bench.runtime());
  }

  private List<EventException> exceptions() {
    return bench.outbox.settlements().getLast().exceptions();
  }

  private Expired expired() {
    return (Expired) exceptions().getFirst();
  }
}
