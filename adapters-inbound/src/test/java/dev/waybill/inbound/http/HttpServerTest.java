package dev.waybill.inbound.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.inbound.http.RunningApi.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpServerTest {
  private final RunningApi api = RunningApi.start();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void an_unknown_path_is_a_problem() {
    var answer = from("GET", "/v1/nothing");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.text()).isEqualTo(golden("not-found"));
  }

  @Test
  void an_unknown_method_is_a_problem_that_names_the_known_ones() {
    var answer = from("PUT", "/v1/sources");
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).isEqualTo("GET, POST, HEAD");
    assertThat(answer.text()).isEqualTo(golden("method-not-allowed"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/ledger", "/v1/connectors/con_1", "/v1/events/x"})
  void head_asks_for_the_same_token_as_get(String path) {
    assertThat(from("HEAD", path).status()).isEqualTo(401);
  }

  @Test
  void head_answers_like_get_without_a_body() {
    var answer = api.admin("HEAD", "/v1/ledger", "");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.text()).isEmpty();
    assertThat(api.admin("HEAD", "/v1/connectors/con_9", "").status()).isEqualTo(404);
  }

  @Test
  void what_breaks_inside_is_told_to_nobody() {
    var answer = from("GET", "/test/breaks");
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.text()).isEqualTo(golden("unexpected")).doesNotContain("secret");
  }

  @Test
  void a_refused_draft_answers_with_every_problem() {
    api.post("/v1/connectors", "{\"name\":\"shop\",\"platform\":\"mailbox\"}");
    var answer =
        api.send(
            "PATCH",
            "/v1/connectors/con_1/draft",
            Map.of(
                "Authorization",
                "Bearer " + RunningApi.ADMIN,
                "If-Match",
                "\"1\"",
                "X-Correlation-Id",
                "golden"),
            BodyPublishers.ofString("{\"nonsense\":\"s3cret\"}"));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text()).isEqualTo(golden("invalid-draft"));
  }

  @Test
  void the_callers_correlation_id_comes_back() {
    assertThat(from("GET", "/health/live").header("X-Correlation-Id")).isEqualTo("golden");
  }

  @ParameterizedTest
  @ValueSource(strings = {"with space", "semi;colon", "é"})
  void an_unclean_correlation_id_is_replaced(String given) {
    assertThat(correlationIdFor(given)).isNotEqualTo(given).matches("[0-9a-f-]{36}");
  }

  @Test
  void a_correlation_id_may_have_64_characters() {
    assertThat(correlationIdFor("a".repeat(64))).isEqualTo("a".repeat(64));
    assertThat(correlationIdFor("a".repeat(65))).matches("[0-9a-f-]{36}");
  }

  private String correlationIdFor(String given) {
    return api.send(
            "GET", "/health/live", Map.of("X-Correlation-Id", given), BodyPublishers.noBody())
        .header("X-Correlation-Id");
  }

  @Test
  void a_trailing_slash_is_tolerated() {
    assertThat(api.get("/v1/ledger/").status()).isEqualTo(200);
  }

  @Test
  void no_reply_names_the_server() {
    assertThat(api.get("/v1/ledger").header("Server")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/sources/%zz",
        "/v1/sources/%ff",
        "/v1/events/%c3%28",
        "/v1/outbox/events?connector=%zz",
        "/v1/outbox/events?verdict=%ff&&=&limit"
      })
  void a_broken_path_or_query_is_a_problem_and_no_failure(String target) throws IOException {
    assertThatItIsAProblem(raw("GET %s HTTP/1.1\r\nHost: x".formatted(target)), "4\\d\\d");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET no-path HTTP/1.1\r\nHost: x",
        "GET / HTTP/1.1\r\nHost: x\r\nHost: y",
        "GET / HTTP/9.9\r\nHost: x",
        "GET / HTTP/1.1\r\nHost: x\r\nbad header: y",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: many",
        "DELETE /v1/%ff HTTP/1.1\r\nHost: x"
      })
  void what_is_no_request_is_a_problem_all_the_same(String request) throws IOException {
    assertThatItIsAProblem(raw(request), "(4|5)\\d\\d");
  }

  @Test
  void headers_that_are_too_large_are_a_problem_that_does_not_repeat_them() throws IOException {
    var answer = raw("GET / HTTP/1.1\r\nHost: x\r\nx-large: " + "secret".repeat(4_000));
    assertThatItIsAProblem(answer, "431");
    assertThat(answer).doesNotContain("secret");
  }

  private static void assertThatItIsAProblem(String answer, String status) {
    var header = answer.substring(0, answer.indexOf("\r\n\r\n"));
    assertThat(header)
        .containsPattern("^HTTP/1.1 " + status + " ")
        .contains("Content-Type: application/problem+json")
        .doesNotContain("Jetty");
    var id = Pattern.compile("X-Correlation-Id: ([0-9a-f-]{36})").matcher(header);
    assertThat(id.find()).as(header).isTrue();
    assertThat(answer)
        .contains("\"type\":\"urn:waybill:problem:", "\"correlation_id\":\"" + id.group(1) + "\"");
  }

  /** The whole answer to what may be no HTTP. */
  private String raw(String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
      socket.setSoTimeout(10_000);
      var whole =
          request
              + "\r\nConnection: close\r\nAuthorization: Bearer "
              + RunningApi.ADMIN
              + "\r\n\r\n";
      socket.getOutputStream().write(whole.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private Answer from(String method, String path) {
    return api.send(method, path, Map.of("X-Correlation-Id", "golden"), BodyPublishers.noBody());
  }

  private static String golden(String name) {
    try (var in = HttpServerTest.class.getResourceAsStream(name + ".problem.json")) {
      return in == null ? "no golden file" : new String(in.readAllBytes(), UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
