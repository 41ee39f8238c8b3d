package dev.waybill.tiktok.simulator;

import static dev.waybill.tiktok.simulator.Calls.bent;
import static dev.waybill.tiktok.simulator.Calls.purchase;
import static dev.waybill.tiktok.simulator.Calls.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.tiktok.simulator.Fault.Effect;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest extends SimulatorTest {
  private static final String CALL = web(purchase("e-1", "1"));

  @Test
  void a_code_is_answered_as_often_as_asked_for_and_nothing_is_kept() throws Exception {
    add("{\"times\":2,\"code\":40100,\"message\":\"Too many requests.\",\"http_status\":401}");
    for (int i = 0; i < 2; i++) {
      var answer = caller.track(CALL);
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.code()).isEqualTo(40100);
      assertThat(answer.message()).isEqualTo("Too many requests.");
    }
    assertThat(simulator.statistics().eventsReceived()).isZero();
    assertThat(caller.track(CALL).code()).isZero();
    var statistics = simulator.statistics();
    assertThat(statistics.calls()).isEqualTo(3);
    assertThat(statistics.refusedCalls()).isEqualTo(2);
    assertThat(statistics.faultedCalls()).isEqualTo(2);
  }

  @Test
  void a_fault_without_end_ends_when_faults_are_deleted() throws Exception {
    add("{\"times\":\"forever\",\"code\":50000}");
    for (int i = 0; i < 5; i++) {
      assertThat(caller.track(CALL).code()).isEqualTo(50000);
    }
    assertThat(caller.delete("/control/faults").status()).isEqualTo(200);
    assertThat(caller.track(CALL).code()).isZero();
  }

  @Test
  void a_raw_answer_is_sent_as_it_is() throws Exception {
    add("{\"raw\":{\"status\":502,\"content_type\":\"text/html\",\"body\":\"<h1>502</h1>\"}}");
    var html = caller.track(CALL);
    assertThat(html.status()).isEqualTo(502);
    assertThat(html.contentType()).isEqualTo("text/html");
    assertThat(html.text()).isEqualTo("<h1>502</h1>");
    add("{\"raw\":{\"status\":200,\"body\":\"\"}}");
    var empty = caller.track(CALL);
    assertThat(empty.status()).isEqualTo(200);
    assertThat(empty.text()).isEmpty();
    assertThat(simulator.statistics().eventsReceived()).isZero();
    assertThat(caller.track(CALL).code()).isZero();
  }

  @Test
  void a_raw_answer_has_the_headers_it_is_told_to() throws Exception {
    add("{\"raw\":{\"status\":503,\"headers\":{\"Retry-After\":\"120\",\"X-Gateway\":\"a b\"}}}");
    var answer = caller.track(CALL);
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isEqualTo("120");
    assertThat(answer.header("X-Gateway")).isEqualTo("a b");
    var later = new Effect.Raw(429, "text/plain", "later").with("Retry-After", "7");
    simulator.fail(Fault.once(later));
    assertThat(caller.track(CALL).header("Retry-After")).isEqualTo("7");
    assertThat(caller.track(CALL).header("Retry-After")).isEmpty();
  }

  @Test
  void the_times_of_all_calls_are_known_whatever_became_of_them() throws Exception {
    var before = simulator.clock().instant();
    simulator.fail(Fault.raw(503, "text/plain", "away"));
    caller.track(CALL);
    caller.track(CALL);
    assertThat(simulator.callTimes())
        .hasSize(2)
        .isSorted()
        .allSatisfy(at -> assertThat(at).isBetween(before, simulator.clock().instant()));
  }

  @Test
  void a_truncated_answer_breaks_off() throws Exception {
    add(
        "{\"raw\":{\"content_type\":\"application/json\",\"body\":\"{\\\"code\\\":0,\",\"missing_bytes\":40}}");
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> caller.track(CALL));
    assertThat(simulator.statistics().eventsReceived()).isZero();
    assertThat(caller.track(CALL).code()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          html       | text/html        | <html>
          wrong_type | application/json | ["OK"]
          oversized  | application/json | {"code":0
          """)
  void garbage_comes_under_http_200(String kind, String type, String start) throws Exception {
    add("{\"garbage\":\"" + kind + "\"}");
    var answer = caller.track(CALL);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.contentType()).isEqualTo(type);
    assertThat(answer.text()).startsWith(start);
    assertThat(answer.text().length() > 16 << 20).isEqualTo(kind.equals("oversized"));
    assertThat(simulator.statistics().eventsReceived()).isZero();
  }

  @Test
  void garbage_can_be_nothing_or_break_off() throws Exception {
    simulator.fail(Fault.garbage(Fault.Garbage.EMPTY));
    assertThat(caller.track(CALL).text()).isEmpty();
    simulator.fail(Fault.garbage(Fault.Garbage.TRUNCATED));
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> caller.track(CALL));
  }

  @Test
  void a_fault_may_be_for_another_path() throws Exception {
    var path = "/open_api/v1.3/user/info/";
    add("{\"match\":{\"path\":\"" + path + "\"},\"code\":40001,\"http_status\":429}");
    assertThat(caller.track(CALL).code()).isZero();
    var answer = caller.get(path);
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.code()).isEqualTo(40001);
    assertThat(caller.get(path).code()).isZero();
    simulator.fail(Fault.garbage(Fault.Garbage.HTML).onPath(path));
    assertThat(caller.get(path).contentType()).isEqualTo("text/html");
    // The client repeats a GET by itself, so a POST has to show the hang-up.
    var other = "/open_api/v1.3/oauth2/revoke_token/";
    simulator.fail(Fault.once(new Effect.HangUpBeforeReading()).onPath(other));
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> caller.post(other, "{}"));
    assertThat(caller.post(other, "{}").code()).isEqualTo(40002);
  }

  @Test
  void an_exchange_that_is_hung_up_on_has_used_its_code() throws Exception {
    var path = "/open_api/v1.3/oauth2/access_token/";
    var code =
        Query.of(
                URI.create(
                    caller
                        .get(
                            "/portal/auth?app_id="
                                + DeveloperApp.DEFAULT_ID
                                + "&redirect_uri=http%3A%2F%2Flocalhost%2F")
                        .header("Location")))
            .value("auth_code");
    var body =
        Json.object()
            .put("app_id", DeveloperApp.DEFAULT_ID)
            .put("secret", DeveloperApp.DEFAULT_SECRET)
            .put("auth_code", code)
            .toString();
    simulator.fail(Fault.once(new Effect.HangUpAfterProcessing()).onPath(path));
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> caller.post(path, body));
    assertThat(caller.post(path, body).code()).isEqualTo(40110);
  }

  @ParameterizedTest
  @ValueSource(ints = {20001, 40000, 40003, 40118, 40132, 51010, 60001, 61000})
  void any_code_comes_under_any_http_status(int code) throws Exception {
    for (int status : new int[] {200, 400, 401, 403, 429, 500, 503}) {
      simulator.fail(Fault.answer(code, "scripted", status));
      var answer = caller.track(CALL);
      assertThat(answer.code()).isEqualTo(code);
      assertThat(answer.status()).isEqualTo(status);
    }
  }

  @Test
  void answers_are_held_back_within_a_range() throws Exception {
    assertThat(caller.post("/control/delay", "{\"delay_ms\":100,\"jitter_ms\":50}").status())
        .isEqualTo(200);
    long start = System.nanoTime();
    caller.track(CALL);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(100));
    assertThat(caller.post("/control/delay", "{\"jitter_ms\":3600001}").status()).isEqualTo(400);
  }

  @Test
  void a_hang_up_before_reading_keeps_nothing() throws Exception {
    add("{\"hang_up\":\"before_reading\"}");
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> caller.track(CALL));
    var statistics = simulator.statistics();
    assertThat(statistics.calls()).isOne();
    assertThat(statistics.refusedCalls()).isOne();
    assertThat(statistics.eventsReceived()).isZero();
    assertThat(caller.track(CALL).code()).isZero();
  }

  @Test
  void a_hang_up_after_processing_keeps_what_it_never_confirms() throws Exception {
    add("{\"hang_up\":\"after_processing\"}");
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> caller.track(CALL));
    assertThat(simulator.statistics().uniqueEvents()).isOne();
    assertThat(caller.track(CALL).code()).isZero();
    assertThat(simulator.statistics().duplicateEvents()).isOne();
  }

  @Test
  void a_swallowed_call_is_confirmed_and_lost() throws Exception {
    add("{\"swallow\":true}");
    assertThat(caller.track(CALL).code()).isZero();
    var statistics = simulator.statistics();
    assertThat(statistics.eventsReceived()).isZero();
    assertThat(statistics.faultedCalls()).isOne();
    assertThat(caller.get("/control/events?event_id=e-1").json().path("events").size()).isZero();
  }

  @Test
  void a_liar_still_refuses_what_is_wrong() throws Exception {
    simulator.fail(Fault.once(new Effect.Swallow()).forever());
    assertThat(caller.track("nobody", CALL).code()).isEqualTo(40105);
    assertThat(caller.track("{}").code()).isEqualTo(40002);
  }

  @Test
  void a_fault_may_wait_for_an_event_name_or_a_source() throws Exception {
    simulator.fail(Fault.answer(50002, "later", 200).onEvent("Lead").onEventSourceId(Calls.PIXEL));
    var lead = bent(purchase("e-2", "1"), "/event", "\"Lead\"");
    assertThat(caller.track(CALL).code()).isZero();
    assertThat(caller.track("no json").code()).isEqualTo(40002);
    assertThat(caller.track(Calls.envelope("web", "C0ANOTHERPIXELCODE00", lead)).code()).isZero();
    assertThat(caller.track(web(purchase("e-3", "1"), lead)).code()).isEqualTo(50002);
    assertThat(caller.track(web(purchase("e-3", "1"), lead)).code()).isZero();
  }

  @Test
  void the_first_matching_rule_decides() throws Exception {
    simulator.fail(Fault.answer(50001, "first", 200));
    simulator.fail(Fault.answer(50002, "second", 200));
    assertThat(caller.track(CALL).code()).isEqualTo(50001);
    assertThat(caller.track(CALL).code()).isEqualTo(50002);
    assertThat(caller.track(CALL).code()).isZero();
  }

  @Test
  void an_answer_can_be_held_back() throws Exception {
    add("{\"delay_ms\":300}");
    long start = System.nanoTime();
    assertThat(caller.track(CALL).code()).isZero();
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(300));
  }

  @Test
  void all_answers_can_be_held_back_together() throws Exception {
    assertThat(caller.post("/control/delay", "{\"delay_ms\":200}").status()).isEqualTo(200);
    simulator.fail(Fault.answer(50000, "late", 500).delayedBy(Duration.ofMillis(100)));
    long start = System.nanoTime();
    assertThat(caller.track(CALL).code()).isEqualTo(50000);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(300));
    assertThat(caller.post("/control/delay", "{\"delay_ms\":-1}").status()).isEqualTo(400);
    assertThat(caller.post("/control/delay", "{}").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ~~                                                     | body: wanted a JSON object
          {                                                      | body: not valid JSON
          {}                                                     | fault: wanted one of code, raw, garbage, hang_up, swallow and delay_ms
          {"code":1,"swallow":true}                              | fault: wanted one of code, raw, garbage, hang_up and swallow
          {"message":"x","swallow":true}                         | fault: message and http_status go with a code
          {"code":"1"}                                           | code: wanted an integer
          {"code":1,"http_status":99}                            | http_status: wanted 200 to 599, got 99
          {"times":0,"code":1}                                   | times: wanted at least 1, got 0
          {"times":"often","code":1}                             | times: wanted an integer or "forever"
          {"delay_ms":-1}                                        | delay: wanted 0 or more
          {"hang_up":"now"}                                      | hang_up: wanted before_reading or after_processing
          {"hang_up":"before_reading","match":{"event":"Lead"}}  | hang_up before_reading: cannot match what is not read
          {"garbage":"noise"}                                    | garbage: wanted html, empty, truncated, wrong_type or oversized
          {"match":{"path":"x"},"code":1}                        | path: wanted one that begins with /
          {"match":{"path":"/x"},"swallow":true}                 | swallow: goes with /open_api/v1.3/event/track/
          {"match":{"path":"/x","event":"Lead"},"code":1}        | match: event and event_source_id go with /open_api/v1.3/event/track/
          {"swallow":1}                                          | swallow: wanted true
          {"raw":{"body":5}}                                     | body: wanted a string
          {"raw":{"headers":5}}                                  | headers: wanted an object
          {"raw":{"headers":{"Retry-After":5}}}                  | Retry-After: wanted a string
          {"raw":{"headers":{"Retry After":"5"}}}                | headers: wanted names of letters, digits and -, but not Content-Type or Content-Length
          {"raw":{"headers":{"content-length":"5"}}}             | headers: wanted names of letters, digits and -, but not Content-Type or Content-Length
          {"raw":{"headers":{"X":"a\\nb"}}}                       | headers: wanted printable characters in X
          {"raw":{"missing_bytes":-1}}                           | missing_bytes: wanted 0 or more, got -1
          {"match":5,"code":1}                                   | match: wanted an object
          {"match":{"evnt":"Lead"},"code":1}                     | fault: unknown member, wanted some of [event, event_source_id, path]
          """)
  void a_rule_that_says_nothing_sensible_is_refused(String rule, String error) throws Exception {
    var answer = caller.post("/control/faults", rule);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("error").stringValue()).isEqualTo(error);
    assertThat(caller.track(CALL).code()).as("and it is not in force").isZero();
  }

  @Test
  void a_hang_up_before_reading_cannot_match() {
    var fault = Fault.once(new Effect.HangUpBeforeReading());
    assertThatThrownBy(() -> fault.onEvent("Lead")).isInstanceOf(IllegalArgumentException.class);
  }

  private void add(String rule) throws Exception {
    assertThat(caller.post("/control/faults", rule).status()).isEqualTo(201);
  }
}
