package dev.waybill.inbound.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.inbound.http.RunningApi;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceRoutesTest {
  private final RunningApi api = RunningApi.start();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void a_source_is_created_found_and_listed() {
    var created = api.post("/v1/sources", "{\"name\":\"shop\"}");
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.header("Location")).isEqualTo("/v1/sources/src_1");
    assertThat(created.text())
        .isEqualTo(
            "{\"id\":\"src_1\",\"name\":\"shop\",\"created_at\":\"2026-01-02T03:04:05Z\",\"closed_at\":null,\"keys\":[]}");
    assertThat(api.get("/v1/sources/src_1").text()).isEqualTo(created.text());
    assertThat(api.get("/v1/sources").at("/sources/0/id")).isEqualTo("src_1");
  }

  @Test
  void a_name_that_is_taken_wrong_or_missing_is_refused() {
    api.post("/v1/sources", "{\"name\":\"shop\"}");
    assertThat(api.post("/v1/sources", "{\"name\":\"shop\"}").problem()).isEqualTo("name_taken");
    var wrong = api.post("/v1/sources", "{\"name\":\" \"}");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.at("/errors/0/pointer")).isEqualTo("/name");
    assertThat(api.post("/v1/sources", "{\"name\":7}").status()).isEqualTo(422);
  }

  @Test
  void a_body_that_is_no_json_object_is_refused() {
    assertThat(api.post("/v1/sources", "{").status()).isEqualTo(400);
    assertThat(api.post("/v1/sources", "").status()).isEqualTo(400);
    assertThat(api.post("/v1/sources", "[]").status()).isEqualTo(422);
    assertThat(api.post("/v1/sources", " ".repeat(1024 * 1024 + 1)).status()).isEqualTo(413);
    var form =
        api.send(
            "POST",
            "/v1/sources",
            Map.of(
                "Authorization",
                "Bearer " + RunningApi.ADMIN,
                "Content-Type",
                "application/x-www-form-urlencoded"),
            BodyPublishers.ofString("name=shop"));
    assertThat(form.status()).isEqualTo(415);
  }

  @Test
  void a_write_key_is_shown_once() {
    api.post("/v1/sources", "{\"name\":\"shop\"}");
    var issued = api.post("/v1/sources/src_1/keys", "");
    assertThat(issued.status()).isEqualTo(201);
    assertThat(issued.header("Cache-Control")).isEqualTo("no-store");
    assertThat(issued.at("/key")).startsWith("wk_");
    var source = api.get("/v1/sources/src_1");
    assertThat(source.at("/keys/0/hint")).isEqualTo("only");
    assertThat(source.text()).doesNotContain(issued.at("/key"));
  }

  @Test
  void a_key_can_be_revoked_once() {
    api.post("/v1/sources", "{\"name\":\"shop\"}");
    api.post("/v1/sources/src_1/keys", "");
    assertThat(api.admin("DELETE", "/v1/sources/src_1/keys/key_1", "").status()).isEqualTo(204);
    assertThat(api.admin("DELETE", "/v1/sources/src_1/keys/key_1", "").status()).isEqualTo(404);
    assertThat(api.admin("DELETE", "/v1/sources/src_1/keys/x", "").status()).isEqualTo(404);
  }

  @Test
  void a_closed_source_stays_readable_and_issues_no_keys() {
    api.post("/v1/sources", "{\"name\":\"shop\"}");
    var closed = api.admin("DELETE", "/v1/sources/src_1", "");
    assertThat(closed.status()).isEqualTo(204);
    assertThat(closed.text()).isEmpty();
    assertThat(api.get("/v1/sources/src_1").at("/closed_at")).startsWith("2026");
    assertThat(api.post("/v1/sources/src_1/keys", "").status()).isEqualTo(404);
    assertThat(api.admin("DELETE", "/v1/sources/src_1", "").status()).isEqualTo(404);
  }

  @Test
  void rejections_are_listed_without_payload() {
    api.post("/v1/sources", "{\"name\":\"shop\"}");
    assertThat(api.get("/v1/sources/src_1/rejections").text())
        .isEqualTo(
            "{\"rejections\":[{\"at\":\"2026-01-02T03:04:05Z\",\"pointer\":\"/event_time\",\"code\":\"no_zone\",\"message\":\"Wanted a zone.\",\"event\":null}]}");
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/v1/sources/src_9",
    "GET,/v1/sources/9",
    "DELETE,/v1/sources/src_9",
    "POST,/v1/sources/src_9/keys",
    "DELETE,/v1/sources/src_9/keys/key_1",
    "GET,/v1/sources/src_9/rejections"
  })
  void a_source_that_is_not_there_is_not_found(String method, String path) {
    assertThat(api.admin(method, path, "").problem()).isEqualTo("not_found");
  }
}
