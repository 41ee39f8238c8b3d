package dev.waybill.tiktok.simulator;

import static dev.waybill.tiktok.simulator.Calls.PIXEL;
import static dev.waybill.tiktok.simulator.Calls.bent;
import static dev.waybill.tiktok.simulator.Calls.envelope;
import static dev.waybill.tiktok.simulator.Calls.offlinePurchase;
import static dev.waybill.tiktok.simulator.Calls.purchase;
import static dev.waybill.tiktok.simulator.Calls.web;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeCheckTest extends SimulatorTest {

  @Override
  protected SimulatorOptions options() {
    return SimulatorOptions.forToken(Caller.TOKEN)
        .withToken("of-another-shop", Set.of("C0ANOTHERPIXELCODE00"));
  }

  @Test
  void a_good_call_is_answered_in_tiktoks_form() throws Exception {
    var answer = caller.track(web(purchase("e-1", "1")));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.contentType()).isEqualTo("application/json");
    assertThat(answer.json().propertyNames())
        .containsExactlyInAnyOrder("code", "message", "request_id", "data");
    assertThat(answer.json().path("data").isEmpty()).isTrue();
    assertThat(answer.json().path("request_id").stringValue()).matches("20[0-9]{12}[0-9A-F]{20}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          /event_source     | ~~                     | event_source: must be web, app or offline.
          /event_source     | "WEB"                  | event_source: must be web, app or offline.
          /event_source     | 5                      | event_source: must be web, app or offline.
          /event_source_id  | ~~                     | event_source_id: not a valid string.
          /event_source_id  | 7000000000000000001    | event_source_id: not a valid string.
          /event_source_id  | "7000000000000000001"  | event_source_id: not a valid string.
          /data             | ~~                     | data: not a valid list.
          /data             | {}                     | data: not a valid list.
          /data             | []                     | data: length must be between 1 and 1000.
          /test_event_code  | 5                      | test_event_code: not a valid string.
          /test_event_code  | ""                     | test_event_code: not a valid string.
          /partner_name     | null                   | partner_name: value may not be null.
          """)
  void a_bad_envelope_is_refused(String pointer, String value, String message) throws Exception {
    var answer = caller.track(bent(web(purchase("e-1", "1")), pointer, value));
    assertThat(answer.code()).isEqualTo(40002);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).isEqualTo("Invalid value for " + message);
  }

  @Test
  void a_pixel_code_is_no_offline_event_set() throws Exception {
    var answer = caller.track(envelope("offline", PIXEL, offlinePurchase("Purchase")));
    assertThat(answer.message())
        .isEqualTo("Invalid value for event_source_id: not a valid string.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{} {}",
        "{\"data\":[{]}",
        "{\"data\":[],\"data\":[]}",
        "{\"event_source\":\"web\",\"event_source\":\"app\"}",
        "{\"data\":[{\"event\":\"A\",\"event\":\"B\"}]}"
      })
  void what_is_no_json_object_is_refused(String body) throws Exception {
    var answer = caller.track(body);
    assertThat(answer.code()).isEqualTo(40002);
    assertThat(answer.message()).isEqualTo("Invalid value for body: not valid JSON.");
  }

  @Test
  void a_thousand_events_are_taken_and_one_more_is_refused_whole() throws Exception {
    assertThat(caller.track(web(purchases(1_001))).message())
        .isEqualTo("Invalid value for data: length must be between 1 and 1000.");
    assertThat(simulator.statistics().eventsReceived()).isZero();
    assertThat(caller.track(web(purchases(1_000))).code()).isZero();
    assertThat(simulator.statistics().uniqueEvents()).isEqualTo(1_000);
  }

  @Test
  void one_bad_event_refuses_its_whole_batch() throws Exception {
    var batch =
        web(
            purchase("e-1", "1"),
            purchase("e-2", "1"),
            bent(purchase("e-3", "1"), "/event_time", "\"now\""));
    assertThat(caller.track(batch).code()).isEqualTo(40002);
    var statistics = simulator.statistics();
    assertThat(statistics.eventsReceived()).isZero();
    assertThat(statistics.refusedCalls()).isOne();
    assertThat(caller.get("/control/events?event_id=e-1").json().path("events").size()).isZero();
  }

  @Test
  void a_call_needs_a_token() throws Exception {
    var answer = caller.send(caller.trackRequest(web(purchase("e-1", "1"))));
    assertThat(answer.code()).isEqualTo(40104);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(caller.track("", web(purchase("e-1", "1"))).code()).isEqualTo(40104);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-such-token", "Bearer " + Caller.TOKEN})
  void an_unknown_or_prefixed_token_is_refused(String token) throws Exception {
    var answer = caller.track(token, web(purchase("e-1", "1")));
    assertThat(answer.code()).isEqualTo(40105);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.message()).isEqualTo("Access token is incorrect or has been revoked.");
  }

  @Test
  void a_token_reports_to_its_own_event_sources_only() throws Exception {
    var refused = caller.track("of-another-shop", web(purchase("e-1", "1")));
    assertThat(refused.code()).isEqualTo(40001);
    assertThat(refused.status()).as("recorded live: a refusal under HTTP 200").isEqualTo(200);
    assertThat(refused.message())
        .isEqualTo(
            "No permission to operate pixel code: "
                + PIXEL
                + ". You must be an admin or operator of this advertiser account.");
    var own = envelope("web", "C0ANOTHERPIXELCODE00", purchase("e-1", "1"));
    assertThat(caller.track("of-another-shop", own).code()).isZero();
  }

  @Test
  void a_body_over_the_limit_gets_a_gateways_answer() throws Exception {
    var answer = caller.track("{\"x\":\"" + "x".repeat(11 << 20) + "\"}");
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.contentType()).isEqualTo("text/html");
    assertThat(simulator.statistics().refusedCalls()).isOne();
    assertThat(caller.track("{\"x\":\"" + "x".repeat(9 << 20) + "\"}").code()).isEqualTo(40002);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/open_api/v1.3/event/track",
        "/open_api/v1.2/event/track/",
        "/open_api/v1.3/pixel/track/"
      })
  void an_unknown_path_has_no_route(String path) throws Exception {
    var answer = caller.post(path, "{}");
    assertThat(answer.code()).isEqualTo(40400);
    assertThat(answer.status()).isEqualTo(404);
  }

  private static String[] purchases(int count) {
    return IntStream.range(0, count).mapToObj(i -> purchase("e-" + i, "1")).toArray(String[]::new);
  }
}
