package dev.waybill.bootstrap.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.bootstrap.endtoend.Api;
import dev.waybill.bootstrap.endtoend.TikTokSetUp;
import dev.waybill.domain.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What senders get wrong, and senders that wait while the platform dies. */
@Tag("faults")
class IngestFaultsTest {
  private static final int FLIPS = 300;
  private static final int TOO_LARGE = 64 << 20;

  @TempDir private Path folder = Path.of("");
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void no_event_is_promised_that_is_not_stored_when_the_platform_dies() throws Exception {
    try (var stage = FaultStage.open(folder)) {
      stage.simulator().delay(Duration.ofSeconds(2));
      stage.shop().open();
      for (int round = 0; round < Rounds.asked(); round++) {
        stage.awaitAccepted(1_000);
        stage.kill();
        // Before it is started again: what was promised is in the database by itself.
        assertThat(stage.stored()).containsAll(stage.shop().accepted());
        stage.startAgain();
      }
      stage.simulator().delay(Duration.ZERO);
      stage.reconcile();
    }
  }

  @Test
  void broken_bytes_are_refused_clearly_and_their_neighbours_kept() throws Exception {
    try (var stage = FaultStage.open(folder)) {
      var key = TikTokSetUp.writeKey(stage.admin());
      var good = event("good", "visitor").getBytes(StandardCharsets.UTF_8);
      refused(stage.address(), key, Arrays.copyOf(good, good.length / 2), 400);
      refused(stage.address(), key, malformedUtf8(), 400);
      refused(stage.address(), key, new byte[TOO_LARGE], 413);
      assertThat(stage.stored()).as("nothing of these was kept").isEmpty();

      var mixed =
          "["
              + event("first", "visitor")
              + ","
              + event("nul", "a\\u0000b")
              + ","
              + event("last", "visitor")
              + "]";
      var answer = post(stage.address(), key, mixed.getBytes(StandardCharsets.UTF_8));
      assertThat(answer.statusCode()).isEqualTo(202);
      assertThat(verdicts(answer)).containsExactly("accepted", "rejected", "accepted");
      assertThat(stage.stored()).containsExactlyInAnyOrder("first", "last");
      long accepted = 2 + flipBits(stage.address(), key, good);
      stage.shop().open();
      stage.awaitDelivered(200);
      stage.shop().close();
      stage.drain();
      assertThat(stage.ledger("accepted")).isEqualTo(accepted + stage.shop().accepted().size());
      stage.assertNoDifference();
    }
  }

  /**
   * Whatever one flipped bit makes of an event, the answer is no fault of the platform's.
   *
   * @return how many of them were good events still, each another one
   */
  private long flipBits(URI node, String key, byte[] good) throws Exception {
    var random = new SplittableRandom(7);
    long accepted = 0;
    for (int i = 0; i < FLIPS; i++) {
      var broken = good.clone();
      broken[random.nextInt(broken.length)] ^= (byte) (1 << random.nextInt(8));
      var answer = post(node, key, broken);
      assertThat(answer.statusCode()).as(answer.body()).isIn(202, 400, 422);
      accepted += verdicts(answer).stream().filter("accepted"::equals).count();
    }
    return accepted;
  }

  /** What became of each event of a request; nothing where it was refused as a whole. */
  private static List<String> verdicts(HttpResponse<String> answer) {
    if (answer.statusCode() != 202) {
      return List.of();
    }
    return Api.list(Api.object(answer.body()), "results").stream()
        .map(result -> String.valueOf(((JsonObject) result).string("status")))
        .toList();
  }

  private void refused(URI node, String key, byte[] body, int status) throws Exception {
    var answer = post(node, key, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    var problem = Api.object(answer.body());
    assertThat(problem.string("title")).as("says what is wrong").isNotBlank();
  }

  private HttpResponse<String> post(URI node, String key, byte[] body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(node.resolve("/v1/events"))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  private static byte[] malformedUtf8() throws IOException {
    var body = new ByteArrayOutputStream();
    var event = event("malformed", "@").getBytes(StandardCharsets.UTF_8);
    for (byte one : event) {
      body.write(one == '@' ? 0xC3 : one);
    }
    return body.toByteArray();
  }

  private static String event(String id, String visitor) {
    return """
        {"event":"ViewContent","event_time":"%s","event_source":"web","event_id":"%s","context":{"external_id":"%s"}}"""
        .formatted(Instant.now(), id, visitor);
  }
}
