package dev.waybill.destination.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.alert.AlertChannel.Sent;
import dev.waybill.domain.alert.Notice;
import dev.waybill.domain.credential.Secret;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a receiver says decides whether it is asked again. */
class AlertWebhookTest {
  private static final Secret SECRET = new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  private static final Notice NOTICE = new Notice("alert_1", "{}", Instant.EPOCH, 0);

  private static Sent send(URI to, Receiver.Reach reach) {
    var target = new AlertWebhook.Target(to, List.of(SECRET), reach);
    try (var webhook = new AlertWebhook(target, () -> Instant.EPOCH)) {
      return webhook.send(NOTICE);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "200, TAKEN",
    "202, TAKEN",
    "204, TAKEN",
    "299, TAKEN",
    "301, NOT_NOW",
    "307, NOT_NOW",
    "400, NOT_NOW",
    "401, NOT_NOW",
    "404, NOT_NOW",
    "410, NEVER",
    "429, NOT_NOW",
    "500, NOT_NOW",
    "503, NOT_NOW"
  })
  void an_answer_of_2xx_is_taken_410_wants_no_more_and_all_else_is_tried_again(
      int status, Sent wanted) {
    var answer = "HTTP/1.1 " + status + " x\r\nContent-Length: 0\r\nLocation: /other\r\n\r\n";
    try (var peer = RawPeer.saying(answer)) {
      assertThat(send(peer.uri("http"), Receiver.Reach.ANYWHERE)).isEqualTo(wanted);
    }
  }

  @ParameterizedTest
  @CsvSource({"''", "HTTP/1.1 200", "nonsense"})
  void silence_and_half_an_answer_are_tried_again(String answer) {
    try (var peer = RawPeer.saying(answer)) {
      assertThat(send(peer.uri("http"), Receiver.Reach.ANYWHERE)).isEqualTo(Sent.NOT_NOW);
    }
  }

  @Test
  void a_receiver_that_is_not_there_is_tried_again() {
    var gone = RawPeer.saying("");
    gone.close();
    assertThat(send(gone.uri("http"), Receiver.Reach.ANYWHERE)).isEqualTo(Sent.NOT_NOW);
  }

  @Test
  void an_address_that_may_not_be_called_is_never_tried() {
    try (var peer = RawPeer.saying("HTTP/1.1 204 x\r\n\r\n")) {
      assertThat(send(peer.uri("http"), Receiver.Reach.PUBLIC)).isEqualTo(Sent.NEVER);
    }
  }
}
