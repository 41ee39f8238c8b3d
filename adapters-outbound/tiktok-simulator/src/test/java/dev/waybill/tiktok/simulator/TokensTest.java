package dev.waybill.tiktok.simulator;

import static dev.waybill.tiktok.simulator.Calls.PIXEL;
import static dev.waybill.tiktok.simulator.Calls.purchase;
import static dev.waybill.tiktok.simulator.Calls.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokensTest extends SimulatorTest {
  private static final String CALL = web(purchase("e-1", "1"));
  private static final String CONTROL = "/control/tokens/" + Caller.TOKEN;

  @Test
  void a_token_issued_by_another_process_works_until_it_ends() throws Exception {
    var body = "{\"event_source_ids\":[\"" + PIXEL + "\"],\"life_seconds\":60}";
    var answer = caller.post("/control/tokens", body);
    assertThat(answer.status()).isEqualTo(201);
    var token = answer.json().path("access_token").stringValue();
    assertThat(caller.track(token, CALL).code()).isZero();
    simulator.advance(Duration.ofMinutes(1));
    assertThat(caller.track(token, CALL).code()).isEqualTo(40102);
    simulator.restore(token);
    assertThat(caller.track(token, CALL).code()).isZero();
  }

  @Test
  void a_token_issued_in_java_is_as_good() throws Exception {
    var token = simulator.issueToken(Set.of("C0ANOTHERPIXELCODE00"));
    assertThat(caller.track(token, CALL).code()).isEqualTo(40001);
    simulator.allow(token, PIXEL);
    assertThat(caller.track(token, CALL).code()).isZero();
    var brief = simulator.issueToken(Set.of(), Duration.ofSeconds(1));
    simulator.advance(Duration.ofSeconds(1));
    assertThat(caller.track(brief, CALL).code()).isEqualTo(40102);
  }

  @ParameterizedTest
  @CsvSource({PIXEL, "web:" + PIXEL, "*"})
  void permission_can_be_taken_away_and_given_back(String id) throws Exception {
    var body = "{\"event_source_id\":\"" + id + "\"}";
    assertThat(caller.post(CONTROL + "/forbid", body).status()).isEqualTo(200);
    var refused = caller.track(CALL);
    assertThat(refused.code()).isEqualTo(40001);
    assertThat(refused.message()).startsWith("No permission to operate pixel code: " + PIXEL);
    assertThat(caller.post(CONTROL + "/allow", body).status()).isEqualTo(200);
    assertThat(caller.track(CALL).code()).isZero();
  }

  @Test
  void a_token_can_be_ended_now() throws Exception {
    assertThat(caller.post(CONTROL + "/expire", "").status()).isEqualTo(200);
    assertThat(caller.track(CALL).code()).isEqualTo(40102);
    assertThat(caller.get("/open_api/v1.3/user/info/").code()).isEqualTo(40102);
  }

  @Test
  void tokens_are_listed_and_none_is_shown() throws Exception {
    var other = simulator.issueToken(Set.of(PIXEL));
    simulator.expire(other);
    simulator.revoke(Caller.TOKEN);
    var listed = caller.get("/control/tokens");
    assertThat(listed.text()).doesNotContain(Caller.TOKEN, other);
    assertThat(listed.json().path("tokens").findValuesAsString("state"))
        .containsExactlyInAnyOrder("expired", "revoked");
    assertThat(listed.json().path("tokens").findValuesAsString("token"))
        .contains("…" + other.substring(36));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /control/tokens                            | {"life":1}
          /control/tokens                            | {"event_source_ids":"x"}
          /control/tokens/token-of-the-tests/forbid  | {}
          /control/tokens/token-of-the-tests/forbid  | {"event_source_id":7}
          /control/tokens/nobody/expire              | {}
          """)
  void what_cannot_be_done_to_a_token_is_refused(String path, String body) throws Exception {
    assertThat(caller.post(path, body).status()).isEqualTo(400);
  }

  @Test
  void an_unknown_token_cannot_be_changed_in_java_either() {
    assertThatThrownBy(() -> simulator.expire("nobody"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("token: not one that the simulator knows");
  }

  @Test
  void the_same_seed_gives_the_same_tokens_and_ids() throws Exception {
    restartWith(options().withSeed(42));
    var token = simulator.issueToken(Set.of());
    var id = caller.track(CALL).json().path("request_id").stringValue().substring(14);
    restartWith(options().withSeed(42));
    assertThat(simulator.issueToken(Set.of())).isEqualTo(token);
    assertThat(caller.track(CALL).json().path("request_id").stringValue()).endsWith(id);
    restartWith(options().withSeed(43));
    assertThat(simulator.issueToken(Set.of())).isNotEqualTo(token);
  }
}
