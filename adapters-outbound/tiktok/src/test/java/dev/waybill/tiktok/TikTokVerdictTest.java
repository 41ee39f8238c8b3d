package dev.waybill.tiktok;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.destination.tck.PeerAnswer;
import dev.waybill.destination.tck.ScriptedPeer.Request;
import dev.waybill.domain.destination.OutboundEvent;
import dev.waybill.domain.destination.Outcome;
import dev.waybill.domain.destination.Outcome.Cause;
import dev.waybill.domain.event.EventSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TikTokVerdictTest {
  private final TikTokBench bench = new TikTokBench(TikTokBench.EVERYWHERE);

  @AfterEach
  void close() {
    bench.close();
  }

  @ParameterizedTest
  @CsvSource({
    "0, accepted",
    "40050, accepted",
    "20001, unproven",
    "49999, event",
    "53102, event",
    "40016, throttle",
    "40100, throttle",
    "40132, throttle",
    "40133, throttle",
    "51021, throttle",
    "61000, throttle",
    "40014, blocked",
    "40202, transient",
    "50000, transient",
    "50002, unanswered",
    "51001, unanswered",
    "51010, unanswered",
    "51039, unanswered",
    "51012, transient",
    "52000, transient",
    "60001, transient",
    "40101, blocked",
    "40102, blocked",
    "40104, blocked",
    "40105, blocked",
    "70001, blocked",
    "40001, blocked",
    "40003, blocked",
    "40006, blocked",
    "40063, blocked",
    "40118, blocked",
    "40300, blocked",
    "40400, blocked",
    "41000, blocked",
    "40000, rejected",
    "40002, rejected",
    "40011, rejected",
    "40061, rejected",
    "40062, rejected",
    "40700, rejected"
  })
  void a_code_decides_whatever_the_status_says(long code, String expected) {
    for (int status :
        code == 0 || code == 40050 ? new int[] {200} : new int[] {200, 400, 401, 500}) {
      bench.answer(Events.answer(status, code, "because"));
      assertThat(Words.of(bench.outcomes(1).getFirst()))
          .as("with HTTP %d", status)
          .isEqualTo(expected);
    }
  }

  @Test
  void an_unknown_illness_that_does_not_pass_is_looked_for_among_the_events() {
    bench.answer(Events.answer(500, 59999, "odd"));
    for (int i = 0; i < 3; i++) {
      assertThat(Words.of(bench.outcomes(1).getFirst())).isEqualTo("transient");
    }
    assertThat(Words.of(bench.outcomes(1).getFirst())).as("retried, then dead").isEqualTo("event");
    bench.answer(Events.answer(500, 59998, "odd"));
    assertThat(Words.of(bench.outcomes(1).getFirst())).as("another code").isEqualTo("transient");
  }

  @ParameterizedTest
  @CsvSource({
    "401, blocked",
    "403, blocked",
    "404, blocked",
    "302, blocked",
    "429, throttle",
    "408, unanswered",
    "425, transient",
    "500, unanswered",
    "502, unanswered",
    "200, unanswered",
    "204, unanswered",
    "400, rejected",
    "413, rejected"
  })
  void without_a_code_the_status_decides(int status, String expected) {
    bench.answer(new PeerAnswer(status, Map.of(), ""));
    assertThat(Words.of(bench.outcomes(1).getFirst())).isEqualTo(expected);
  }

  @Test
  void an_invalid_cluster_is_tried_once_more_and_then_a_matter_of_set_up() {
    bench.answer(Events.answer(200, 40014, "cluster"));
    var report = bench.deliver(TikTokBench.events(2));
    assertThat(report.outcomes()).hasOnlyElementsOfType(Outcome.Blocked.class);
    assertThat(report.calls()).hasSize(2);
    var answers = new ArrayDeque<>(List.of(40014, 0));
    bench.answer(_ -> Events.answer(200, answers.remove(), "so"));
    assertThat(bench.outcomes(2)).containsOnly(Outcome.ACCEPTED);
  }

  @Test
  void maintenance_is_waited_for() {
    bench.answer(Events.answer(200, 60001, "maintenance"));
    assertThat(bench.outcomes(1))
        .containsExactly(
            new Outcome.Deferred(Cause.TRANSIENT, "60001", "maintenance", Duration.ofMinutes(5)));
  }

  @Test
  void a_code_nobody_knows_is_told_once_without_the_message() {
    bench.answer(Events.answer(200, 48888, "jane@shop.example is odd"));
    bench.outcomes(3);
    bench.outcomes(3);
    bench.answer(Events.answer(200, 40901, "a file"));
    bench.outcomes(1);
    assertThat(bench.told)
        .containsExactly(
            "TikTok answered with code 48888, which Waybill does not know; the events are tried"
                + " again.");
  }

  @Test
  void a_code_written_as_text_is_understood() {
    bench.answer(PeerAnswer.json(200, "{\"code\":\"0\",\"message\":\"OK\"}"));
    assertThat(bench.outcomes(2)).containsOnly(Outcome.ACCEPTED);
  }

  @Test
  void a_body_that_says_taken_under_a_status_that_does_not_proves_nothing() {
    bench.answer(Events.answer(500, 0, "OK"));
    assertThat(Words.of(bench.outcomes(1).getFirst())).isEqualTo("unanswered");
  }

  @Test
  void each_call_is_reported_with_what_tiktok_said() {
    bench.answer(Events.answer(401, 40100, "Too many requests."));
    var call = bench.deliver(TikTokBench.events(3)).calls().getFirst();
    assertThat(call.events()).containsExactly(0, 1, 2);
    assertThat(call.httpStatus()).isEqualTo(401);
    assertThat(call.code()).isEqualTo("40100");
    assertThat(call.message()).isEqualTo("Too many requests.");
    assertThat(call.requestId()).isEqualTo("202609241220050123456789ABCDEF0123");
    assertThat(call.at()).isEqualTo(TikTokBench.NOW);
  }

  @Test
  void a_wait_named_as_a_date_is_counted_from_now() {
    bench.answer(
        Events.answer(429, 40100, "busy").with("Retry-After", "Mon, 21 Sep 2026 14:14:20 GMT"));
    assertThat(bench.outcomes(1))
        .containsExactly(
            new Outcome.Deferred(Cause.THROTTLE, "40100", "busy", Duration.ofSeconds(60)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"data.%d.user.email: bad", "data[%d] is bad", "Batch.%d.event", "bad at index %d"})
  void an_index_in_the_message_finds_the_bad_event_at_once(String message) {
    bench.answer(request -> refuseBad("e-700", request, message));
    var outcomes = bench.outcomes(1_000);
    assertThat(outcomes.get(700)).isInstanceOf(Outcome.Rejected.class);
    assertThat(outcomes).filteredOn(Outcome.ACCEPTED::equals).hasSize(999);
    assertThat(bench.peer.requests()).hasSize(3);
  }

  @Test
  void a_value_in_the_message_that_one_event_alone_holds_finds_it_at_once() {
    bench.answer(request -> refuseBad("e-777", request, "Invalid value for event_id: 'e-777'."));
    var report = bench.deliver(TikTokBench.events(1_000));
    assertThat(report.calls()).hasSize(3);
    assertThat(report.outcomes().get(777)).isInstanceOf(Outcome.Rejected.class);
    assertThat(report.outcomes()).filteredOn(Outcome.ACCEPTED::equals).hasSize(999);
    assertThat(report.toString()).doesNotContain("'e-777'");
  }

  @Test
  void a_value_that_many_events_hold_says_nothing() {
    bench.answer(request -> refuseBad("e-700", request, "Invalid value for currency: 'EUR'."));
    var outcomes = bench.outcomes(1_000);
    assertThat(outcomes).filteredOn(Outcome.ACCEPTED::equals).hasSize(999);
    assertThat(outcomes.get(700)).isInstanceOf(Outcome.Rejected.class);
    assertThat(bench.peer.requests()).hasSizeLessThan(25);
  }

  @Test
  void without_an_index_halving_finds_it() {
    bench.answer(request -> refuseBad("e-700", request, "bad"));
    var report = bench.deliver(TikTokBench.events(1_000));
    assertThat(report.outcomes()).filteredOn(Outcome.ACCEPTED::equals).hasSize(999);
    assertThat(report.outcomes().get(700)).isInstanceOf(Outcome.Rejected.class);
    assertThat(report.calls()).hasSizeLessThan(25);
  }

  private static PeerAnswer refuseBad(String bad, Request request, String message) {
    var ids = new TikTokDialect().eventIds(request);
    int at = ids.indexOf(bad);
    return at < 0
        ? Events.answer(200, 0, "OK")
        : Events.answer(200, 40002, message.replace("%d", Integer.toString(at)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Invalid value for event_source_id: not a valid string.",
        "Invalid value for event_source: must be web, app or offline.",
        "Access token is missing",
        "test_event_code is not valid"
      })
  void a_fault_of_the_envelope_kills_no_event(String message) {
    bench.answer(Events.answer(400, 40002, message));
    assertThat(bench.outcomes(1)).hasOnlyElementsOfType(Outcome.Blocked.class);
    assertThat(bench.outcomes(50)).hasOnlyElementsOfType(Outcome.Blocked.class);
    assertThat(bench.peer.requests()).hasSize(2);
  }

  @Test
  void when_everything_is_refused_alike_nothing_is_killed() {
    bench.answer(Events.answer(200, 40002, "no"));
    assertThat(bench.outcomes(1_000)).hasOnlyElementsOfType(Outcome.Blocked.class);
    assertThat(bench.peer.requests()).hasSizeLessThan(60);
  }

  @Test
  void a_missing_right_on_one_id_leaves_the_others_alone() {
    bench.answer(
        request ->
            request.body().contains("\"event_source\":\"web\"")
                ? Events.answer(200, 40001, "No permission to operate pixel code")
                : Events.answer(200, 0, "OK"));
    assertThat(bench.deliver(mixed()).outcomes().stream().map(Words::of))
        .containsExactly("blocked", "accepted", "accepted", "blocked");
  }

  @Test
  void throttling_at_one_id_spares_tiktok_the_other_calls() {
    bench.answer(Events.answer(200, 40100, "busy"));
    assertThat(bench.deliver(mixed()).outcomes().stream().map(Words::of)).containsOnly("throttle");
    assertThat(bench.peer.requests()).hasSize(1);
  }

  private static List<OutboundEvent> mixed() {
    return List.of(
        Events.web("a"),
        Events.of(EventSource.APP, "b"),
        Events.of(EventSource.OFFLINE, "c"),
        Events.web("d"));
  }

  @Test
  void events_found_good_stay_delivered_when_the_rest_is_throttled() {
    bench.answer(
        request -> {
          var ids = new TikTokDialect().eventIds(request);
          return ids.size() > 2
              ? Events.answer(200, 40002, "bad")
              : Events.answer(200, ids.contains("e-0") ? 0 : 40100, "so");
        });
    assertThat(bench.outcomes(4).stream().map(Words::of))
        .containsExactly("accepted", "accepted", "throttle", "throttle");
  }
}
