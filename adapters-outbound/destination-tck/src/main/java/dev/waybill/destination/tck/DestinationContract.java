package dev.waybill.destination.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.waybill.destination.tck.ScriptedPeer.Reaction;
import dev.waybill.domain.destination.DeliveryReport;
import dev.waybill.domain.destination.OutboundEvent;
import dev.waybill.domain.destination.Outcome;
import dev.waybill.domain.destination.Outcome.Cause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What every destination promises when it delivers. A subclass gives the {@link Dialect} of its
 * platform and inherits the rules, those about the spec and the probe too.
 */
public abstract class DestinationContract extends UnansweredContract {

  // ── the platform is well ────────────────────────────────────────────────────────────────

  @Test
  void what_the_platform_takes_is_accepted_and_every_event_id_travels() {
    var batch = bench().events(5);
    var report = bench().deliver(batch);
    assertThat(report.outcomes()).containsOnly(Outcome.ACCEPTED);
    assertThat(bench().taken()).containsExactlyInAnyOrderElementsOf(ids(batch));
  }

  @Test
  void a_full_batch_keeps_to_the_limits_and_carries_each_event_once() {
    var limits = dialect().provider().spec().limits();
    var batch = bench().events(limits.batchEvents());
    assertThat(bench().deliver(batch).outcomes()).containsOnly(Outcome.ACCEPTED);
    assertThat(bench().taken()).containsExactlyInAnyOrderElementsOf(ids(batch));
    assertThat(bench().peer.requests())
        .allMatch(request -> dialect().eventIds(request).size() <= limits.batchEvents());
  }

  @Test
  void several_threads_may_deliver_at_once() throws Exception {
    var limit = dialect().patience().plusSeconds(20);
    var deliveries = new ArrayList<FutureTask<DeliveryReport>>();
    for (var name : List.of("a", "b", "c", "d")) {
      var batch = named(name);
      var delivery = new FutureTask<>(() -> bench().deliver(batch));
      deliveries.add(delivery);
      Thread.ofVirtual().start(delivery);
    }
    for (var delivery : deliveries) {
      assertThat(delivery.get(limit.toSeconds(), TimeUnit.SECONDS).outcomes())
          .containsOnly(Outcome.ACCEPTED);
    }
    assertThat(bench().taken()).hasSize(12).doesNotHaveDuplicates();
  }

  private List<OutboundEvent> named(String name) {
    return List.of(1, 2, 3).stream().map(i -> dialect().event(name + "-" + i)).toList();
  }

  // ── the platform says no ────────────────────────────────────────────────────────────────

  @Test
  void a_status_of_success_is_no_success_without_the_platforms_word() {
    var lies = Stream.concat(dialect().garbles().stream(), dialect().lies().stream()).toList();
    for (var lie : lies) {
      bench().answer(lie);
      assertThat(bench().deliver(bench().events(3)).outcomes())
          .as("answered with HTTP %d: %s", lie.status(), lie.body())
          .noneMatch(Outcome.Accepted.class::isInstance);
    }
  }

  @Test
  void an_event_the_platform_refuses_by_itself_is_rejected() {
    bench().answer(dialect().refused("bad event"));
    assertThat(bench().deliver(bench().events(1)).outcomes().getFirst())
        .isInstanceOf(Outcome.Rejected.class);
  }

  @Test
  void a_bad_event_is_isolated_and_its_neighbours_are_delivered_once() {
    for (int bad : List.of(0, 3, 8)) {
      try (var fresh = new TestBench(dialect())) {
        assertIsolated(fresh, Set.of("event-" + bad));
      }
    }
  }

  @Test
  void several_bad_events_are_isolated_too() {
    assertIsolated(bench(), Set.of("event-2", "event-3", "event-7"));
  }

  private void assertIsolated(TestBench bench, Set<String> bad) {
    bench.peer.follow(
        request ->
            dialect().eventIds(request).stream().anyMatch(bad::contains)
                ? new Reaction.Say(dialect().refused("bad event"))
                : bench.take(request));
    var batch = bench.events(9);
    var outcomes = bench.deliver(batch).outcomes();
    for (int i = 0; i < batch.size(); i++) {
      assertThat(outcomes.get(i) instanceof Outcome.Rejected)
          .as("event %d is rejected", i)
          .isEqualTo(bad.contains(batch.get(i).id().value()));
    }
    assertThat(bench.taken())
        .as("neighbours are delivered once")
        .containsExactlyInAnyOrderElementsOf(
            ids(batch).stream().filter(id -> !bad.contains(id)).toList());
  }

