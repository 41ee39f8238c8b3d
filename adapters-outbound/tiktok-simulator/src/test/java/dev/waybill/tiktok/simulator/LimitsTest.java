package dev.waybill.tiktok.simulator;

import static dev.waybill.tiktok.simulator.Calls.NOW;
import static dev.waybill.tiktok.simulator.Calls.bent;
import static dev.waybill.tiktok.simulator.Calls.envelope;
import static dev.waybill.tiktok.simulator.Calls.offlinePurchase;
import static dev.waybill.tiktok.simulator.Calls.purchase;
import static dev.waybill.tiktok.simulator.Calls.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.tiktok.simulator.Limits.Rates;
import dev.waybill.tiktok.simulator.Limits.Windows;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest extends SimulatorTest {
  private static final String CALL = web(purchase("e-1", "1"));
  private static final long DAY = 86_400;

  @Test
  void too_many_calls_in_a_second_are_refused_with_40100_under_http_401() throws Exception {
    limit("{\"per_second\":1}");
    int refused = 0;
    // Any two calls may have a second's end between them, but not all of them.
    for (int i = 0; i < 40 && refused == 0; i++) {
      var answer = caller.track(CALL);
      if (answer.code() == 40100) {
        refused++;
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.message()).isEqualTo("Too many requests. Please retry in some time.");
      }
    }
    assertThat(refused).isOne();
    assertThat(simulator.statistics().throttledCalls()).isOne();
    assertThat(simulator.statistics().refusedCalls()).isOne();
    simulator.advance(Duration.ofSeconds(1));
    assertThat(caller.track(CALL).code()).isZero();
  }

  @Test
  void past_the_minutes_limit_calls_are_refused_for_five_minutes() throws Exception {
    simulator.advance(toNext(ChronoUnit.MINUTES));
    limit("{\"per_minute\":2}");
    assertThat(codes(3)).containsExactly(0, 0, 40100);
    simulator.advance(Duration.ofMinutes(4));
    assertThat(codes(1)).containsExactly(40100);
    simulator.advance(Duration.ofMinutes(1));
    assertThat(codes(1)).containsExactly(0);
  }

  @Test
  void past_the_days_limit_calls_are_refused_until_midnight_utc() throws Exception {
    simulator.advance(toNext(ChronoUnit.DAYS));
    limit("{\"per_day\":2}");
    assertThat(codes(3)).containsExactly(0, 0, 40100);
    simulator.advance(Duration.ofHours(23));
    assertThat(codes(1)).containsExactly(40100);
    simulator.advance(Duration.ofHours(1));
    assertThat(codes(1)).containsExactly(0);
  }

  @Test
  void each_token_has_its_own_rate_and_no_rate_is_no_limit() throws Exception {
    simulator.advance(toNext(ChronoUnit.MINUTES));
    limit("{\"per_minute\":1}");
    assertThat(codes(2)).containsExactly(0, 40100);
    var other = simulator.issueToken(Set.of());
    assertThat(caller.track(other, CALL).code()).isZero();
    limit("{\"per_minute\":0}");
    assertThat(codes(3)).as("what was counted is forgotten").containsExactly(0, 0, 0);
  }

  @Test
  void offline_events_are_taken_for_28_days() throws Exception {
    var old = bent(offlinePurchase("Purchase"), "/event_time", "" + (NOW - 28 * DAY + 3_600));
    var tooOld = bent(offlinePurchase("Purchase"), "/event_time", "" + (NOW - 28 * DAY - 60));
    assertThat(offline(old).code()).isZero();
    var refused = offline(tooOld);
    assertThat(refused.code()).isEqualTo(40002);
    assertThat(refused.message())
        .isEqualTo("Invalid value for event_time: must be within the last 28 days.");
    simulator.advance(Duration.ofDays(1));
    assertThat(offline(old).code()).as("its clock counts").isEqualTo(40002);
  }

  @Test
  void other_windows_are_open_until_they_are_set() throws Exception {
    var old = web(bent(purchase("e-1", "1"), "/event_time", "" + (NOW - 400 * DAY)));
    var ahead = web(bent(purchase("e-2", "1"), "/event_time", "" + (NOW + 3_600)));
    assertThat(caller.track(old).code()).isZero();
    assertThat(caller.track(ahead).code()).isZero();
    limit("{\"age_seconds\":604800,\"ahead_seconds\":600}");
    assertThat(caller.track(old).message())
        .isEqualTo("Invalid value for event_time: must be within the last 7 days.");
    assertThat(caller.track(ahead).message())
        .isEqualTo("Invalid value for event_time: must be at most 600 seconds in the future.");
    assertThat(caller.track(CALL).code()).isZero();
  }

  @Test
  void the_largest_body_can_be_set() throws Exception {
    simulator.limit(Limits.documented().withBodyBytes(1_000));
    assertThat(caller.track(CALL).code()).isZero();
    assertThat(
            caller
                .track(web(purchase("e-1", "1"), purchase("e-2", "1"), purchase("e-3", "1")))
                .status())
        .isEqualTo(413);
  }

  @Test
  void limits_are_told_and_set_one_by_one() throws Exception {
    limit("{\"per_second\":7}");
    limit("{\"age_seconds\":60}");
    assertThat(caller.get("/control/limits").json().toString())
        .isEqualTo(
            "{\"per_second\":7,\"per_minute\":600000,\"per_day\":86400000,\"offline_age_seconds\":2419200,"
                + "\"age_seconds\":60,\"ahead_seconds\":0,\"body_bytes\":10485760}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"per_hour\":1}",
        "{\"per_second\":-1}",
        "{\"per_second\":\"1\"}",
        "{\"body_bytes\":0}",
        "{\"body_bytes\":99999999999}",
        "[]"
      })
  void limits_that_make_no_sense_are_refused(String limits) throws Exception {
    assertThat(caller.post("/control/limits", limits).status()).isEqualTo(400);
  }

  @Test
  void the_clock_is_told_and_never_goes_back() throws Exception {
    var before = Instant.parse(caller.get("/control/clock").json().path("now").stringValue());
    caller.post("/control/clock", "{\"advance_seconds\":172800}");
    assertThat(simulator.clock().instant()).isAfterOrEqualTo(before.plus(Duration.ofDays(2)));
    assertThat(caller.post("/control/clock", "{\"advance_seconds\":-1}").status()).isEqualTo(400);
    assertThat(caller.post("/control/clock", "{}").status()).isEqualTo(400);
    assertThatThrownBy(() -> simulator.advance(Duration.ofDays(4_000)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void no_limit_of_nonsense_can_be_made() {
    assertThatThrownBy(() -> new Rates(0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    var negative = Duration.ofSeconds(-1);
    assertThatThrownBy(() -> new Windows(negative, Optional.empty(), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
    var documented = Limits.documented();
    assertThatThrownBy(() -> documented.withBodyBytes(0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Duration toNext(ChronoUnit unit) {
    var now = simulator.clock().instant();
    return Duration.between(now, now.truncatedTo(unit).plus(unit.getDuration()));
  }

  private int[] codes(int calls) throws Exception {
    var codes = new int[calls];
    for (int i = 0; i < calls; i++) {
      codes[i] = caller.track(CALL).code();
    }
    return codes;
  }

  private void limit(String limits) throws Exception {
    assertThat(caller.post("/control/limits", limits).status()).isEqualTo(200);
  }

  private Caller.Answer offline(String event) throws Exception {
    return caller.track(envelope("offline", "7000000000000000001", event));
  }
}
