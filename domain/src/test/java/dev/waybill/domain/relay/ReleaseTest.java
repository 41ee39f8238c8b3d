package dev.waybill.domain.relay;

import static dev.waybill.domain.relay.RelayBench.CONNECTOR;
import static dev.waybill.domain.relay.RelayBench.NOW;
import static dev.waybill.domain.relay.RelayBench.OTHER_NODE;
import static dev.waybill.domain.relay.RelayBench.answered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.connector.ConnectorRuntime;
import dev.waybill.domain.destination.Outcome;
import dev.waybill.domain.destination.Outcome.Blocked;
import dev.waybill.domain.destination.Outcome.Cause;
import dev.waybill.domain.destination.Outcome.Deferred;
import dev.waybill.domain.destination.Outcome.Rejected;
import dev.waybill.domain.destination.ScriptedDestination;
import dev.waybill.domain.outbox.EventException;
import dev.waybill.domain.outbox.EventException.Expired;
import dev.waybill.domain.outbox.EventException.Retrying;
import dev.waybill.domain.outbox.Lanes.Settled;
import dev.waybill.domain.outbox.Uncertainty;
import dev.waybill.domain.outbox.WindowStart;
import dev.waybill.domain.source.SourceId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of a delivery under way when its connector is parked, paused or stopped. */
class ReleaseTest {
  private static final Outcome ILL = new Deferred(Cause.TRANSIENT, "500", "ill", null);
  private static final Outcome LATER = new Deferred(Cause.EVENT, "40100", "later", null);
  private static final Outcome SILENT = new Deferred(Cause.UNANSWERED, "timeout", "silent", null);
  private static final Outcome REVOKED = new Blocked("40105", "token revoked");
  private static final Pass PARKED = new Pass.Blocked("40105", "token revoked");
  private static final Pass WORKED = new Pass.Worked();
  private static final Duration PAST = Duration.ofDays(2).plusMillis(1);

  private final RelayBench bench = new RelayBench();
  private final ScriptedDestination destination = bench.destination;
  private ConnectorRelay relay = bench.take();

  @Test
  void what_a_blocked_delivery_knows_is_durable_and_its_rest_uses_up_no_attempt() {
    bench.append("a", "b", "c");
    destination.next(Map.of("a", new Rejected("40002", "No."), "b", REVOKED));
    assertThat(pass()).isEqualTo(PARKED);
    bench.ledgerIs(3, 1, 1, 0, 0, 1, 0);
    assertThat(retrying().attempts()).isZero();
    assertThat(retrying().code()).isEqualTo("40105");

    restart();
    assertThat(pass()).isEqualTo(WORKED);
    assertThat(destination.batches()).containsExactly(List.of("a", "b", "c"), List.of("b"));
    bench.ledgerIs(3, 2, 1, 0, 0, 0, 0);
  }

  @Test
  void a_blocked_delivery_of_which_nothing_is_known_stands_where_it_stood() {
    bench.append("a", "b");
    destination.next(REVOKED);
    assertThat(pass()).isEqualTo(PARKED);
    assertThat(bench.outbox.settlements()).isEmpty();
    bench.ledgerIs(2, 0, 0, 0, 0, 0, 2);
    assertThat(pass()).isEqualTo(WORKED);
    bench.ledgerIs(2, 2, 0, 0, 0, 0, 0);
  }

  @Test
  void what_the_filter_said_is_asked_again_and_not_written_down() {
    bench.append("a", "b");
    destination.next(REVOKED);
    var mapping = bench.runtime().mapping();
    Passes.pass(relay, bench.runtime(mapping, event -> "b".equals(event.string("event_id"))));
    bench.ledgerIs(2, 0, 0, 0, 0, 0, 2);
    assertThat(pass()).as("by the filter there is now").isEqualTo(WORKED);
    bench.ledgerIs(2, 2, 0, 0, 0, 0, 0);
  }

  @Test
  void what_is_uncertain_is_durable_with_its_time_and_revision() {
    bench.revision = 4;
    bench.append("a", "b");
    destination.next(Map.of("a", SILENT, "b", ILL));
    pass();
    bench.clock.advance(Duration.ofMinutes(1));
    assertThat(relay.release()).isEqualTo(Settled.SETTLED);
    bench.ledgerIs(2, 0, 0, 0, 0, 2, 0);
    assertThat(exceptions())
        .extracting(exception -> ((Retrying) exception).windows())
        .containsExactly(
            new WindowStart(answered(NOW).occurrence(), new Uncertainty(NOW, 4)), answered(NOW));
  }

