package dev.waybill.tiktok;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.destination.http.HttpPeer;
import dev.waybill.domain.credential.Credential;
import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.destination.Authorization.Grant;
import dev.waybill.domain.destination.Authorization.Revocation;
import dev.waybill.domain.destination.DestinationContext;
import dev.waybill.json.JacksonCodec;
import dev.waybill.tiktok.simulator.DeveloperApp;
import dev.waybill.tiktok.simulator.Fault;
import dev.waybill.tiktok.simulator.SimulatorOptions;
import dev.waybill.tiktok.simulator.TikTokSimulator;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The flow as an operator's browser goes through it, against the simulator. */
class TikTokAuthorizationTest {
  private static final URI REDIRECT = URI.create("http://127.0.0.1:8080/v1/authorize/callback");
  private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

  private final TikTokSimulator simulator = TikTokSimulator.start(SimulatorOptions.withoutTokens());
  private final TikTokAuthorization authorization =
      new TikTokAuthorization(new HttpPeer.Patience(Duration.ofSeconds(5), Duration.ofSeconds(10)));

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void a_browser_sent_to_tiktok_comes_back_with_what_a_token_is_given_for()
      throws IOException, InterruptedException {
    var callback = consent();
    assertThat(callback).containsEntry("state", "s t&te").containsKey("auth_code");
    var granted = (Grant.Granted) authorization.exchange(context(), callback, REDIRECT);
    assertThat(granted.accounts()).isNotEmpty().allMatch(account -> account.matches("\\d+"));
    assertThat(granted.expiresAt()).as("TikTok's long-term tokens do not expire").isNull();
    assertThat(granted.credential().names()).containsExactly("access_token");
    assertThat(isHonoured(granted.credential())).isTrue();
  }

  @Test
  void a_code_is_good_once() throws IOException, InterruptedException {
    var callback = consent();
    authorization.exchange(context(), callback, REDIRECT);
    assertThat(authorization.exchange(context(), callback, REDIRECT))
        .isInstanceOfSatisfying(
            Grant.Refused.class, refused -> assertThat(refused.code()).isEqualTo("40110"));
  }

  @Test
  void a_wrong_app_secret_is_refused_and_never_repeated() throws IOException, InterruptedException {
    var wrong = context("not-the-secret-1234567890");
    var refused = (Grant.Refused) authorization.exchange(wrong, consent(), REDIRECT);
    assertThat(refused.code()).isEqualTo("40101");
    assertThat(refused.message()).doesNotContain("not-the-secret");
    assertThat(wrong.toString()).doesNotContain("not-the-secret");
  }

  @Test
  void a_browser_that_comes_back_without_a_code_gets_no_token() {
    simulator.denyConsent(true);
    assertThat(authorization.exchange(context(), Map.of("error", "access_denied"), REDIRECT))
        .isInstanceOfSatisfying(
            Grant.Refused.class, refused -> assertThat(refused.code()).isEqualTo("no_code"));
  }

  @Test
  void a_token_that_expires_is_renewed_with_its_refresh_token_once()
      throws IOException, InterruptedException {
    simulator.tokenLife(Optional.of(Duration.ofHours(24)));
    var first = (Grant.Granted) authorization.exchange(context(), consent(), REDIRECT);
    assertThat(first.expiresAt()).isEqualTo(NOW.plus(Duration.ofHours(24)));
    var second = (Grant.Granted) authorization.refresh(context(), first.credential());
    assertThat(second.expiresAt()).isEqualTo(NOW.plus(Duration.ofHours(24)));
    assertThat(isHonoured(second.credential())).isTrue();
    assertThat(authorization.refresh(context(), first.credential()))
        .isInstanceOfSatisfying(
            Grant.Refused.class, refused -> assertThat(refused.code()).isEqualTo("40107"));

    simulator.advance(Duration.ofHours(25));
    assertThat(isHonoured(second.credential())).as("unless it is renewed, it ends").isFalse();
  }

