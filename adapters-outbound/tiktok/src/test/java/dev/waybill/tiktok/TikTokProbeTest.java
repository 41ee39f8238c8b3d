package dev.waybill.tiktok;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.destination.tck.PeerAnswer;
import dev.waybill.destination.tck.ScriptedPeer.Request;
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
  private static final JsonObject EVERYWHERE_WITH_TEST_CODE =
      TikTokBench.EVERYWHERE.with("test_event_code", Json.of("TEST12345"));
  private static final JsonObject EVERYWHERE_WITH_ADVERTISER =
      TikTokBench.EVERYWHERE.with("advertiser_id", Json.of("7000000000000000009"));
  private static final JsonObject WITH_ADVERTISER =
      TikTokBench.WEB.with("advertiser_id", Json.of("7000000000000000009"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|OK|token PASSED, permission.web PASSED, test_event.web PASSED",
        "40001|No permission|token PASSED, permission.web FAILED, test_event.web FAILED",
        "40118|not in whitelist|token PASSED, permission.web FAILED, test_event.web FAILED",
        "40105|incorrect|token FAILED, permission.web UNKNOWN, test_event.web UNKNOWN",
        "40104|empty|token FAILED, permission.web UNKNOWN, test_event.web UNKNOWN",
        "40102|expired|token FAILED, permission.web UNKNOWN, test_event.web UNKNOWN",
        "40002|Invalid value for event_source_id|token UNKNOWN, permission.web FAILED, test_event.web FAILED",
        "40002|something else|token UNKNOWN, permission.web UNKNOWN, test_event.web FAILED",
        "40400|no such route|token UNKNOWN, permission.web FAILED, test_event.web FAILED",
        "40002|Invalid value for test_event_code|token UNKNOWN, permission.web UNKNOWN, test_event.web FAILED",
        "20001|partly|token UNKNOWN, permission.web UNKNOWN, test_event.web UNKNOWN",
        "50002|timeout|token UNKNOWN, permission.web UNKNOWN, test_event.web UNKNOWN",
        "40100|busy|token UNKNOWN, permission.web UNKNOWN, test_event.web UNKNOWN",
        "50000|ill|token UNKNOWN, permission.web UNKNOWN, test_event.web UNKNOWN"
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
  void a_test_code_that_went_stale_is_told_apart() {
    try (var bench = new TikTokBench(WITH_TEST_CODE)) {
      bench.answer(Events.answer(200, 40002, "Invalid value for test_event_code"));
      assertThat(detail(bench.destination.probe(), "test_event.web"))
          .contains("fresh test event code");
    }
  }

  @Test
  void one_bad_id_among_several_fails_its_own_line() {
    try (var bench = new TikTokBench(EVERYWHERE_WITH_TEST_CODE)) {
      bench.answer(
          request -> Events.answer(200, request.body().contains("\"offline\"") ? 40001 : 0, "so"));
      var probe = bench.destination.probe();
      assertThat(words(probe))
          .isEqualTo(
              "token PASSED, permission.web PASSED, test_event.web PASSED, permission.app PASSED,"
                  + " test_event.app PASSED, permission.offline FAILED, test_event.offline FAILED,"
                  + " permission.crm PASSED, test_event.crm PASSED");
      assertThat(detail(probe, "permission.offline"))
          .contains("The token is good but has no right on this id");
      assertThat(bench.peer.requests()).hasSize(4);
    }
  }

  @Test
  void a_pixel_code_for_an_event_set_is_of_the_wrong_kind() {
    try (var bench = new TikTokBench(EVERYWHERE_WITH_TEST_CODE)) {
      bench.answer(
          Events.answer(200, 40002, "Invalid value for event_source_id: not a valid string."));
      assertThat(detail(bench.destination.probe(), "permission.offline"))
          .startsWith("The id is of the wrong kind for offline: wanted an offline event set id");
    }
  }

  @Test
  void after_an_answer_that_decides_nothing_every_line_is_still_there() {
    try (var bench = new TikTokBench(EVERYWHERE_WITH_TEST_CODE)) {
      bench.answer(Events.answer(401, 40100, "busy"));
      var probe = bench.destination.probe();
      assertThat(probe.findings())
          .hasSize(9)
          .allMatch(finding -> finding.result() == Probe.Result.UNKNOWN);
      assertThat(detail(probe, "permission.web")).startsWith("TikTok is throttling this token.");
      assertThat(bench.peer.requests()).as("no hammering").hasSize(1);
    }
  }

  @Test
  void an_id_of_the_wrong_form_fails_without_a_call() {
    var settings =
        TikTokBench.settings(
            """
            {"event_source_ids": {"web": "7000000000000000001", "offline": "C0EXAMPLEPIXELCODE00"}}""");
    try (var bench = new TikTokBench(settings.with("test_event_code", Json.of("TEST12345")))) {
      var probe = bench.destination.probe();
      assertThat(words(probe))
          .isEqualTo("token UNKNOWN, permission.web FAILED, permission.offline FAILED");
      assertThat(detail(probe, "permission.web")).startsWith("Wanted the pixel code");
      assertThat(detail(probe, "permission.offline")).startsWith("Wanted the offline event set id");
      assertThat(bench.peer.requests()).isEmpty();
    }
  }

  @Test
  void with_an_advertiser_the_pixel_is_looked_up() {
    try (var bench = new TikTokBench(WITH_ADVERTISER).answer(pixels("C0EXAMPLEPIXELCODE00"))) {
      assertThat(words(bench.destination.probe())).isEqualTo("token PASSED, permission.web PASSED");
      assertThat(bench.peer.requests().getFirst().path())
          .isEqualTo(
              "/open_api/v1.3/pixel/list/?advertiser_id=7000000000000000009"
                  + "&code=C0EXAMPLEPIXELCODE00");
    }
  }

  @Test
  void a_pixel_that_is_not_the_advertisers_fails() {
    try (var bench = new TikTokBench(WITH_ADVERTISER).answer(pixels("C0SOMEBODYELSES00000"))) {
      assertThat(words(bench.destination.probe())).isEqualTo("token PASSED, permission.web FAILED");
    }
  }

  @Test
  void an_id_that_is_not_on_the_first_page_of_several_proves_nothing() {
    var page = "{\"pixels\":[{\"pixel_code\":\"C0OTHER00000\"}],\"page_info\":{\"total_page\":2}}";
    try (var bench = new TikTokBench(WITH_ADVERTISER).answer(data(page))) {
      assertThat(words(bench.destination.probe()))
          .isEqualTo("token PASSED, permission.web UNKNOWN");
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
        "40001|token UNKNOWN, permission.web UNKNOWN",
        "40002|token UNKNOWN, permission.web UNKNOWN",
        "40105|token FAILED, permission.web UNKNOWN",
        "40100|token UNKNOWN, permission.web UNKNOWN",
        "50000|token UNKNOWN, permission.web UNKNOWN"
      })
  void a_list_that_is_not_shown_proves_nothing(int code, String expected) {
    try (var bench = new TikTokBench(WITH_ADVERTISER).answer(Events.answer(200, code, "so"))) {
      assertThat(words(bench.destination.probe())).isEqualTo(expected);
    }
  }

  @Test
  void each_source_has_its_own_look_up() {
    try (var bench = new TikTokBench(EVERYWHERE_WITH_ADVERTISER)) {
      bench.answer(
          request ->
              data(
                  switch (look(request)) {
                    case "pixel" -> "{\"pixels\":[{\"pixel_code\":\"C0EXAMPLEPIXELCODE00\"}]}";
                    case "offline" -> "{\"list\":[{\"event_set_id\":7000000000000000001}]}";
                    case "crm" ->
                        "{\"crm_event_sets\":[{\"event_set_id\":\"7000000000000000002\"}]}";
                    default -> "{}";
                  }));
      assertThat(words(bench.destination.probe()))
          .isEqualTo(
              "token PASSED, permission.web PASSED, permission.app UNKNOWN,"
                  + " permission.offline PASSED, permission.crm PASSED");
      assertThat(bench.peer.requests())
          .allMatch(request -> request.method().equals("GET"))
          .extracting(Request::path)
          .contains(
              "/open_api/v1.3/crm/list/?advertiser_id=7000000000000000009"
                  + "&event_set_ids=%5B%227000000000000000002%22%5D");
    }
  }

  @Test
  void an_event_set_of_the_other_kind_is_recognised() {
    try (var bench = new TikTokBench(EVERYWHERE_WITH_ADVERTISER)) {
      bench.answer(
          request ->
              data(
                  look(request).equals("crm")
                      ? "{\"crm_event_sets\":[{\"event_set_id\":\"7000000000000000001\"}]}"
                      : "{}"));
      var probe = bench.destination.probe();
      assertThat(detail(probe, "permission.offline"))
          .isEqualTo("The id is of the wrong kind: it is that of a CRM event set.");
      assertThat(words(probe)).contains("permission.offline FAILED", "permission.crm FAILED");
    }
  }

  private static String look(Request request) {
    return request.path().replaceFirst("/open_api/v1.3/", "").replaceFirst("/.*", "");
  }

  private static PeerAnswer data(String data) {
    return PeerAnswer.json(200, "{\"code\":0,\"message\":\"OK\",\"data\":" + data + "}");
  }

  private static String detail(Probe probe, String check) {
    return probe.findings().stream()
        .filter(finding -> finding.check().equals(check))
        .findFirst()
        .orElseThrow()
        .detail();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|token PASSED, permission.web UNKNOWN",
        "40001|token UNKNOWN, permission.web UNKNOWN",
        "40105|token FAILED, permission.web UNKNOWN",
        "40100|token UNKNOWN, permission.web UNKNOWN"
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
