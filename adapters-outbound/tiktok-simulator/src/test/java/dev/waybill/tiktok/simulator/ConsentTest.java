package dev.waybill.tiktok.simulator;

import static dev.waybill.tiktok.simulator.Calls.PIXEL;
import static dev.waybill.tiktok.simulator.Calls.envelope;
import static dev.waybill.tiktok.simulator.Calls.purchase;
import static dev.waybill.tiktok.simulator.Calls.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ConsentTest extends SimulatorTest {
  private static final String OAUTH = "/open_api/v1.3/oauth2/";
  private static final String BACK = "http%3A%2F%2F127.0.0.1%3A9%2Fcallback";
  private static final String CALL = web(purchase("e-1", "1"));

  @Test
  void consent_sends_the_browser_back_with_a_code_and_the_state() throws Exception {
    var query = query(authorise(BACK, ""));
    assertThat(query.value("state")).isEqualTo("s 1&x");
    assertThat(query.value("auth_code")).matches("[0-9a-f]{40}");
    assertThat(query.value("code")).isEqualTo(query.value("auth_code"));
    var kept = authorise(BACK + "%3Fa%3Db", "").header("Location");
    assertThat(kept).startsWith("http://127.0.0.1:9/callback?a=b&auth_code=");
  }

  @Test
  void consent_can_be_denied() throws Exception {
    assertDenied(authorise(BACK, "&deny=1"));
    assertThat(control("{\"deny\":true}").status()).isEqualTo(200);
    assertDenied(authorise(BACK, ""));
    simulator.denyConsent(false);
    assertThat(query(authorise(BACK, "")).value("auth_code")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "javascript%3Aalert(1)",
        "%2Fcallback",
        "http%3A%2F%2Fx%20y",
        "http:",
        "http%3A%2F%2Fa%2F%23b"
      })
  void nobody_is_sent_to_what_is_no_address(String target) throws Exception {
    var answer = authorise(target, "");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("Location")).isEmpty();
  }

  @Test
  void only_the_simulators_app_is_known() throws Exception {
    assertThat(caller.get("/portal/auth?app_id=7&redirect_uri=" + BACK).status()).isEqualTo(400);
  }

  @Test
  void a_code_is_exchanged_once_for_a_token_that_works() throws Exception {
    var code = newCode();
    var answer = exchange(code);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.code()).isZero();
    assertThat(answer.json().path("data").propertyNames())
        .containsExactly("access_token", "advertiser_ids", "scope");
    assertThat(answer.json().at("/data/advertiser_ids/0").stringValue())
        .isEqualTo("7100000000000000001");
    assertThat(answer.json().at("/data/scope").toString()).isEqualTo("[4,15]");
    assertThat(caller.track(token(answer), CALL).code()).isZero();
    var again = exchange(code);
    assertThat(again.code()).isEqualTo(40110);
    assertThat(again.status()).isEqualTo(400);
    assertThat(again.message()).isEqualTo("The auth_code is canceled.");
  }

  @Test
  void a_code_lasts_an_hour() throws Exception {
    var early = newCode();
    var late = newCode();
    simulator.advance(Duration.ofMinutes(59));
    assertThat(exchange(early).code()).isZero();
    simulator.advance(Duration.ofMinutes(1));
    assertThat(exchange(late).code()).isEqualTo(40110);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          app_id    | 'another'  | 40101
          secret    | 'wrong'    | 40101
          auth_code | 'unknown'  | 40110
          app_id    | ''         | 40002
          secret    | ''         | 40002
          auth_code | ''         | 40002
          """)
  void an_exchange_needs_the_app_its_secret_and_a_code(String name, String value, int expected)
      throws Exception {
    var body = app().put("auth_code", newCode()).put(name, value);
    assertThat(post("access_token/", body).code()).isEqualTo(expected);
  }

  @Test
  void an_exchange_needs_json() throws Exception {
    assertThat(caller.post(OAUTH + "access_token/", "auth_code=1").code()).isEqualTo(40002);
  }

  @Test
  void tokens_that_last_have_nothing_to_refresh() throws Exception {
    assertThat(refresh("anything").code()).isEqualTo(40400);
  }

  @Test
  void expiring_tokens_are_refreshed_and_an_old_refresh_token_is_over() throws Exception {
    control("{\"token_life_seconds\":86400}");
    var first = exchange(newCode());
    assertThat(first.json().at("/data/expires_in").intValue()).isEqualTo(86_400);
    simulator.advance(Duration.ofDays(1));
    var expired = caller.track(token(first), CALL);
    assertThat(expired.code()).isEqualTo(40102);
    assertThat(expired.status()).isEqualTo(401);
    var refreshToken = first.json().at("/data/refresh_token").stringValue();
    var second = refresh(refreshToken);
    assertThat(second.code()).isZero();
    assertThat(second.json().path("data").propertyNames())
        .containsExactly("access_token", "refresh_token", "expires_in", "advertiser_ids", "scope");
    assertThat(caller.track(token(second), CALL).code()).isZero();
    assertThat(refresh(refreshToken).code()).isEqualTo(40107);
    assertThat(refresh(second.json().at("/data/refresh_token").stringValue()).code()).isZero();
  }

  @Test
  void a_refresh_is_refused_for_a_wrong_grant_a_wrong_app_and_after_a_year() throws Exception {
    simulator.tokenLife(Optional.of(Duration.ofHours(1)));
    var token = exchange(newCode()).json().at("/data/refresh_token").stringValue();
    var body = app().put("grant_type", "authorization_code").put("refresh_token", token);
    assertThat(post("refresh_token/", body).code()).isEqualTo(40108);
    body.put("grant_type", "refresh_token").put("secret", "wrong");
    assertThat(post("refresh_token/", body).code()).isEqualTo(40101);
    simulator.advance(Duration.ofDays(366));
    assertThat(refresh(token).code()).isEqualTo(40103);
  }

  @Test
  void the_app_revokes_a_token_and_the_refresh_token_beside_it() throws Exception {
    simulator.tokenLife(Optional.of(Duration.ofHours(1)));
    var granted = exchange(newCode());
    var body = app().put("access_token", token(granted));
    var answer = post("revoke_token/", body);
    assertThat(answer.code()).isZero();
    assertThat(answer.json().at("/data/app_id").stringValue()).isEqualTo(DeveloperApp.DEFAULT_ID);
    assertThat(answer.json().at("/data/advertiser_ids").size()).isOne();
    assertThat(caller.track(token(granted), CALL).code()).isEqualTo(40105);
    assertThat(refresh(granted.json().at("/data/refresh_token").stringValue()).code())
        .isEqualTo(40107);
    assertThat(post("revoke_token/", body).code()).isEqualTo(40105);
    assertThat(post("revoke_token/", body.put("secret", "x")).code()).isEqualTo(40101);
  }

  @Test
  void what_a_granted_token_reaches_can_be_set() throws Exception {
    control(
        "{\"event_source_ids\":[\"%s\",\"crm:7000000000000000002\",\"offline:71\"],\"advertiser_ids\":[\"42\"]}"
            .formatted(PIXEL));
    var token = token(exchange(newCode()));
    assertThat(caller.track(token, CALL).code()).isZero();
    assertThat(
            caller.track(token, envelope("web", "C0ANOTHERPIXELCODE00", purchase("e", "1"))).code())
        .isEqualTo(40001);
    assertThat(caller.track(token, envelope("crm", "7000000000000000002", Calls.crmEvent())).code())
        .isZero();
    assertThat(
            caller
                .track(
                    token,
                    envelope("offline", "7000000000000000002", Calls.offlinePurchase("Purchase")))
                .code())
        .as("a crm set is no offline set")
        .isEqualTo(40001);
    assertThat(
            look(token, "crm/list/?advertiser_id=42")
                .at("/data/crm_event_sets")
                .findValuesAsString("event_set_id"))
        .containsExactly("7000000000000000002");
    assertThat(
            look(token, "offline/get/?advertiser_id=42")
                .at("/data/event_sets")
                .findValuesAsString("event_set_id"))
        .containsExactly("71");
    assertThat(
            look(token, "pixel/list/?advertiser_id=42")
                .at("/data/pixels")
                .findValuesAsString("pixel_code"))
        .containsExactly(PIXEL);
    assertThat(look(token, "pixel/list/?advertiser_id=43").path("code").intValue())
        .isEqualTo(40001);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"deny\":1}",
        "{\"token_life_seconds\":-1}",
        "{\"event_source_ids\":[1]}",
        "{\"x\":1}"
      })
  void terms_that_make_no_sense_are_refused(String terms) throws Exception {
    assertThat(control(terms).status()).isEqualTo(400);
  }

  @Test
  void an_app_shows_no_secret_and_has_one() {
    assertThat(DeveloperApp.standard().toString()).doesNotContain(DeveloperApp.DEFAULT_SECRET);
    assertThatThrownBy(() -> DeveloperApp.of("1", " "))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> DeveloperApp.of("a b", "x"))
        .isInstanceOf(IllegalArgumentException.class);
    var app = DeveloperApp.standard();
    assertThatThrownBy(() -> app.withTokenLife(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void an_app_of_ones_own_hands_out_expiring_tokens_from_the_start() throws Exception {
    var app = DeveloperApp.of("42", "s3cret").withTokenLife(Duration.ofMinutes(5));
    restartWith(SimulatorOptions.withoutTokens().with(app));
    var location = caller.get("/portal/auth?app_id=42&redirect_uri=" + BACK);
    var body =
        Json.object()
            .put("app_id", "42")
            .put("secret", "s3cret")
            .put("auth_code", query(location).value("auth_code"));
    assertThat(post("access_token/", body).json().at("/data/expires_in").intValue()).isEqualTo(300);
  }

  private void assertDenied(Caller.Answer answer) {
    var query = query(answer);
    assertThat(query.value("error")).isEqualTo("access_denied");
    assertThat(query.value("state")).isEqualTo("s 1&x");
    assertThat(query.value("auth_code")).isEmpty();
  }

  private Caller.Answer authorise(String target, String more) throws Exception {
    return caller.get(
        "/portal/auth?app_id="
            + DeveloperApp.DEFAULT_ID
            + "&state=s+1%26x&redirect_uri="
            + target
            + more);
  }

  private static Query query(Caller.Answer redirect) {
    assertThat(redirect.status()).isEqualTo(302);
    return Query.of(URI.create(redirect.header("Location")));
  }

  private String newCode() throws Exception {
    return query(authorise(BACK, "")).value("auth_code");
  }

  private Caller.Answer exchange(String code) throws Exception {
    return post("access_token/", app().put("auth_code", code));
  }

  private Caller.Answer refresh(String token) throws Exception {
    return post(
        "refresh_token/", app().put("grant_type", "refresh_token").put("refresh_token", token));
  }

  private Caller.Answer post(String path, ObjectNode body) throws Exception {
    return caller.post(OAUTH + path, body.toString());
  }

  private Caller.Answer control(String body) throws Exception {
    return caller.post("/control/authorisation", body);
  }

  private JsonNode look(String token, String path) throws Exception {
    var request = caller.to("/open_api/v1.3/" + path).header("Access-Token", token).GET();
    return caller.send(request).json();
  }

  private static String token(Caller.Answer granted) {
    return granted.json().at("/data/access_token").stringValue();
  }

  private static ObjectNode app() {
    return Json.object()
        .put("app_id", DeveloperApp.DEFAULT_ID)
        .put("secret", DeveloperApp.DEFAULT_SECRET);
  }
}