  @Test
  void a_release_with_nothing_under_way_does_nothing() {
    bench.append("a");
    pass();
    assertThat(relay.release()).isEqualTo(Settled.SETTLED);
    assertThat(bench.outbox.settlements()).hasSize(1);
    bench.ledgerIs(1, 1, 0, 0, 0, 0, 0);
  }

  @Test
  void a_release_leaves_the_rest_a_platform_asked_for() {
    bench.append("a", "b");
    var wait = Duration.ofMinutes(5);
    destination.next(Map.of("b", new Deferred(Cause.THROTTLE, "40100", "slowly", wait)));
    pass();
    relay.release();
    bench.clock.advance(wait.minusMillis(1));
    assertThat(pass()).isInstanceOf(Pass.Resting.class);
    assertThat(destination.batches()).hasSize(1);
    bench.clock.advance(Duration.ofMillis(1));
    assertThat(pass()).isEqualTo(WORKED);
    bench.ledgerIs(2, 2, 0, 0, 0, 0, 0);
  }

  @Test
  void what_was_released_comes_before_fresh_events_batch_after_batch() {
    bench.batchEvents = 4;
    bench.append("a", "b", "c", "d");
    destination.next(Map.of("a", Outcome.ACCEPTED, "b", ILL, "c", ILL, "d", ILL));
    pass();
    relay.release();
    bench.append("e", "f");
    bench.batchEvents = 2;
    restart();
    for (int i = 0; i < 3; i++) {
      assertThat(pass()).isEqualTo(WORKED);
    }
    assertThat(destination.batches())
        .containsExactly(
            List.of("a", "b", "c", "d"), List.of("b", "c"), List.of("d"), List.of("e", "f"));
    bench.ledgerIs(6, 6, 0, 0, 0, 0, 0);
  }

  @Test
  void what_was_released_comes_first_without_a_restart_too() {
    bench.append("a", "b");
    destination.next(LATER).next(Map.of("b", ILL));
    pass();
    bench.clock.advance(Duration.ofMillis(1));
    pass();
    relay.release();
    bench.append("c");
    bench.clock.advance(Duration.ofMinutes(2));
    assertThat(pass()).isEqualTo(WORKED);
    assertThat(pass()).isEqualTo(WORKED);
    assertThat(destination.batches().subList(2, 4)).containsExactly(List.of("b"), List.of("c"));
    bench.ledgerIs(3, 3, 0, 0, 0, 0, 0);
  }

  @Test
  void retries_that_are_released_keep_their_attempts_and_their_uncertainty() {
    bench.append("a", "b");
    destination.next(LATER).next(Map.of("a", SILENT, "b", Outcome.ACCEPTED));
    pass();
    bench.clock.advance(Duration.ofMillis(1));
    pass();
    relay.release();
    assertThat(retrying().attempts()).isEqualTo(1);
    assertThat(retrying().windows().uncertainty()).isEqualTo(new Uncertainty(NOW.plusMillis(1), 1));
    bench.ledgerIs(2, 1, 0, 0, 0, 1, 0);

    destination.next(REVOKED);
    restart();
    assertThat(pass()).isEqualTo(PARKED);
    assertThat(bench.outbox.settlements()).as("nothing new is known").hasSize(2);
    bench.clock.advance(PAST);
    assertThat(pass()).isEqualTo(WORKED);
    assertThat(expired().code()).isEqualTo("past_deduplication_window");
    bench.ledgerIs(2, 1, 0, 1, 0, 0, 0);
  }

  @Test
  void a_released_event_is_as_young_as_one_that_never_failed() {
    destination.window(Duration.ofDays(100));
    bench.append("a", "b");
    destination.next(Map.of("b", REVOKED));
    pass();
    bench.clock.advance(Duration.ofDays(4));
    destination.next(LATER);
    assertThat(pass()).isEqualTo(WORKED);
    assertThat(retrying().attempts()).isEqualTo(1);
    bench.clock.advance(Duration.ofDays(2));
    destination.next(LATER);
    pass();
    assertThat(retrying().attempts()).as("its age began with its first failure").isEqualTo(2);
    bench.ledgerIs(2, 1, 0, 0, 0, 1, 0);
  }

