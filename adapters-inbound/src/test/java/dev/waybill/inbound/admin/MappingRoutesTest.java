package dev.waybill.inbound.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.inbound.http.RunningApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingRoutesTest {
  private static final String EVENT = "{\"event\":{\"event\":\"View\"}%s}";

  private final RunningApi api = RunningApi.start();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void a_test_run_shows_each_difference_with_its_values() {
    var run = api.post("/v1/connectors/con_1/mapping-tests/run", "");
    assertThat(run.status()).isEqualTo(200);
    assertThat(run.at("/configuration")).isEqualTo("draft");
    assertThat(run.at("/passed")).isEqualTo("1");
    assertThat(run.at("/total")).isEqualTo("2");
    assertThat(run.at("/results/0/left_out")).isEqualTo("[\"/name\"]");
    assertThat(run.at("/results/0/starting_mapping")).isEqualTo("canonical");
    assertThat(run.at("/results/1/starting_mapping")).isEqualTo("null");
    assertThat(run.at("/results/1/differences"))
        .isEqualTo(
            "[{\"pointer\":\"/name\",\"kind\":\"different\",\"expected\":\"a\",\"actual\":2}]");
  }

  @Test
  void a_preview_shows_payload_rules_request_and_findings() {
    var shown = api.post("/v1/connectors/con_1/preview", EVENT.formatted(""));
    assertThat(shown.status()).isEqualTo(200);
    assertThat(shown.at("/admission")).isEqualTo("wanted");
    assertThat(shown.at("/payload")).isEqualTo("{\"name\":\"View\"}");
    assertThat(shown.at("/notes/0/code")).isEqualTo("required");
    assertThat(shown.at("/fields/0"))
        .isEqualTo(
            "{\"pointer\":\"/name\",\"rule\":\"/fields/~1name\",\"starting_mapping\":\"canonical\","
                + "\"by\":\"path\",\"from\":\"/event\",\"steps\":[{\"name\":\"trim\",\"result\":\"View\","
                + "\"note\":null},{\"name\":\"email\",\"result\":null,\"note\":\"invalid_email\"}],\"set\":true}");
    assertThat(shown.at("/request/headers/Access-Token")).isEqualTo("***");
    assertThat(shown.at("/request/url")).isEqualTo("https://x.example/");
    assertThat(shown.at("/findings/0/kind")).isEqualTo("unknown_field");
  }

  @Test
  void an_event_that_cannot_be_mapped_says_why() {
    var lost = api.post("/v1/connectors/con_1/preview", "{\"event\":{\"event\":\"Lost\"}}");
    assertThat(lost.at("/payload")).isEqualTo("null");
    assertThat(lost.at("/request")).isEqualTo("null");
    assertThat(lost.at("/problems/0/pointer")).isEqualTo("/x");
    assertThat(lost.at("/admission")).isEqualTo("filtered");
  }

  @Test
  void a_configuration_is_chosen_by_name() {
    var active = EVENT.formatted(",\"configuration\":\"active\"");
    assertThat(api.post("/v1/connectors/con_1/preview", active).at("/configuration"))
        .isEqualTo("active");
    var other = EVENT.formatted(",\"configuration\":\"both\"");
    var refused = api.post("/v1/connectors/con_1/preview", other);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.at("/errors/0/pointer")).isEqualTo("/configuration");
    var tests = api.post("/v1/connectors/con_1/mapping-tests/run", "{\"configuration\":1}");
    assertThat(tests.status()).isEqualTo(422);
  }

  @Test
  void a_misspelt_member_is_refused_rather_than_passed_over() {
    var preview =
        api.post("/v1/connectors/con_1/preview", EVENT.formatted(",\"confguration\":\"active\""));
    assertThat(preview.status()).isEqualTo(422);
    assertThat(preview.at("/errors/0/pointer")).isEqualTo("/confguration");
    assertThat(preview.at("/errors/0/message"))
        .isEqualTo("Wanted nothing but configuration, event.");
    var run = api.post("/v1/connectors/con_1/mapping-tests/run", "{\"event\":{}}");
    assertThat(run.at("/errors/0/code")).isEqualTo("unknown_member");
  }

  @Test
  void an_event_that_ingest_would_reject_is_refused() {
    var refused = api.post("/v1/connectors/con_1/preview", "{\"event\":{\"event\":\"Bad\"}}");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.at("/errors/0/code")).isEqualTo("required");
    assertThat(api.post("/v1/connectors/con_1/preview", "{}").at("/errors/0/pointer"))
        .isEqualTo("/event");
  }

  @ParameterizedTest
  @CsvSource({"con_2, 422", "con_3, 404", "con_9, 404", "x, 404"})
  void what_cannot_be_tried_is_refused(String connector, int status) {
    var one = "/v1/connectors/" + connector;
    assertThat(api.post(one + "/mapping-tests/run", "").status()).isEqualTo(status);
    assertThat(api.post(one + "/preview", EVENT.formatted("")).status()).isEqualTo(status);
  }

  @Test
  void quality_is_shares_and_counts() {
    api.post("/v1/connectors", "{\"name\":\"one\",\"platform\":\"mailbox\"}");
    api.post("/v1/connectors", "{\"name\":\"two\",\"platform\":\"mailbox\"}");
    var quality = api.get("/v1/connectors/con_1/quality");
    assertThat(quality.at("/events")).isEqualTo("3");
    assertThat(quality.at("/identifiers")).isEqualTo("{\"email\":0.6667}");
    assertThat(quality.at("/findings")).isEqualTo("{\"double_hash\":1,\"unknown_field\":7}");
    assertThat(api.get("/v1/connectors/con_2/quality").text())
        .isEqualTo("{\"since\":null,\"events\":0,\"identifiers\":{},\"findings\":{}}");
    assertThat(api.get("/v1/connectors/con_9/quality").status()).isEqualTo(404);
  }
}
