package dev.waybill.tiktok;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.destination.tck.PeerAnswer;
import dev.waybill.domain.destination.Destination;
import dev.waybill.domain.destination.Outcome;
import dev.waybill.domain.destination.Outcome.Cause;
import dev.waybill.domain.destination.Outcome.Deferred;
import dev.waybill.domain.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bench's clock stands at 14:13:20 UTC, at the beginning of a second. */
class TikTokLimitsTest {
  @ParameterizedTest
  @CsvSource({"second, PT1S", "minute, PT40S", "day, PT9H46M40S"})
  void a_budget_used_up_ends_the_calls_until_its_window_does(String window, Duration rest) {
    try (var bench = new TikTokBench(limited("\"" + window + "\": 2"))) {
      assertThat(bench.outcomes(1)).containsOnly(Outcome.ACCEPTED);
      assertThat(bench.outcomes(1)).containsOnly(Outcome.ACCEPTED);
      var refused = deferred(bench.destination);
      assertThat(refused.cause()).isEqualTo(Cause.THROTTLE);
      assertThat(refused.code()).isEqualTo("call_limit_" + window);
      assertThat(refused.after()).isEqualTo(rest);
      assertThat(bench.peer.requests()).as("no call was made").hasSize(2);
      bench.advance(rest.minusMillis(1));
      assertThat(deferred(bench.destination).after()).isEqualTo(Duration.ofMillis(1));
      bench.advance(Duration.ofMillis(1));
      assertThat(bench.outcomes(1)).containsOnly(Outcome.ACCEPTED);
    }
  }

  @Test
  void connectors_with_one_token_share_its_budget_and_others_do_not() {
    var settings = limited("\"minute\": 2");
    try (var bench = new TikTokBench(settings);
        var sameToken = bench.open(settings, TikTokDialect.TOKEN);
        var otherToken = bench.open(settings, "another-token-0123456789abcdef")) {
      bench.outcomes(1);
      assertThat(deliver(sameToken)).isEqualTo(Outcome.ACCEPTED);
      assertThat(deferred(bench.destination).code()).isEqualTo("call_limit_minute");
      assertThat(deferred(sameToken).code()).isEqualTo("call_limit_minute");
      assertThat(deliver(otherToken)).isEqualTo(Outcome.ACCEPTED);
    }
  }

  @Test
  void halving_keeps_to_the_budget_and_to_what_it_has_settled() {
    try (var bench = new TikTokBench(limited("\"second\": 3"))) {
      bench.answer(
          request ->
              Events.sent(request).size() > 1
                  ? Events.answer(200, 40002, "bad")
                  : Events.answer(200, 0, "OK"));
      var report = bench.deliver(TikTokBench.events(4));
      assertThat(report.calls()).hasSize(3);
      assertThat(report.outcomes().getFirst()).isEqualTo(Outcome.ACCEPTED);
      assertThat(report.outcomes().subList(1, 4))
          .allMatch(outcome -> outcome instanceof Deferred it && it.cause() == Cause.THROTTLE);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10})
  void a_bad_event_is_found_however_few_calls_there_is_room_for(int second) {
    try (var bench = new TikTokBench(limited("\"second\": " + second))) {
      bench.answer(
          request ->
              Events.text(Events.sent(request).getFirst()).contains("\"e-0\"")
                  ? Events.answer(200, 40002, "bad")
                  : Events.answer(200, 0, "OK"));
      var waiting = TikTokBench.events(1_000);
      int deliveries = 0;
      for (; !waiting.isEmpty() && deliveries < 40; deliveries++) {
        var outcomes = bench.deliver(waiting).outcomes();
        var batch = waiting;
        waiting =
            IntStream.range(0, batch.size())
                .filter(i -> outcomes.get(i) instanceof Deferred)
                .mapToObj(batch::get)
                .toList();
        bench.advance(Duration.ofSeconds(1));
      }
      assertThat(waiting).as("undecided after %d deliveries", deliveries).isEmpty();
    }
  }

  @Test
  void without_a_setting_tiktoks_documented_limits_hold() {
    assertThat(TikTokSettings.of(TikTokBench.WEB).callLimits())
        .isEqualTo(new CallLimits(1_000, 600_000, 86_400_000));
  }

  @Test
  void a_wait_that_tiktok_does_not_name_grows_and_becomes_five_minutes_when_it_lasts() {
    try (var bench = new TikTokBench(TikTokBench.WEB)) {
      bench.answer(Events.answer(401, 40100, "Too many requests. Please retry in some time."));
      var waits = new ArrayList<Duration>();
      for (int i = 0; i < 9; i++) {
        var wait = after(bench);
        waits.add(wait);
        bench.advance(wait);
      }
      assertThat(waits)
          .extracting(Duration::toSeconds)
          .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 300L, 300L, 300L);
      bench.answer(Events.answer(200, 0, "OK"));
      bench.outcomes(1);
      bench.answer(Events.answer(401, 40100, "again"));
      assertThat(after(bench)).as("a call that passed begins anew").hasSeconds(1);
      bench.advance(Duration.ofMinutes(11));
      assertThat(after(bench)).as("so does a long silence").hasSeconds(1);
    }
  }

  @Test
  void the_wait_is_the_tokens_and_not_one_connectors() {
    try (var bench = new TikTokBench(TikTokBench.WEB);
        var sameToken = bench.open(TikTokBench.WEB, TikTokDialect.TOKEN)) {
      bench.answer(Events.answer(200, 40132, "busy"));
      assertThat(after(bench)).hasSeconds(1);
      assertThat(deferred(sameToken).after()).hasSeconds(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Daily limit reached", "100 calls per day", "You reached the day limit"})
  void a_daily_limit_is_waited_out_until_midnight(String message) {
    assertThat(afterOne(Events.answer(200, 40100, message)))
        .isEqualTo(Duration.ofHours(9).plusMinutes(46).plusSeconds(40));
  }

  @Test
  void a_minutes_limit_is_waited_out_for_five_minutes() {
    assertThat(afterOne(Events.answer(200, 61000, "600000 calls per minute"))).hasMinutes(5);
  }

  @ParameterizedTest
  @CsvSource({"0, PT1S", "90, PT90S", "999999999, P1D"})
  void a_named_wait_is_kept_to_within_reason(String header, Duration wait) {
    var answer = Events.answer(429, 40100, "Daily limit").with("Retry-After", header);
    assertThat(afterOne(answer)).isEqualTo(wait);
  }

  private static Duration afterOne(PeerAnswer answer) {
    try (var bench = new TikTokBench(TikTokBench.WEB).answer(answer)) {
      return after(bench);
    }
  }

  private static Duration after(TikTokBench bench) {
    var after = deferred(bench.destination).after();
    assertThat(after).isNotNull();
    return after == null ? Duration.ZERO : after;
  }

  private static Deferred deferred(Destination destination) {
    return (Deferred) deliver(destination);
  }

  private static Outcome deliver(Destination destination) {
    return destination.deliver(List.of(Events.web("one"))).outcomes().getFirst();
  }

  private static JsonObject limited(String limits) {
    return TikTokBench.WEB.with("call_limits", TikTokBench.settings("{" + limits + "}"));
  }
}