  @Test
  void what_was_taken_in_half_is_reported_event_by_event() {
    if (dialect().acceptedExcept(Set.of(), anyRequest()).isEmpty()) {
      return; // this platform takes or refuses a call as one unit
    }
    var refused = Set.of("event-1", "event-4");
    bench().peer.follow(request -> bench().takeExcept(refused, request));
    var outcomes = bench().deliver(bench().events(5)).outcomes();
    for (int i = 0; i < 5; i++) {
      assertThat(outcomes.get(i) instanceof Outcome.Accepted)
          .as("event %d is accepted", i)
          .isEqualTo(!refused.contains("event-" + i));
    }
  }

  private ScriptedPeer.Request anyRequest() {
    bench().deliver(bench().events(1));
    return bench().peer.requests().getFirst();
  }

  @Test
  void throttling_waits_and_costs_no_event_anything() {
    bench().answer(dialect().throttled());
    assertDeferred(Cause.THROTTLE);
    assertThat(bench().peer.requests()).as("no hammering").hasSize(1);
  }

  @Test
  void a_named_wait_is_passed_on() {
    bench().answer(dialect().throttled().with("Retry-After", "7"));
    assertThat(bench().deliver(bench().events(3)).outcomes())
        .allSatisfy(
            outcome -> {
              assertThat(outcome).isInstanceOf(Outcome.Deferred.class);
              var deferred = (Outcome.Deferred) outcome;
              assertThat(deferred.cause()).isEqualTo(Cause.THROTTLE);
              assertThat(deferred.after()).isEqualTo(Duration.ofSeconds(7));
            });
  }

  @Test
  void an_unknown_token_blocks_and_kills_nothing() {
    bench().answer(dialect().unauthorised("token refused"));
    assertThat(bench().deliver(bench().events(4)).outcomes())
        .hasOnlyElementsOfType(Outcome.Blocked.class);
    assertThat(bench().peer.requests()).as("no hammering").hasSize(1);
  }

  // ── what is said of it ──────────────────────────────────────────────────────────────────

  @Test
  void messages_of_the_platform_are_shown_without_secrets_and_personal_data() {
    var batch = bench().events(2);
    for (var answer : repeating(batch.getFirst())) {
      bench().answer(answer);
      var shown = bench().deliver(batch).toString();
      assertThat(shown).doesNotContain("Jane Roe", "jane.roe", "12133734253");
    }
  }

  @Test
  void nothing_is_printed_or_logged_of_secrets_and_payloads() {
    var batch = bench().events(2);
    var overheard = new Overheard();
    try {
      for (var answer : repeating(batch.getFirst())) {
        bench().answer(answer);
        bench().destination.deliver(batch);
        bench().destination.probe();
      }
      bench().peer.follow(_ -> new Reaction.HangUpAfterReading());
      bench().destination.deliver(batch);
      bench().peer.follow(bench()::take);
      bench().destination.deliver(batch);
    } finally {
      overheard.close();
    }
    bench().assertKeepsSecrets(overheard.text(), batch);
  }

  /** A platform that repeats in its answer whatever it was sent. */
  private List<PeerAnswer> repeating(OutboundEvent event) {
    var message =
        new StringBuilder("value \"Jane Roe\" jane.roe@shop.example +12133734253 with ")
            .append(firstSecret());
    Payloads.values(event).forEach(value -> message.append(" \"").append(value).append('"'));
    return List.of(
        dialect().refused(message.toString()), dialect().unauthorised(message.toString()));
  }

  private String firstSecret() {
    var name = dialect().credential().names().iterator().next();
    return Objects.requireNonNull(dialect().credential().get(name)).reveal();
  }

  // ── we are asked to stop ────────────────────────────────────────────────────────────────

  @Test
  void an_interrupt_ends_a_delivery_soon_and_is_handed_on() throws Exception {
    bench().peer.follow(_ -> new Reaction.Stall());
    var end = InterruptedDelivery.of(bench());
    assertThat(end.outcomes()).allMatch(outcome -> isDeferred(outcome, Cause.UNANSWERED));
    assertThat(end.flagWasBack()).as("the interrupt flag is put back").isTrue();
  }

  @Test
  void closing_once_or_again_does_not_throw() {
    bench().deliver(bench().events(1));
    assertThatCode(bench().destination::close).doesNotThrowAnyException();
    assertThatCode(bench().destination::close).as("again").doesNotThrowAnyException();
  }
}
