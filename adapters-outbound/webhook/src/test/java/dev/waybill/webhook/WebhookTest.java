package dev.waybill.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.destination.http.SigningKeys;
import dev.waybill.destination.tck.PeerAnswer;
import dev.waybill.destination.tck.ScriptedPeer.Reaction;
import dev.waybill.domain.destination.Outcome;
import dev.waybill.domain.destination.Outcome.Cause;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.json.NetworkntSchemas;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookTest {
  private final WebhookBench bench = WebhookBench.open();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void the_request_is_exactly_this() {
    bench.deliver("e-1");
    var request = bench.peer.requests().getFirst();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/hook?shop=1");
    assertThat(bench.header(request, "Content-Type")).isEqualTo("application/json");
    assertThat(bench.header(request, "Authorization")).isEqualTo("Bearer s3cr3t-of-the-hook");
    assertThat(request.body())
        .isEqualTo(
            "[{\"event_id\":\"e-1\",\"event_source\":\"web\","
                + "\"payload\":{\"event\":\"Purchase\",\"event_id\":\"e-1\","
                + "\"email\":\"jenny.foe@shop.example\"}}]");
  }

  @Test
  void a_call_is_signed_as_it_was_sent() {
    bench.deliver("e-1", "e-2");
    var request = bench.peer.requests().getFirst();
    var expected =
        SigningKeys.of(Target.secrets(bench.dialect.credential()))
            .sign(
                bench.header(request, "webhook-id"),
                WebhookBench.NOW.getEpochSecond(),
                request.body().getBytes(StandardCharsets.UTF_8));
    assertThat(bench.header(request, "webhook-timestamp")).isEqualTo("1790000000");
    assertThat(bench.header(request, "webhook-signature")).isEqualTo(expected);
    assertThat(expected).as("by the current and the previous secret").containsOnlyOnce(" ");
  }

  @Test
  void a_retry_has_the_same_id_and_other_events_have_another() {
    bench.deliver("e-1", "e-2");
    bench.deliver("e-1", "e-2");
    bench.deliver("e-1");
    var ids = bench.peer.requests().stream().map(call -> bench.header(call, "webhook-id")).toList();
    assertThat(ids.getFirst()).matches("msg_[0-9a-f]{32}").isEqualTo(ids.get(1));
    assertThat(ids.get(2)).isNotEqualTo(ids.getFirst());
  }

  @Test
  void a_preview_masks_the_token_and_the_signature() {
    var preview = bench.webhook.preview(bench.dialect.event("e-1")).orElseThrow();
    assertThat(preview.headers())
        .containsEntry("Authorization", "Bearer [hidden]")
        .containsEntry("webhook-signature", "v1,[hidden]")
        .containsEntry("webhook-timestamp", "1790000000");
  }

  @Test
  void what_is_too_large_is_halved_until_it_fits() {
    bench.peer.follow(
        request ->
            new Reaction.Say(
                WebhookBench.status(bench.dialect.eventIds(request).size() > 1 ? 413 : 200)));
    assertThat(bench.deliver("a", "b", "c")).containsOnly(Outcome.ACCEPTED);
  }

  @ParameterizedTest
  @CsvSource({
    "200, accepted",
    "202, accepted",
    "204, accepted",
    "302, blocked",
    "401, blocked",
    "403, blocked",
    "404, blocked",
    "405, blocked",
    "410, blocked",
    "400, rejected",
    "413, rejected",
    "422, rejected",
    "429, throttle",
    "425, transient",
    "408, unanswered",
    "500, unanswered",
    "502, unanswered",
    "503, unanswered",
    "504, unanswered"
  })
  void the_status_of_a_plain_receiver_decides(int status, String expected) {
    bench.answer(WebhookBench.status(status));
    assertThat(word(bench.deliver("a").getFirst())).isEqualTo(expected);
  }

  private static String word(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted _ -> "accepted";
      case Outcome.Rejected _ -> "rejected";
      case Outcome.Blocked _ -> "blocked";
      case Outcome.Deferred(var cause, _, _, _) -> cause.name().toLowerCase(Locale.ROOT);
    };
  }

  @Test
  void results_are_read_event_by_event() {
    bench.answer(
        PeerAnswer.json(
            200,
            """
            {"results": [
              {"event_id": "a", "status": "accepted"},
              {"event_id": "b", "status": "rejected", "message": "no order of \\"Jane Roe\\""},
              {"event_id": "c", "status": "retry"},
              {"event_id": "d", "status": "perhaps"}
            ]}"""));
    assertThat(bench.deliver("a", "b", "c", "d"))
        .containsExactly(
            Outcome.ACCEPTED,
            new Outcome.Rejected("rejected", "no order of [cut]"),
            new Outcome.Deferred(Cause.EVENT, "retry", "The receiver gave no reason.", null),
            new Outcome.Deferred(
                Cause.EVENT, "unreadable_answer", "The result is none that Waybill knows.", null));
  }

  @Test
  void urls_nobody_can_post_to_are_found() {
    for (var url :
        List.of("http://", "https://user:secret@shop.example/", "http://a b/", "http://127.1/")) {
      assertThat(new WebhookProvider().check(JsonObject.builder().put("url", url).build()))
          .as(url)
          .hasSize(1);
    }
  }

  @Test
  void the_schema_takes_one_secret_or_two_and_no_previous_one_alone() {
    var secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    assertThat(problemsOf("signing_secret", secret)).isZero();
    assertThat(problemsOf("signing_secret", "whsec_dG9vIHNob3J0")).isPositive();
    assertThat(problemsOf("signing_secret", secret.substring(6))).isPositive();
    assertThat(problemsOf("signing_secret", secret + "=")).isPositive();
    assertThat(problemsOf("previous_signing_secret", secret)).isPositive();
  }

  private static int problemsOf(String name, String secret) {
    var schema = new WebhookProvider().spec().credentialSchema();
    return new NetworkntSchemas()
        .check(schema, JsonObject.builder().put(name, secret).build())
        .size();
  }
}
