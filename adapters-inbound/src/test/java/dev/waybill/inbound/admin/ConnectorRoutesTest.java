package dev.waybill.inbound.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.inbound.http.FakeConnectors;
import dev.waybill.inbound.http.RunningApi;
import dev.waybill.inbound.http.RunningApi.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectorRoutesTest {
  private static final String ONE = "/v1/connectors/con_1";

  private final RunningApi api = RunningApi.start();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void a_connector_is_registered_unconfigured_with_reasons() {
    var created = register("shop");
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.header("Location")).isEqualTo(ONE);
    assertThat(created.header("ETag")).isEqualTo("\"1\"");
    assertThat(created.text())
        .isEqualTo(
            "{\"id\":\"con_1\",\"name\":\"shop\",\"platform\":\"mailbox\",\"status\":\"unconfigured\","
                + "\"reasons\":[{\"code\":\"never_verified\",\"message\":\"It was not verified yet.\",\"since\":\"2026-01-02T03:04:05Z\"}],"
                + "\"active\":null,\"missing\":[\"A credential.\"],\"paused\":false,"
                + "\"draft\":{\"settings\":{},\"credential\":{\"set\":false},\"sources\":[\"src_1\"],\"start\":\"now\",\"mapping\":null,\"mapping_tests\":null,\"filter\":null,\"rate\":{\"calls_per_second\":null,\"events_per_second\":null},\"confirmed\":[]},"
                + "\"created_at\":\"2026-01-02T03:04:05Z\",\"version\":1,\"revision\":0}");
    assertThat(api.get(ONE).text()).isEqualTo(created.text());
    assertThat(api.get(ONE).header("ETag")).isEqualTo("\"1\"");
    assertThat(api.get("/v1/connectors").at("/connectors/0/id")).isEqualTo("con_1");
  }

  @Test
  void a_registration_that_lacks_something_is_refused() {
    var refused = api.post("/v1/connectors", "{\"name\":\"shop\"}");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.at("/errors/0/pointer")).isEqualTo("/platform");
    assertThat(api.post("/v1/connectors", "nope").status()).isEqualTo(400);
  }

  @Test
  void a_draft_is_changed_by_who_has_seen_the_newest_version() {
    register("shop");
    var edited = editDraft("\"1\"", "{\"settings\":{\"url\":\"x\"}}");
    assertThat(edited.status()).isEqualTo(200);
    assertThat(edited.header("ETag")).isEqualTo("\"2\"");
    assertThat(edited.at("/draft/settings/url")).isEqualTo("x");
    assertThat(edited.at("/draft/sources")).isEqualTo("[\"src_1\",\"src_2\"]");
    assertThat(edited.at("/draft/start")).isEqualTo("2026-01-02T03:04:05Z");
  }

  @Test
  void a_credential_never_comes_back() {
    register("shop");
    var body = "{\"credential\":{\"access_token\":\"" + FakeConnectors.SECRET + "\"}}";
    for (var answer :
        new Answer[] {editDraft("\"1\"", body), api.get(ONE), api.get("/v1/connectors")}) {
      assertThat(answer.text()).contains("\"credential\":{\"set\":true,");
      assertThat(answer.text()).doesNotContain(FakeConnectors.SECRET, "access_token");
    }
  }

  @Test
  void a_draft_is_not_changed_blindly_or_on_an_old_version() {
    register("shop");
    assertThat(editDraft("", "{}").status()).isEqualTo(428);
    var stale = editDraft("\"7\"", "{}");
    assertThat(stale.status()).isEqualTo(412);
    assertThat(stale.header("ETag")).isEqualTo("\"1\"");
    assertThat(editDraft("\"1\"", "{\"nonsense\":1}").status()).isEqualTo(422);
    assertThat(editDraft("\"1\"", "{").status()).isEqualTo(400);
    assertThat(api.get(ONE).header("ETag")).isEqualTo("\"1\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "*", "W/\"1\"", "\"x\"", "\"1\", \"2\"", "\"99999999999999999999\""})
  void an_etag_that_cannot_be_read_is_refused(String tag) {
    register("shop");
    assertThat(editDraft(tag, "{}").status()).isEqualTo(400);
  }

  @Test
  void verifying_shows_each_check_and_configures_when_all_pass() {
    register("shop");
    var failed = api.post(ONE + "/verify", "");
    assertThat(failed.status()).isEqualTo(200);
    assertThat(failed.at("/passed")).isEqualTo("false");
    assertThat(failed.at("/checks/0"))
        .isEqualTo(
            "{\"name\":\"settings\",\"passed\":true,\"confirmed\":false,\"detail\":\"They are valid.\"}");
    var passed = api.post(ONE + "/confirm", "{\"check\":\"permission\",\"by\":\"Ada\"}");
    assertThat(passed.at("/passed")).isEqualTo("true");
    assertThat(passed.at("/checks/1"))
        .isEqualTo(
            "{\"name\":\"permission\",\"passed\":true,\"confirmed\":true,\"confirmed_by\":\"Ada\","
                + "\"confirmed_at\":\"2026-01-02T03:04:05Z\",\"detail\":\"Not checkable.\"}");
    assertThat(passed.at("/connector/status")).isEqualTo("configured");
    assertThat(passed.at("/connector/configured_since")).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(passed.at("/connector/draft")).isEqualTo("null");
    assertThat(passed.header("ETag")).isEqualTo("\"2\"");
  }

  @Test
  void a_connector_that_moves_while_it_is_verified_or_paused_is_a_conflict() {
    register("moving");
    assertThat(api.post(ONE + "/verify", "").problem()).isEqualTo("changed_meanwhile");
    assertThat(api.post(ONE + "/pause", "").status()).isEqualTo(409);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"check\":1}", "{\"check\":\" \"}", "{\"check\":\"x\",\"by\":\"\"}", "[]"})
  void a_confirmation_names_its_line_and_maybe_who_gives_it(String body) {
    register("shop");
    assertThat(api.post(ONE + "/confirm", body).status()).isEqualTo(422);
    assertThat(api.post(ONE + "/confirm", "{").status()).isEqualTo(400);
  }

  @Test
  void a_confirmation_without_a_name_is_the_admins() {
    register("shop");
    var confirmed = api.post(ONE + "/confirm", "{\"check\":\"permission\"}");
    assertThat(confirmed.at("/checks/1/confirmed_by")).isEqualTo("admin");
  }

  @Test
  void a_line_that_was_checked_needs_nobodys_word() {
    register("shop");
    var refused = api.post(ONE + "/confirm", "{\"check\":\"settings\"}");
    assertThat(refused.problem()).isEqualTo("nothing_to_confirm");
    assertThat(refused.at("/detail")).contains("settings passed", "permission did not pass");
  }

  @Test
  void revisions_are_listed_and_brought_back_at_the_version_that_was_seen() {
    register("shop");
    var listed = api.get(ONE + "/revisions");
    assertThat(listed.at("/revisions/0/number")).isEqualTo("1");
    assertThat(listed.at("/revisions/0/promoted_at")).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(listed.at("/revisions/0/configuration/credential")).isEqualTo("{\"set\":false}");

    assertThat(api.post(ONE + "/revisions/1/bring-back", "").status()).isEqualTo(428);
    assertThat(bringBack("1", "\"7\"").status()).isEqualTo(412);
    assertThat(bringBack("2", "\"1\"").status()).isEqualTo(404);
    assertThat(bringBack("2", "\"1\"").at("/detail")).contains("no such revision");
    assertThat(bringBack("one", "\"1\"").at("/detail")).contains("no such revision");
    assertThat(bringBack("1", "\"1\"").header("ETag")).isEqualTo("\"2\"");
  }

  private Answer bringBack(String number, String ifMatch) {
    return api.send(
        "POST",
        ONE + "/revisions/" + number + "/bring-back",
        Map.of("Authorization", "Bearer " + RunningApi.ADMIN, "If-Match", ifMatch),
        BodyPublishers.noBody());
  }

  @Test
  void a_connector_is_paused_and_resumed() {
    register("shop");
    assertThat(api.post(ONE + "/pause", "").at("/paused")).isEqualTo("true");
    assertThat(api.post(ONE + "/resume", "").at("/paused")).isEqualTo("false");
  }

  @Test
  void a_connector_with_events_waiting_is_deleted_only_on_demand() {
    register("busy");
    var refused = api.admin("DELETE", ONE, "");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.at("/detail")).contains("42", "?discard=true");
    assertThat(api.admin("DELETE", ONE + "?discard=maybe", "").status()).isEqualTo(400);
    assertThat(api.admin("DELETE", ONE + "?discard=true", "").status()).isEqualTo(204);
    assertThat(api.get(ONE).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/v1/connectors/con_9",
    "GET,/v1/connectors/nine",
    "DELETE,/v1/connectors/con_9",
    "POST,/v1/connectors/con_9/verify",
    "POST,/v1/connectors/con_9/authorize",
    "DELETE,/v1/connectors/con_9/credential",
    "GET,/v1/connectors/con_9/revisions",
    "POST,/v1/connectors/con_9/revisions/1/bring-back",
    "POST,/v1/connectors/con_9/pause",
    "POST,/v1/connectors/con_9/resume"
  })
  void a_connector_that_is_not_there_is_not_found(String method, String path) {
    assertThat(api.admin(method, path, "").problem()).isEqualTo("not_found");
  }

  @Test
  void a_draft_of_no_connector_is_not_found() {
    assertThat(editDraft("\"1\"", "{}").status()).isEqualTo(404);
  }

  private Answer register(String name) {
    return api.post("/v1/connectors", "{\"name\":\"" + name + "\",\"platform\":\"mailbox\"}");
  }

  private Answer editDraft(String ifMatch, String body) {
    var headers = new HashMap<>(Map.of("Authorization", "Bearer " + RunningApi.ADMIN));
    if (!ifMatch.isEmpty()) {
      headers.put("If-Match", ifMatch);
    }
    return api.send("PATCH", ONE + "/draft", headers, BodyPublishers.ofString(body));
  }
}
