package dev.waybill.destination.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.destination.http.HttpPeer.Reply;
import dev.waybill.domain.destination.Outcome.Cause;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The rules of the contract kit show the same of whole destinations; here are its finer points. */
class HttpPeerTest {
  private final HttpPeer http =
      new HttpPeer(
          new HttpPeer.Patience(Duration.ofSeconds(2), Duration.ofSeconds(2)),
          InstantSource.system());

  @AfterEach
  void close() {
    http.close();
  }

  private Reply post(URI uri) {
    return http.send(HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString("[1]")));
  }

  @Test
  void a_whole_answer_is_handed_on_with_the_wait_it_names() {
    try (var peer =
        RawPeer.saying("HTTP/1.1 429 Slow\r\nRetry-After: 7\r\nContent-Length: 4\r\n\r\nslow")) {
      assertThat(post(peer.uri("http")))
          .isEqualTo(new Reply.Answer(429, "slow", Duration.ofSeconds(7)));
    }
  }

  @Test
  void nobody_can_have_taken_what_met_no_listener() {
    var gone = RawPeer.saying("");
    gone.close();
    assertThat(cause(post(gone.uri("http")))).isEqualTo(Cause.TRANSIENT);
  }

  @Test
  void nobody_can_have_taken_what_found_no_common_encryption() {
    try (var peer = RawPeer.refusingTls()) {
      assertThat(cause(post(peer.uri("https")))).isEqualTo(Cause.TRANSIENT);
    }
  }

  @Test
  void somebody_may_have_taken_what_got_no_answer_or_half_of_one() {
    for (var answer :
        new String[] {"", "HTTP/1.1 200", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{", "?"}) {
      try (var peer = RawPeer.saying(answer)) {
        assertThat(cause(post(peer.uri("http")))).as(answer).isEqualTo(Cause.UNANSWERED);
      }
    }
  }

  @Test
  void one_that_was_closed_sends_nothing() {
    try (var peer = RawPeer.saying("HTTP/1.1 204 Taken\r\n\r\n")) {
      http.close();
      assertThat(cause(post(peer.uri("http")))).isEqualTo(Cause.TRANSIENT);
    }
  }

  @Test
  void a_thread_that_is_to_stop_sends_nothing() {
    try (var peer = RawPeer.saying("HTTP/1.1 204 Taken\r\n\r\n")) {
      Thread.currentThread().interrupt();
      var reply = post(peer.uri("http"));
      assertThat(Thread.interrupted()).as("the interrupt is still there").isTrue();
      assertThat(reply)
          .isEqualTo(
              new Reply.Silence(
                  Cause.TRANSIENT, "interrupted", "Waybill ended the call before an answer came."));
    }
  }

  private static Cause cause(Reply reply) {
    assertThat(reply).isInstanceOf(Reply.Silence.class);
    return ((Reply.Silence) reply).cause();
  }
}
