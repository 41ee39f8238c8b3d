package dev.waybill.inbound.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.inbound.http.RunningApi;
import dev.waybill.inbound.http.RunningApi.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialRoutesTest {
  private static final String ONE = "/v1/connectors/con_1";

  private final RunningApi api = RunningApi.start();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void an_authorisation_begins_with_a_url_for_the_browser() {
    register("shop");
    var begun = api.post(ONE + "/authorize", "");
    assertThat(begun.text())
        .isEqualTo("{\"url\":\"https://platform.example/auth?state=s\",\"valid_seconds\":600}");
  }

  @ParameterizedTest
  @CsvSource({"bare,not_offered,draft", "half,not_set_up,WAYBILL_MAILBOX_APP_ID"})
  void an_authorisation_that_cannot_begin_says_why(String name, String problem, String detail) {
    register(name);
    var refused = api.post(ONE + "/authorize", "");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.problem()).isEqualTo(problem);
    assertThat(refused.at("/detail")).contains(detail);
  }

  @Test
  void the_browser_that_comes_back_is_shown_which_accounts_the_token_covers() {
    register("shop");
    var page = callback("?state=good&auth_code=c");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
    assertThat(page.header("Content-Security-Policy")).startsWith("default-src 'none'");
    assertThat(page.header("Cache-Control")).isEqualTo("no-store");
    assertThat(page.text()).contains("con_1", "&lt;adv-1&gt;").doesNotContain("<adv");
  }

  @ParameterizedTest
  @CsvSource({
    "?state=unknown,400,not begun here",
    "'',400,not begun here",
    "?state=refused,400,(40110): The &lt;code&gt; was used.",
    "?state=away,502,No answer."
  })
  void a_browser_that_comes_back_in_vain_is_told_why(String query, int status, String text) {
    register("shop");
    var page = callback(query);
    assertThat(page.status()).isEqualTo(status);
    assertThat(page.text()).contains("Not authorised", text);
  }

  @Test
  void a_credential_is_revoked_and_forgotten() {
    register("shop");
    var deleted = api.admin("DELETE", ONE + "/credential", "");
    assertThat(deleted.status()).isEqualTo(200);
    assertThat(deleted.at("/revoked")).isEqualTo("true");
    assertThat(deleted.at("/detail")).isEqualTo("It is over.");
    assertThat(deleted.at("/connector/id")).isEqualTo("con_1");
    assertThat(deleted.header("ETag")).isEqualTo("\"1\"");
  }

  @Test
  void a_platform_that_is_away_keeps_the_credential_unless_forced() {
    register("away");
    var refused = api.admin("DELETE", ONE + "/credential", "");
    assertThat(refused.status()).isEqualTo(502);
    assertThat(refused.problem()).isEqualTo("platform_unavailable");
    assertThat(refused.at("/detail")).contains("?force=true");
    var forced = api.admin("DELETE", ONE + "/credential?force=true", "");
    assertThat(forced.at("/revoked")).isEqualTo("false");
    assertThat(api.admin("DELETE", ONE + "/credential?force=maybe", "").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({"bare,no_credential", "moving,changed_meanwhile"})
  void a_credential_that_is_not_there_or_moves_is_a_conflict(String name, String problem) {
    register(name);
    assertThat(api.admin("DELETE", ONE + "/credential", "").problem()).isEqualTo(problem);
  }

  private void register(String name) {
    api.post("/v1/connectors", "{\"name\":\"" + name + "\",\"platform\":\"mailbox\"}");
  }

  private Answer callback(String query) {
    return api.send("GET", "/v1/authorize/callback" + query, Map.of(), BodyPublishers.noBody());
  }
}