  @Test
  void a_blocked_lane_makes_durable_what_the_other_lanes_know_too() {
    var second = new SourceId(2);
    bench.outbox.subscribe(CONNECTOR, "shop", second);
    relay.refresh();
    bench.append("a");
    bench.appendTo(second, "b", "c");
    destination.next(ILL).next(Map.of("b", SILENT)).next(REVOKED);
    pass();
    pass();
    bench.clock.advance(Duration.ofMillis(1));
    assertThat(pass()).isEqualTo(PARKED);
    bench.ledgerIs(3, 1, 0, 0, 0, 1, 1);
  }

  @Test
  void a_stalled_owner_releases_nothing() {
    bench.append("a", "b");
    destination.next(Map.of("b", ILL));
    pass();
    bench.outbox.take(CONNECTOR, OTHER_NODE);
    assertThat(relay.release()).isEqualTo(Settled.FENCED);
    bench.ledgerIs(2, 0, 0, 0, 0, 0, 2);
  }

  @Test
  void a_stalled_owner_that_is_blocked_says_so() {
    bench.append("a", "b");
    destination.next(
        batch -> {
          bench.outbox.take(CONNECTOR, OTHER_NODE);
          return ScriptedDestination.report(
              batch, id -> id.equals("a") ? REVOKED : Outcome.ACCEPTED);
        });
    assertThat(pass()).isEqualTo(new Pass.Fenced());
    bench.ledgerIs(2, 0, 0, 0, 0, 0, 2);
  }

  @Test
  void a_release_that_the_store_refused_is_settled_later_and_sends_nothing_twice() {
    bench.append("a", "b");
    destination.next(Map.of("b", REVOKED));
    bench.lanes.refuseNext(1, () -> new StoreUnavailableException("away", new RuntimeException()));
    assertThatThrownBy(this::pass).isInstanceOf(StoreUnavailableException.class);
    bench.retake(relay);
    assertThat(relay.release()).isEqualTo(Settled.SETTLED);
    bench.ledgerIs(2, 1, 0, 0, 0, 1, 0);
    assertThat(pass()).isEqualTo(WORKED);
    assertThat(destination.batches()).containsExactly(List.of("a", "b"), List.of("b"));
    bench.ledgerIs(2, 2, 0, 0, 0, 0, 0);
  }

  @Test
  void a_release_that_committed_after_all_is_not_settled_again() {
    bench.append("a", "b");
    destination.next(LATER).next(SILENT);
    pass();
    bench.clock.advance(Duration.ofMillis(1));
    pass();
    bench.lanes.loseNextAnswer();
    assertThatThrownBy(relay::release).isInstanceOf(StoreUnavailableException.class);
    bench.retake(relay);
    assertThat(relay.release()).isEqualTo(Settled.SETTLED);
    assertThat(bench.outbox.settlements()).hasSize(2);
    bench.ledgerIs(2, 0, 0, 0, 0, 2, 0);
  }

  @Test
  void after_a_park_beyond_the_window_what_was_never_sent_is_delivered_in_order() {
    bench.append("a", "b", "c", "d", "e");
    destination.next(Map.of("a", Outcome.ACCEPTED, "b", SILENT, "c", REVOKED));
    assertThat(pass()).isEqualTo(PARKED);
    bench.append("f");
    bench.ledgerIs(6, 1, 0, 0, 0, 2, 3);

    bench.clock.advance(PAST);
    restart();
    assertThat(pass()).isEqualTo(WORKED);
    assertThat(expired().code()).isEqualTo("past_deduplication_window");
    assertThat(expired().message()).contains("may have delivered");
    assertThat(pass()).isEqualTo(WORKED);
    assertThat(destination.batches())
        .containsExactly(List.of("a", "b", "c"), List.of("c"), List.of("d", "e", "f"));
    bench.ledgerIs(6, 5, 0, 1, 0, 0, 0);
  }

  private Pass pass() {
    return Passes.pass(relay, runtime());
  }

  private ConnectorRuntime runtime() {
    return bench.runtime();
  }

  private void restart() {
    relay = bench.take();
  }

  private List<EventException> exceptions() {
    return bench.outbox.settlements().getLast().exceptions();
  }

  private Retrying retrying() {
    return exceptions().stream()
        .filter(Retrying.class::isInstance)
        .map(Retrying.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private Expired expired() {
    return exceptions().stream()
        .filter(Expired.class::isInstance)
        .map(Expired.class::cast)
        .findFirst()
        .orElseThrow();
  }
}
