package dev.waybill.inbound.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.ingest.EventItem;
import dev.waybill.inbound.http.FakeIngest;
import dev.waybill.inbound.http.RunningApi;
import dev.waybill.inbound.http.RunningApi.Answer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IngestApiTest {
  private static final String JSON = "application/json";
  private static final int MIB = 1024 * 1024;

  private RunningApi api = RunningApi.start();

  @AfterEach
  void stop() {
    assertThat(api.bodyBytesHeld()).as("every body was given back").isZero();
    api.close();
  }

  @Test
  void the_senders_trace_is_kept_with_each_event_that_names_none_of_its_own() {
    var context = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    var headers =
        Map.of(
            "Authorization", "Bearer " + FakeIngest.WRITE_KEY,
            "Content-Type", JSON,
            "traceparent", context);
    var body = "[{\"event_id\":\"a\"},{\"event_id\":\"b\",\"traceparent\":\"own\"},7]";
    api.send("POST", "/v1/events", headers, BodyPublishers.ofString(body));
    assertThat(api.ingest.taken)
        .map(item -> item instanceof EventItem.Parsed(var event) ? event.string("traceparent") : "")
        .containsExactly(context, "own", "");
    api.ingest.taken.clear();
    api.send(
        "POST",
        "/v1/events",
        Map.of(
            "Authorization",
            "Bearer " + FakeIngest.WRITE_KEY,
            "Content-Type",
            JSON,
            "traceparent",
            "none of that form"),
        BodyPublishers.ofString("{\"event_id\":\"c\"}"));
    assertThat(api.ingest.taken)
        .map(item -> item instanceof EventItem.Parsed(var event) ? event.get("traceparent") : item)
        .containsOnlyNulls();
  }

  @Test
  void each_item_gets_its_answer_in_order() {
    var answer =
        api.events(JSON, "[{\"event_id\":\"a\"},{\"event_id\":\"a\"},{},7,{\"event_id\":\"b\"}]");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.text())
        .startsWith(
            "{\"accepted\":2,\"duplicate\":1,\"rejected\":2,\"results\":["
                + "{\"status\":\"accepted\",\"event_id\":\"a\"},"
                + "{\"status\":\"duplicate\",\"event_id\":\"a\"},"
                + "{\"status\":\"rejected\",\"problems\":[{\"pointer\":\"/event_id\",\"code\":\"required\",");
    assertThat(answer.at("/results/3/problems/0/code")).isEqualTo("wrong_type");
    assertThat(answer.at("/results/4/event_id")).isEqualTo("b");
  }

  @Test
  void a_full_disk_takes_nothing_in_and_says_so_until_there_is_room_again() {
    api.storage.full(true);
    var answer = api.events(JSON, "{\"event_id\":\"a\"}");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.problem()).isEqualTo("storage_full");
    assertThat(answer.header("Retry-After")).isEqualTo("60");
    api.storage.full(false);
    assertThat(api.events(JSON, "{\"event_id\":\"a\"}").at("/accepted"))
        .as("nothing of it was taken in before")
        .isEqualTo("1");
  }

  @Test
  void lines_are_taken_one_by_one() {
    var answer =
        api.events("application/x-ndjson", "{\"event_id\":\"a\"}\n{oops\n{\"event_id\":\"b\"}\n");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.at("/accepted")).isEqualTo("2");
    assertThat(answer.at("/results/1/problems/0/code")).isEqualTo("malformed_json");
  }

  @Test
  void a_single_event_is_taken() {
    var answer = api.events(JSON + "; charset=utf-8", " {\"event_id\":\"a\"}");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.at("/results/0/status")).isEqualTo("accepted");
  }

  @Test
  void a_single_event_that_is_rejected_answers_422_and_a_batch_of_one_does_not() {
    var single = api.events(JSON, "\n{\"secret\":1}");
    assertThat(single.status()).isEqualTo(422);
    assertThat(single.at("/errors/0/pointer")).isEqualTo("/event_id");
    assertThat(single.text()).doesNotContain("secret");
    assertThat(api.events(JSON, "[{}]").status()).isEqualTo(202);
    assertThat(api.events("application/x-ndjson", "{}").status()).isEqualTo(202);
  }

  @Test
  void an_empty_batch_is_taken() {
    assertThat(api.events(JSON, "[]").at("/accepted")).isEqualTo("0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[", "{\"secret\"", "[{}] 1"})
  void a_malformed_body_is_refused_with_its_place_and_not_its_content(String body) {
    var answer = api.events(JSON, body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.problem()).isEqualTo("malformed_body");
    assertThat(answer.text()).doesNotContain("secret");
  }

  @Test
  void without_a_write_key_nothing_is_opened() {
    assertThat(post(Map.of("Content-Type", JSON), "{}").problem()).isEqualTo("unauthorized");
    for (var key :
        new String[] {"Bearer wrong", "Bearer", "Basic d2s6", "Bearer " + RunningApi.ADMIN}) {
      var answer = post(Map.of("Content-Type", JSON, "Authorization", key), "{}");
      assertThat(answer.status()).as(key).isEqualTo(401);
      assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    }
  }

  @Test
  void an_unknown_key_is_refused_before_the_body_is_read() throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
      socket.setSoTimeout(10_000);
      var head =
          """
          POST /v1/events HTTP/1.1
          Host: x
          Content-Type: application/json
          Authorization: Bearer wrong
          Content-Length: 5000000

          """
              .replace("\n", "\r\n");
      socket.getOutputStream().write(head.getBytes(UTF_8));
      assertThat(new String(socket.getInputStream().readNBytes(12), UTF_8))
          .isEqualTo("HTTP/1.1 401");
    }
  }

  @Test
  void who_sends_all_before_reading_sees_why_it_was_refused() throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
      socket.setSoTimeout(10_000);
      var head =
          """
          POST /v1/events HTTP/1.1
          Host: x
          Content-Type: application/json
          Authorization: Bearer wrong
          Content-Length: %d

          """
              .formatted(16 * MIB)
              .replace("\n", "\r\n");
      socket.getOutputStream().write(head.getBytes(UTF_8));
      socket.getOutputStream().write(new byte[16 * MIB]);
      assertThat(new String(socket.getInputStream().readNBytes(12), UTF_8))
          .isEqualTo("HTTP/1.1 401");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/xml", ""})
  void another_content_type_is_refused(String type) {
    var headers = new HashMap<>(Map.of("Authorization", "Bearer " + FakeIngest.WRITE_KEY));
    if (!type.isEmpty()) {
      headers.put("Content-Type", type);
    }
    assertThat(post(headers, "{}").status()).isEqualTo(415);
  }

  @Test
  void gzip_is_inflated() throws IOException {
    var answer = coded("gzip", gzip("[{\"event_id\":\"a\"}]".getBytes(UTF_8)));
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.at("/accepted")).isEqualTo("1");
  }

  @Test
  void broken_or_cut_gzip_is_malformed() throws IOException {
    assertThat(coded("gzip", "[{}]".getBytes(UTF_8)).status()).isEqualTo(400);
    var whole = gzip("[{\"event_id\":\"a\"}]".getBytes(UTF_8));
    var cut = Arrays.copyOf(whole, whole.length - 9);
    assertThat(coded("gzip", cut).status()).isEqualTo(400);
    assertThat(coded("gzip", new byte[0]).status()).isEqualTo(400);
  }

  @Test
  void another_coding_is_refused() {
    assertThat(coded("br", "[]".getBytes(UTF_8)).status()).isEqualTo(415);
  }

  @Test
  void a_body_of_8_mib_is_read_and_a_larger_one_refused() {
    var largest = "[" + " ".repeat(8 * MIB - 2) + "]";
    assertThat(api.events(JSON, largest).status()).isEqualTo(202);
    assertThat(api.events(JSON, largest + " ").problem()).isEqualTo("too_large");
    assertThat(chunked(8 * MIB + 1).status()).as("of unknown length").isEqualTo(413);
  }

  @Test
  void a_zip_bomb_is_inflated_to_the_limit_and_no_further() throws IOException {
    var bomb = gzip(new byte[200 * MIB]);
    assertThat(bomb).hasSizeLessThan(MIB);
    assertThat(coded("gzip", bomb).status()).isEqualTo(413);
  }

  @Test
  void more_than_10_000_events_are_too_many() {
    assertThat(api.events(JSON, "[" + "{},".repeat(10_000) + "{}]").status()).isEqualTo(413);
  }

  @Test
  void while_the_store_is_away_the_sender_is_told_to_come_back() {
    api.ingest.goAway();
    var answer = api.events(JSON, "[{\"event_id\":\"a\"}]");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isEqualTo("1");
  }

  @Test
  void bodies_beyond_the_budget_are_refused_until_others_are_done() throws Exception {
    api.close();
    api = RunningApi.withBodyBudget(3 * MIB);
    var large = "[" + " ".repeat(2 * MIB - 2) + "]";
    var gate = api.ingest.hold(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = CompletableFuture.supplyAsync(() -> api.events(JSON, large), threads);
      api.ingest.awaitArrivals();
      var refused = api.events(JSON, large);
      gate.countDown();
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("Retry-After")).isEqualTo("1");
      assertThat(first.get().status()).isEqualTo(202);
    }
    assertThat(api.events(JSON, large).status()).isEqualTo(202);
  }

  @Test
  void bodies_beyond_the_room_to_work_are_refused_until_others_are_done() throws Exception {
    api.close();
    api = RunningApi.withWorkRoom(3 * MIB);
    var large = "[" + " ".repeat(2 * MIB - 2) + "]";
    var gate = api.ingest.hold(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = CompletableFuture.supplyAsync(() -> api.events(JSON, large), threads);
      api.ingest.awaitArrivals();
      var refused = api.events(JSON, large);
      assertThat(api.get("/v1/ledger").status()).as("nobody else waits").isEqualTo(200);
      gate.countDown();
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("Retry-After")).isEqualTo("1");
      assertThat(first.get().status()).isEqualTo(202);
    }
    assertThat(api.events(JSON, large).status()).isEqualTo(202);
  }

  private Answer post(Map<String, String> headers, String body) {
    return api.send("POST", "/v1/events", headers, BodyPublishers.ofString(body));
  }

  private Answer coded(String coding, byte[] body) {
    return api.send(
        "POST",
        "/v1/events",
        Map.of(
            "Authorization",
            "Bearer " + FakeIngest.WRITE_KEY,
            "Content-Type",
            JSON,
            "Content-Encoding",
            coding),
        BodyPublishers.ofByteArray(body));
  }

  private Answer chunked(int length) {
    InputStream spaces = new ByteArrayInputStream(" ".repeat(length).getBytes(UTF_8));
    return api.send(
        "POST",
        "/v1/events",
        Map.of("Authorization", "Bearer " + FakeIngest.WRITE_KEY, "Content-Type", JSON),
        BodyPublishers.ofInputStream(() -> spaces));
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
