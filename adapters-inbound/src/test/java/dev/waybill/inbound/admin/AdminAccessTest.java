package dev.waybill.inbound.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.inbound.http.FakeIngest;
import dev.waybill.inbound.http.RunningApi;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminAccessTest {
  private final RunningApi api = RunningApi.start();

  @AfterEach
  void stop() {
    api.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer " + FakeIngest.WRITE_KEY,
        "Bearer " + RunningApi.ADMIN + "x",
        "Bearer admin-token-for-test",
        "Basic " + RunningApi.ADMIN,
        "Bearer",
        RunningApi.ADMIN
      })
  void anything_but_the_admin_token_is_refused(String authorization) {
    var answer =
        api.send(
            "GET", "/v1/sources", Map.of("Authorization", authorization), BodyPublishers.noBody());
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.problem()).isEqualTo("unauthorized");
    assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
  }

  @Test
  void the_scheme_may_be_written_in_any_case() {
    var answer =
        api.send(
            "GET",
            "/v1/sources",
            Map.of("Authorization", "bearer " + RunningApi.ADMIN),
            BodyPublishers.noBody());
    assertThat(answer.status()).isEqualTo(200);
  }
}