  @Test
  void a_long_term_token_cannot_be_renewed() {
    assertThat(authorization.refresh(context(), token("given-by-hand")))
        .isInstanceOfSatisfying(
            Grant.Refused.class,
            refused -> assertThat(refused.code()).isEqualTo("no_refresh_token"));
  }

  @Test
  void a_revoked_token_is_honoured_no_more() throws IOException, InterruptedException {
    var granted = (Grant.Granted) authorization.exchange(context(), consent(), REDIRECT);
    assertThat(authorization.revoke(context(), granted.credential()))
        .isInstanceOf(Revocation.Revoked.class);
    assertThat(isHonoured(granted.credential())).isFalse();
  }

  @Test
  void a_token_of_somebody_else_is_not_revoked_and_not_repeated() {
    assertThat(authorization.revoke(context(), token("unknown-token-1234567890")))
        .isInstanceOfSatisfying(
            Revocation.Refused.class,
            refused ->
                assertThat(refused.message())
                    .contains("Events Manager")
                    .doesNotContain("unknown-token"));
  }

  @Test
  void a_tiktok_that_is_away_ill_or_garbled_gives_no_verdict()
      throws IOException, InterruptedException {
    var callback = consent();
    simulator.fail(fault(50000, 200, "access_token"));
    assertThat(authorization.exchange(context(), callback, REDIRECT))
        .isInstanceOf(Grant.Unavailable.class);
    simulator.clearFaults();
    simulator.fail(fault(40100, 401, "revoke_token"));
    assertThat(authorization.revoke(context(), token("t")))
        .isInstanceOf(Revocation.Unavailable.class);
    simulator.close();
    assertThat(authorization.exchange(context(), callback, REDIRECT))
        .isInstanceOf(Grant.Unavailable.class);
    assertThat(authorization.revoke(context(), token("t")))
        .isInstanceOf(Revocation.Unavailable.class);
  }

  @Test
  void an_installation_without_an_app_says_what_is_missing() {
    assertThat(authorization.missing(context())).isEmpty();
    assertThat(authorization.missing(context("")))
        .containsExactly("WAYBILL_TIKTOK_EVENTS_APP_SECRET");
  }

  private static Fault fault(int code, int status, String call) {
    return Fault.answer(code, "Not now.", status).onPath("/open_api/v1.3/oauth2/" + call + "/");
  }

  private DestinationContext context() {
    return context(DeveloperApp.DEFAULT_SECRET);
  }

  private DestinationContext context(String secret) {
    return new DestinationContext(
        new JacksonCodec(),
        InstantSource.fixed(NOW),
        new Random(7),
        Map.of(
            "base_url",
            simulator.baseUri().toString(),
            "app_id",
            DeveloperApp.DEFAULT_ID,
            "app_secret",
            secret));
  }

  private static Credential token(String text) {
    return new Credential(Map.of("access_token", new Secret(text)));
  }

  /** What the browser comes back with. */
  private Map<String, String> consent() throws IOException, InterruptedException {
    var url = authorization.url(context(), "s t&te", REDIRECT);
    var answer = get(url, "");
    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.location()).startsWith(REDIRECT + "?");
    return Arrays.stream(answer.location().substring(answer.location().indexOf('?') + 1).split("&"))
        .map(pair -> List.of(pair.split("=", 2)))
        .collect(Collectors.toMap(List::getFirst, pair -> decoded(pair.getLast())));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private boolean isHonoured(Credential credential) throws IOException, InterruptedException {
    var token = Objects.requireNonNull(credential.get("access_token")).reveal();
    var uri = URI.create(simulator.baseUri() + "/open_api/v1.3/user/info/");
    return get(uri, token).body().contains("\"code\":0");
  }

  private record Answer(int status, String location, String body) {}

  private static Answer get(URI uri, String token) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(uri).header("Access-Token", token).GET();
      var response = client.send(request.build(), BodyHandlers.ofString());
      return new Answer(
          response.statusCode(),
          response.headers().firstValue("Location").orElse(""),
          response.body());
    }
  }
}
