package dev.waybill.inbound.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.inbound.http.RunningApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlatformRoutesTest {
  private final RunningApi api = RunningApi.start();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void the_catalogue_tells_all_about_a_platform() {
    var platform = api.get("/v1/platforms/mailbox");
    assertThat(platform.status()).isEqualTo(200);
    assertThat(platform.at("/role")).isEqualTo("destination");
    assertThat(platform.at("/data_type")).isEqualTo("events");
    assertThat(platform.at("/actions")).isEqualTo("[\"Add\"]");
    assertThat(platform.at("/limits"))
        .isEqualTo(
            "{\"batch_events\":100,\"batch_bytes\":1000000,\"deduplication_seconds\":172800}");
    assertThat(platform.json().members().keySet())
        .contains(
            "settings_schema",
            "credential_schema",
            "payload_schema",
            "starting_mappings",
            "event_names");
    assertThat(api.get("/v1/platforms").at("/platforms/0")).isEqualTo(platform.text());
  }

  @Test
  void settings_are_validated_and_nothing_is_created() {
    assertThat(api.post("/v1/platforms/mailbox/validate", "{\"url\":\"x\"}").text())
        .isEqualTo("{\"valid\":true,\"problems\":[]}");
    var wrong = api.post("/v1/platforms/mailbox/validate", "{\"secret\":\"s3cret\"}");
    assertThat(wrong.status()).isEqualTo(200);
    assertThat(wrong.at("/valid")).isEqualTo("false");
    assertThat(wrong.text()).contains("\"/url\"", "\"/secret\"").doesNotContain("s3cret");
    assertThat(api.get("/v1/connectors").text()).isEqualTo("{\"connectors\":[]}");
  }

  @Test
  void an_unknown_platform_or_a_wrong_body_is_refused() {
    assertThat(api.get("/v1/platforms/nope").problem()).isEqualTo("not_found");
    assertThat(api.post("/v1/platforms/nope/validate", "{}").status()).isEqualTo(404);
    assertThat(api.post("/v1/platforms/mailbox/validate", "7").status()).isEqualTo(422);
    assertThat(api.post("/v1/platforms/mailbox/validate", "{").status()).isEqualTo(400);
  }
}
