package dev.waybill.destination.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.destination.tck.ScriptedPeer.Reaction;
import dev.waybill.destination.tck.ScriptedPeer.Script;
import dev.waybill.domain.destination.Outcome;
import dev.waybill.domain.destination.Outcome.Cause;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * What every destination promises when the platform or the way there is ill: a call that went out
 * without a verdict coming back is unanswered, one that never went out is transient.
 */
abstract class UnansweredContract extends ProbeContract {

  @Test
  void a_refused_connection_is_transient() throws IOException {
    try (var destination = bench().open(closedPort())) {
      assertThat(bench().deliver(destination, bench().events(3)).outcomes())
          .allMatch(outcome -> isDeferred(outcome, Cause.TRANSIENT));
    }
  }

  private static URI closedPort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
  }

  @Test
  void a_connection_closed_before_the_request_was_read_is_unanswered() {
    bench().peer.hangUpAtOnce();
    assertDeferred(Cause.UNANSWERED);
  }

  @Test
  void a_connection_closed_after_the_events_were_taken_is_unanswered() {
    assertUnanswered(
        request -> {
          var _ = bench().take(request);
          return new Reaction.HangUpAfterReading();
        });
  }

  @Test
  void an_answer_that_breaks_off_is_unanswered() {
    assertUnanswered(request -> new Reaction.HangUpInBody(dialect().accepted(request)));
  }

  @Test
  void a_peer_that_never_answers_is_given_up_on() {
    assertUnanswered(_ -> new Reaction.Stall());
  }

  @Test
  void an_answer_that_never_ends_is_given_up_on() {
    assertUnanswered(request -> new Reaction.StallInBody(dialect().accepted(request)));
  }

  @Test
  void an_answer_too_long_to_read_is_unanswered() {
    bench().answer(PeerAnswer.json(200, "{\"message\":\"" + "x".repeat(5_000_000) + "\"}"));
    assertDeferred(Cause.UNANSWERED);
  }

  @Test
  void an_unreadable_answer_is_unanswered() {
    for (var garble : dialect().garbles()) {
      bench().answer(garble);
      assertThat(bench().deliver(bench().events(3)).outcomes())
          .as("answered with: %s", garble.body())
          .allMatch(outcome -> isDeferred(outcome, Cause.UNANSWERED));
    }
  }

  @Test
  void a_gateways_error_page_is_unanswered() {
    for (int status : List.of(500, 502, 503, 504)) {
      bench().answer(PeerAnswer.html(status));
      assertDeferred(Cause.UNANSWERED);
    }
  }

  @Test
  void a_call_without_an_answer_taints_only_the_events_it_carried() {
    var first = new AtomicBoolean(true);
    bench()
        .peer
        .follow(
            _ ->
                first.getAndSet(false)
                    ? new Reaction.Say(dialect().refused("bad event"))
                    : new Reaction.HangUpAfterReading());
    var batch = bench().events(8);
    var outcomes = bench().deliver(batch).outcomes();
    var refused = new HashSet<>(ids(batch));
    bench().peer.requests().stream().skip(1).map(dialect()::eventIds).forEach(refused::removeAll);
    for (int i = 0; i < batch.size(); i++) {
      assertThat(isDeferred(outcomes.get(i), Cause.UNANSWERED))
          .as("event %d is unanswered", i)
          .isNotEqualTo(refused.contains(batch.get(i).id().value()));
    }
  }

  private void assertUnanswered(Script script) {
    bench().peer.follow(script);
    assertDeferred(Cause.UNANSWERED);
  }

  final void assertDeferred(Cause cause) {
    assertThat(bench().deliver(bench().events(3)).outcomes())
        .allMatch(outcome -> isDeferred(outcome, cause));
  }

  static boolean isDeferred(Outcome outcome, Cause cause) {
    return outcome instanceof Outcome.Deferred deferred && deferred.cause() == cause;
  }
}
