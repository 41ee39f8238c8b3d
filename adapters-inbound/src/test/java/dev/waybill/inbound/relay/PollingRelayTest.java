package dev.waybill.inbound.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.connector.ConnectorRuntimes.Opened;
import dev.waybill.domain.connector.Connectors.WaitingEvents;
import dev.waybill.domain.destination.Outcome;
import dev.waybill.domain.destination.ScriptedDestination;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.Problem;
import dev.waybill.inbound.log.HeardLog;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PollingRelayTest {
  private static final Outcome SILENT =
      new Outcome.Deferred(Outcome.Cause.UNANSWERED, "interrupted", "Interrupted.", null);
  private static final Outcome BLOCKED = new Outcome.Blocked("40105", "token revoked");

  private final RelayFixture fixture = new RelayFixture();
  private final ScriptedDestination destination = fixture.destination;
  private final HeardLog log = HeardLog.listen();

  @AfterEach
  void stop() {
    fixture.close();
    log.close();
    fixture.ledgerBalances();
  }

  @Test
  void what_was_there_before_the_start_is_delivered() {
    fixture.appendSilently("a");
    fixture.start();
    fixture.awaitDelivered(1);
  }

  @Test
  void a_signal_is_heard_before_the_next_poll() {
    fixture.append("first");
    fixture.start();
    fixture.awaitDelivered(1);
    var begin = System.nanoTime();
    for (int i = 0; i < 40; i++) {
      fixture.append("e-" + i);
      fixture.awaitDelivered(i + 2);
    }
    assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin))
        .as("by polling alone it takes 20 s")
        .isLessThan(10);
  }

  @Test
  void events_of_another_node_are_found_without_a_signal() {
    fixture.start();
    fixture.append("a");
    fixture.awaitDelivered(1);
    fixture.appendSilently("b");
    fixture.awaitDelivered(2);
  }

  @Test
  void a_store_that_was_away_costs_nothing_but_time() {
    fixture.append("a");
    fixture.start();
    fixture.awaitDelivered(1);
    var sent = new CountDownLatch(1);
    destination.next(
        batch -> {
          fixture.lanes.away(true);
          fixture.connectors.away = true;
          sent.countDown();
          return ScriptedDestination.report(batch, _ -> Outcome.ACCEPTED);
        });
    fixture.append("b");
    RelayFixture.await("sent", () -> sent.getCount() == 0);
    fixture.append("c");
    fixture.connectors.away = false;
    fixture.lanes.away(false);
    fixture.awaitDelivered(3);
    assertThat(destination.batches()).as("nothing was sent twice").hasSize(3);
  }

  @Test
  void a_blocked_connector_is_parked_and_resumes_when_a_recheck_passes() {
    destination.next(Map.of("a", BLOCKED));
    fixture.appendSilently("a");
    fixture.appendSilently("b");
    fixture.start();
    RelayFixture.await("rechecked in vain", () -> fixture.rechecks.made.get() > 0);
    assertThat(fixture.isParked()).isTrue();
    assertThat(fixture.delivered()).as("what the platform took before it refused").isEqualTo(1);
    fixture.append("c");
    fixture.rechecks.pass = true;
    fixture.awaitDelivered(3);
    assertThat(fixture.isParked()).isFalse();
    assertThat(destination.batches())
        .containsExactly(List.of("a", "b"), List.of("a"), List.of("c"));
  }

  @Test
  void a_connector_that_cannot_be_made_ready_is_parked_with_the_reason() {
    var problem = Problem.at(JsonPointer.ROOT, "not_opened", "It cannot be opened.");
    fixture.opening = () -> new Opened.Faulty(List.of(problem));
    fixture.append("a");
    fixture.start();
    RelayFixture.await("parked", fixture::isParked);
    fixture.opening = () -> RelayFixture.ready(destination);
    fixture.rechecks.pass = true;
    fixture.awaitDelivered(1);
  }

  @Test
  void a_worker_whose_connector_was_taken_stands_by_until_it_is_free_again() {
    destination.next(
        batch -> {
          fixture.outbox.leave(RelayFixture.NODE);
          fixture.outbox.beat(RelayFixture.OTHER_NODE, "test");
          assertThat(fixture.outbox.take(fixture.connector, RelayFixture.OTHER_NODE)).isPresent();
          return ScriptedDestination.report(batch, _ -> Outcome.ACCEPTED);
        });
    fixture.append("a");
    fixture.start();
    RelayFixture.await("closed by the fenced worker", destination::isClosed);
    fixture.append("b");
    fixture.awaitLookOut();
    assertThat(destination.batches()).containsExactly(List.of("a"));
    assertThat(fixture.delivered()).as("its settlement came too late").isZero();
    fixture.outbox.leave(RelayFixture.OTHER_NODE);
    fixture.awaitDelivered(2);
    assertThat(destination.batches()).containsExactly(List.of("a"), List.of("a", "b"));
  }

  @Test
  void calls_for_a_connector_that_another_node_has_by_now_are_ended() {
    var calls = new AtomicInteger();
    var ended = new CountDownLatch(1);
    destination.next(
        batch -> {
          RelayFixture.callUntilInterrupted(calls);
          ended.countDown();
          return ScriptedDestination.report(batch, _ -> SILENT);
        });
    destination.next(
        batch -> {
          fixture.outbox.leave(RelayFixture.NODE);
          fixture.outbox.beat(RelayFixture.OTHER_NODE, "test");
          assertThat(fixture.outbox.take(fixture.connector, RelayFixture.OTHER_NODE)).isPresent();
          return ScriptedDestination.report(batch, _ -> Outcome.ACCEPTED);
        });
    fixture.append("a");
    fixture.start();
    RelayFixture.await("calling", () -> calls.get() > 0);
    fixture.append("b");
    wait(ended);
    fixture.outbox.leave(RelayFixture.OTHER_NODE);
    fixture.awaitDelivered(2);
    assertThat(destination.batches())
        .containsExactly(List.of("a"), List.of("b"), List.of("a", "b"));
  }

  @Test
  void an_unexpected_exception_does_not_end_delivery() {
    var tries = new AtomicInteger();
    fixture.opening =
        () -> {
          if (tries.incrementAndGet() < 3) {
            throw new IllegalStateException("unexpected");
          }
          return RelayFixture.ready(destination);
        };
    fixture.append("a");
    fixture.start();
    fixture.awaitDelivered(1);
  }

  @Test
  void what_is_decided_is_not_sent_again_when_settling_breaks() {
    fixture.lanes.refuseNext(2, () -> new IllegalStateException("p@x.y"));
    fixture.append("a");
    fixture.start();
    fixture.awaitDelivered(1);
    assertThat(destination.batches()).containsExactly(List.of("a"));
    assertThat(log.text()).contains("IllegalStateException").doesNotContain("p@x.y");
  }

  @Test
  void a_destination_built_against_another_version_costs_nothing_but_time() {
    destination.next(
        _ -> {
          throw new NoSuchMethodError("p@x.y");
        });
    fixture.append("a");
    fixture.start();
    fixture.awaitDelivered(1);
    assertThat(destination.batches()).containsExactly(List.of("a"), List.of("a"));
    assertThat(log.text()).doesNotContain("p@x.y");
  }

  @Test
  void an_error_nobody_expects_does_not_end_delivery() {
    var tries = new AtomicInteger();
    fixture.opening =
        () -> {
          if (tries.incrementAndGet() < 2) {
            throw new NoSuchMethodError("p@x.y");
          }
          return RelayFixture.ready(destination);
        };
    fixture.append("a");
    fixture.start();
    fixture.awaitDelivered(1);
    assertThat(log.text()).contains("NoSuchMethodError").doesNotContain("p@x.y");
  }

  @Test
  void an_unexpected_exception_does_not_end_the_look_out() {
    fixture.connectors.breaksOnce = true;
    fixture.append("a");
    fixture.start();
    fixture.awaitDelivered(1);
  }

  @Test
  void a_destination_that_cannot_be_closed_holds_nobody_up() {
    var sticky =
        new ScriptedDestination() {
          @Override
          public void close() {
            throw new IllegalStateException("s3cret");
          }
        };
    fixture.opening = () -> RelayFixture.ready(sticky);
    fixture.append("a");
    fixture.start();
    fixture.awaitDelivered(1);
    fixture.connectors.pause(fixture.connector, true);
    fixture.connectors.pause(fixture.connector, false);
    fixture.signal.changed(fixture.connector);
    fixture.append("b");
    fixture.awaitDelivered(2);
    var begin = System.nanoTime();
    fixture.close();
    assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin)).isLessThan(10);
  }

  @Test
  void a_paused_connector_waits_until_it_is_resumed() {
    fixture.connectors.pause(fixture.connector, true);
    fixture.append("a");
    fixture.start();
    fixture.awaitLookOut();
    assertThat(fixture.delivered()).isZero();
    fixture.connectors.pause(fixture.connector, false);
    fixture.signal.changed(fixture.connector);
    fixture.awaitDelivered(1);
  }

  @Test
  void a_pause_makes_durable_what_is_known_of_a_delivery_that_waits() {
    destination.next(Map.of("b", SILENT));
    fixture.appendSilently("a");
    fixture.appendSilently("b");
    destination.otherwise(SILENT);
    fixture.start();
    RelayFixture.await("sent", () -> !destination.batches().isEmpty());
    assertThat(fixture.delivered()).isZero();
    fixture.connectors.pause(fixture.connector, true);
    fixture.signal.changed(fixture.connector);
    fixture.awaitDelivered(1);
    assertThat(fixture.retrying()).isEqualTo(1);
    destination.otherwise(Outcome.ACCEPTED);
    fixture.connectors.pause(fixture.connector, false);
    fixture.signal.changed(fixture.connector);
    fixture.awaitDelivered(2);
  }

  @Test
  void a_stop_makes_durable_what_is_known_of_a_delivery_that_waits() {
    destination.next(Map.of("b", SILENT));
    destination.otherwise(SILENT);
    fixture.appendSilently("a");
    fixture.appendSilently("b");
    fixture.start();
    RelayFixture.await("sent", () -> !destination.batches().isEmpty());
    fixture.close();
    assertThat(fixture.delivered()).isEqualTo(1);
    assertThat(fixture.retrying()).isEqualTo(1);
  }

  @Test
  void a_stop_while_the_store_is_away_ends_all_the_same() {
    destination.next(
        batch -> {
          fixture.lanes.away(true);
          return ScriptedDestination.report(batch, _ -> SILENT);
        });
    fixture.append("a");
    fixture.start();
    RelayFixture.await("sent", () -> !destination.batches().isEmpty());
    fixture.close();
    assertThat(destination.isClosed()).isTrue();
    assertThat(log.text()).contains("a delivery under way could not be settled");
  }

  @Test
  void the_worker_of_a_deleted_connector_ends() {
    fixture.append("a");
    fixture.start();
    fixture.awaitDelivered(1);
    fixture.connectors.delete(fixture.connector, WaitingEvents.KEEP);
    fixture.signal.changed(fixture.connector);
    RelayFixture.await("closed", destination::isClosed);
  }

  @Test
  void a_stop_lets_the_call_in_flight_end_and_settles_it() {
    var called = new CountDownLatch(1);
    var answer = new CountDownLatch(1);
    destination.next(
        batch -> {
          called.countDown();
          wait(answer);
          return ScriptedDestination.report(batch, _ -> Outcome.ACCEPTED);
        });
    fixture.append("a");
    fixture.start();
    wait(called);
    fixture.append("b");
    var stopping = Thread.ofVirtual().start(fixture::close);
    RelayFixture.await(
        "waits for the call", () -> stopping.getState() == Thread.State.TIMED_WAITING);
    answer.countDown();
    RelayFixture.await("stopped", () -> !stopping.isAlive());
    assertThat(fixture.delivered()).as("settled before the stop returned").isEqualTo(1);
    assertThat(destination.isClosed()).isTrue();
    assertThat(destination.batches()).as("nothing was begun after it").hasSize(1);
  }

  @Test
  void a_call_that_outlasts_the_stop_is_interrupted_and_has_left_when_the_stop_returns() {
    var called = new CountDownLatch(1);
    var interrupted = new AtomicBoolean();
    destination.next(
        batch -> {
          called.countDown();
          wait(new CountDownLatch(1));
          interrupted.set(Thread.currentThread().isInterrupted());
          return ScriptedDestination.report(batch, _ -> SILENT);
        });
    fixture.append("a");
    fixture.start();
    wait(called);
    fixture.close();
    assertThat(interrupted).isTrue();
    assertThat(destination.isClosed()).isTrue();
    assertThat(fixture.delivered()).isZero();
    assertThat(fixture.retrying()).as("and is known to be in doubt").isEqualTo(1);
  }

  private static void wait(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
