package dev.waybill.tiktok;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.destination.tck.PeerAnswer;
import dev.waybill.domain.destination.Probe;
import dev.waybill.domain.destination.Probe.Finding;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TikTokProbeTest {
  private static final JsonObject WITH_TEST_CODE =
      TikTokBench.WEB.with("test_event_code", Json.of("TEST12345"));
  private static final JsonObject WITH_ADVERTISER =
      TikTokBench.WEB.with("advertiser_id", Json.of("7000000000000000009"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|OK|token PASSED, permission PASSED, test_event PASSED",
        "40001|No permission|token PASSED, permission FAILED, test_event FAILED",
        "40118|not in whitelist|token PASSED, permission FAILED, test_event FAILED",
        "40105|incorrect|token FAILED, permission UNKNOWN, test_event UNKNOWN",
        "40104|empty|token FAILED, permission UNKNOWN, test_event UNKNOWN",
        "40102|expired|token FAILED, permission UNKNOWN, test_event UNKNOWN",
        "40002|Invalid value for event_source_id|token UNKNOWN, permission FAILED, test_event FAILED",
        "40002|something else|token UNKNOWN, permission UNKNOWN, test_event FAILED",
        "40100|busy|token UNKNOWN, permission UNKNOWN, test_event UNKNOWN",
        "50000|ill|token UNKNOWN, permission UNKNOWN, test_event UNKNOWN"
      })
  void with_a_test_code_the_code_of_a_synthetic_event_decides(
      int code, String message, String expected) {
    try (var bench = new TikTokBench(WITH_TEST_CODE).answer(Events.answer(200, code, message))) {
      assertThat(words(bench.destination.probe())).isEqualTo(expected);
    }
  }

  @Test
  void the_synthetic_event_is_about_nobody_and_marked_as_a_test() {
    try (var bench = new TikTokBench(WITH_TEST_CODE)) {
      bench.destination.probe();
      bench.destination.probe();
      var requests = bench.peer.requests();
      assertThat(requests).hasSize(2);
      assertThat(requests.getFirst().body())
          .contains(
              "\"test_event_code\":\"TEST12345\"", "ViewContent", "example.com", "203.0.113.7");
      assertThat(requests.getFirst().body()).isNotEqualTo(requests.getLast().body());
    }
  }

  @Test
  void one_bad_id_among_several_fails_the_permission() {
    var settings = TikTokBench.EVERYWHERE.with("test_event_code", Json.of("TEST12345"));
    try (var bench = new TikTokBench(settings)) {
      bench.answer(
          request -> Events.answer(200, request.body().contains("\"offline\"") ? 40001 : 0, "so"));
      var probe = bench.destination.probe();
      assertThat(words(probe)).isEqualTo("token PASSED, permission FAILED, test_event FAILED");
      assertThat(probe.findings().get(1).detail()).contains("offline: the token has no right");
      assertThat(bench.peer.requests()).hasSize(4);
    }
  }

  @Test
  void with_an_advertiser_the_pixel_is_looked_up() {
    try (var bench = new TikTokBench(WITH_ADVERTISER).answer(pixels("C0EXAMPLEPIXELCODE00"))) {
      assertThat(words(bench.destination.probe())).isEqualTo("token PASSED, permission PASSED");
      assertThat(bench.peer.requests().getFirst().path())
          .isEqualTo(
              "/open_api/v1.3/pixel/list/?advertiser_id=7000000000000000009"
                  + "&code=C0EXAMPLEPIXELCODE00");
    }
  }

  @Test
  void a_pixel_that_is_not_the_advertisers_fails() {
    try (var bench = new TikTokBench(WITH_ADVERTISER).answer(pixels("C0SOMEBODYELSES00000"))) {
      assertThat(words(bench.destination.probe())).isEqualTo("token PASSED, permission FAILED");
    }
  }

  private static PeerAnswer pixels(String code) {
    return PeerAnswer.json(
        200,
        "{\"code\":0,\"message\":\"OK\",\"data\":{\"pixels\":[{\"pixel_code\":\"%s\"}]}}"
            .formatted(code));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|token PASSED, permission UNKNOWN",
        "40001|token UNKNOWN, permission UNKNOWN",
        "40105|token FAILED, permission UNKNOWN",
        "40100|token UNKNOWN, permission UNKNOWN"
      })
  void with_nothing_to_go_by_only_the_token_is_asked_for(int code, String expected) {
    try (var bench = new TikTokBench(TikTokBench.WEB).answer(Events.answer(200, code, "so"))) {
      assertThat(words(bench.destination.probe())).isEqualTo(expected);
      assertThat(bench.peer.requests().getFirst().path()).isEqualTo("/open_api/v1.3/user/info/");
    }
  }

  private static String words(Probe probe) {
    return String.join(", ", probe.findings().stream().map(TikTokProbeTest::word).toList());
  }

  private static String word(Finding finding) {
    return finding.check() + " " + finding.result();
  }
}
