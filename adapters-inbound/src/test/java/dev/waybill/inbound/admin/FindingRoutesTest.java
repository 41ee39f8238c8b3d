package dev.waybill.inbound.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.inbound.http.RunningApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingRoutesTest {
  private static final String DAY = "&from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z";
  private final RunningApi api = RunningApi.start();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void outcomes_are_told_bucket_by_bucket() {
    var answer = api.get("/v1/activity?connector=con_1");
    assertThat(answer.at("/step_seconds")).isEqualTo("60");
    assertThat(answer.at("/buckets/0"))
        .isEqualTo(
            "{\"from\":\"2026-01-02T02:05:00Z\",\"delivered\":4,\"dead\":1,\"expired\":2,\"filtered\":3,\"retrying\":5,\"calls\":6,"
                + "\"oldest_waiting_seconds\":7,\"p50_ms\":35,\"p95_ms\":48,\"p99_ms\":50}");
    assertThat(answer.at("/buckets/1/p50_ms")).isEqualTo("null");
    assertThat(answer.at("/buckets/1/oldest_waiting_seconds")).isEqualTo("null");
    assertThat(api.get("/v1/activity?span=7d").at("/step_seconds")).isEqualTo("7200");
    assertThat(api.get("/v1/activity?connector=con_9").status()).isEqualTo(404);
  }

  @Test
  void codes_sources_and_the_last_minutes_are_told() {
    var errors = api.get("/v1/activity/errors?span=24h");
    assertThat(errors.at("/codes")).isEqualTo("[{\"code\":\"40002\",\"counts\":[0,3]}]");
    assertThat(errors.at("/whole")).isEqualTo("false");
    assertThat(api.get("/v1/activity/sources").at("/sources"))
        .isEqualTo("[{\"source\":\"src_1\",\"counts\":[1,2],\"name\":\"default\"}]");
    assertThat(api.get("/v1/activity/recent").text())
        .isEqualTo(
            "{\"seconds\":300,\"connectors\":[{\"connector\":\"con_1\",\"accepted\":10,\"delivered\":8,\"dead\":1,\"expired\":0,\"filtered\":1}]}");
  }

  @Test
  void exceptions_are_searched_from_cursor_to_cursor() {
    var first = api.get("/v1/outbox/exceptions?code=40002&verdict=dead,expired&limit=5");
    assertThat(first.at("/events")).isEqualTo("[]");
    assertThat(first.at("/scanned")).isEqualTo("500");
    var second = api.get("/v1/outbox/exceptions?code=40002&cursor=" + first.at("/next"));
    assertThat(second.at("/events/0"))
        .isEqualTo(
            "{\"connector\":\"con_1\",\"name\":\"TikTok\",\"source\":\"src_1\",\"event_id\":\"e-1\",\"event\":\"Purchase\",\"received_at\":\"2026-01-02T03:04:05Z\","
                + "\"verdict\":\"dead\",\"attempts\":2,\"code\":\"40002\",\"message\":\"Invalid value.\",\"at\":\"2026-01-02T03:04:05Z\",\"next_attempt\":null}");
    assertThat(second.at("/next")).isEqualTo("null");
    assertThat(api.findings.asked().getFirst()).contains("code=40002").endsWith(" 5");
  }

  @Test
  void a_stretch_of_the_log_is_searched_with_progress() {
    var path = "/v1/outbox/search?source=src_1&order_id=o-1" + DAY;
    var first = api.get(path);
    assertThat(first.text())
        .isEqualTo("{\"events\":[],\"scanned\":4000,\"of\":10000,\"next\":\"9.0\"}");
    assertThat(api.get(path + "&cursor=9.0").at("/events/0/event_id")).isEqualTo("e-1");
    assertThat(api.get(path.replace("src_1", "src_9")).status()).isEqualTo(404);
  }

  @Test
  void dead_letters_are_told_by_reason_with_what_to_do() {
    assertThat(api.get("/v1/dead-letters").at("/groups/0"))
        .isEqualTo(
            "{\"connector\":\"con_1\",\"name\":\"TikTok\",\"code\":\"40002\",\"pattern\":\"Invalid value “…”.\",\"count\":12,\"sendable\":9,"
                + "\"first\":\"2026-01-02T03:03:05Z\",\"last\":\"2026-01-02T03:04:05Z\",\"soonest_end\":\"2026-01-02T04:04:05Z\",\"advice\":\"Correct the mapping.\"}");
    assertThat(api.get("/v1/dead-letters?connector=con_2").at("/groups")).isEqualTo("[]");
  }

  @Test
  void acts_are_listed_with_who_did_them() {
    var first = api.get("/v1/audit");
    assertThat(first.at("/acts/0"))
        .isEqualTo(
            "{\"at\":\"2026-01-02T03:04:05Z\",\"actor\":\"admin token\",\"action\":\"reveal_event\",\"subject\":\"00000000-0000-0001-0000-000000000002\"}");
    assertThat(api.get("/v1/audit?cursor=" + first.at("/next")).at("/next")).isEqualTo("null");
  }

  @Test
  void the_ledger_is_counted_again_in_the_background() {
    assertThat(api.get("/v1/ledger/verification").text()).isEqualTo("{\"state\":\"never\"}");
    var begun = api.post("/v1/ledger/verification", "");
    assertThat(begun.status()).isEqualTo(202);
    assertThat(begun.text())
        .isEqualTo(
            "{\"state\":\"running\",\"started_at\":\"2026-01-02T03:04:05Z\",\"done\":1,\"of\":4}");
    assertThat(api.get("/v1/ledger/verification").text())
        .isEqualTo(
            "{\"state\":\"done\",\"started_at\":\"2026-01-02T03:04:05Z\",\"took_ms\":2000,\"events\":10,\"settlements\":5,"
                + "\"differences\":[{\"where\":\"con_1 lane 1\",\"what\":\"events\",\"expected\":10,\"found\":9}]}");
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/activity?span=2h,/span",
    "/v1/activity?connector=7,/connector",
    "/v1/outbox/exceptions?verdict=delivered,/verdict",
    "'/v1/outbox/exceptions?verdict=dead,',/verdict",
    "/v1/outbox/exceptions?from=yesterday,/from",
    "/v1/outbox/exceptions?limit=1001,/limit",
    "/v1/outbox/exceptions?cursor=x,/cursor",
    "/v1/outbox/search?order_id=1,/source",
    "/v1/outbox/search?source=src_1,/order_id",
    "/v1/outbox/search?source=src_1&order_id=1,/from",
    "/v1/outbox/search?source=src_1&order_id=1&from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:01Z,/from",
    "/v1/dead-letters?connector=x,/connector",
    "/v1/audit?limit=0,/limit",
    "/v1/audit?cursor=x,/cursor"
  })
  void a_wrong_parameter_is_refused_by_name(String path, String pointer) {
    var answer = api.get(path);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("/errors/0/pointer")).isEqualTo(pointer);
  }
}
