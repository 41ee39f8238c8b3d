package dev.waybill.bootstrap.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.domain.credential.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class HttpConnectionTest {
  private static final byte[] BODY = "[{}]".getBytes(StandardCharsets.US_ASCII);
  private static final String COUNTS =
      "{\"accepted\":7,\"duplicate\":2,\"rejected\":1,\"results\":[";

  /** Answers every request on one connection with the next of these texts, then closes. */
  private static CompletableFuture<String> server(ServerSocket listening, String... answers) {
    var received = new CompletableFuture<String>();
    Thread.ofVirtual()
        .start(
            () -> {
              var all = new StringBuilder();
              try (var socket = listening.accept()) {
                for (var answer : answers) {
                  readRequest(socket.getInputStream(), all);
                  socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                }
              } catch (IOException e) {
                received.completeExceptionally(e);
              }
              received.complete(all.toString());
            });
    return received;
  }

  private static void readRequest(InputStream in, StringBuilder all) throws IOException {
    int begin = all.length();
    while (all.indexOf("[{}]", begin) < 0) {
      int read = in.read();
      if (read < 0) {
        throw new IOException("cut short");
      }
      all.append((char) read);
    }
  }

  private static HttpConnection connect(ServerSocket listening) {
    return new HttpConnection(
        URI.create("http://127.0.0.1:" + listening.getLocalPort()), new Secret("key"));
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @Test
  void answers_with_a_length_and_in_chunks_are_read_one_after_the_other() throws Exception {
    var filler = "x".repeat(5_000);
    try (var listening = listen()) {
      var received =
          server(
              listening,
              "HTTP/1.1 202 Accepted\r\nContent-Length: "
                  + (COUNTS.length() + filler.length())
                  + "\r\n\r\n"
                  + COUNTS
                  + filler,
              "HTTP/1.1 202 Accepted\r\ntransfer-encoding: chunked\r\n\r\n"
                  + "5\r\n"
                  + COUNTS.substring(0, 5)
                  + "\r\n"
                  + Integer.toHexString(COUNTS.length() - 5 + filler.length())
                  + "\r\n"
                  + COUNTS.substring(5)
                  + filler
                  + "\r\n0\r\n\r\n",
              "HTTP/1.1 503 Unavailable\r\nRetry-After: 3\r\nContent-Length: 0\r\n\r\n");
      try (var connection = connect(listening)) {
        assertThat(connection.post(BODY).kept()).isEqualTo(9);
        assertThat(connection.post(BODY).kept()).isEqualTo(9);
        var refused = connection.post(BODY);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.retryAfterSeconds()).isEqualTo(3);
      }
      assertThat(received.join())
          .startsWith("POST /v1/events HTTP/1.1\r\nHost: 127.0.0.1:" + listening.getLocalPort())
          .contains("\r\nAuthorization: Bearer key\r\n", "\r\nContent-Length: 4\r\n\r\n[{}]");
    }
  }

  @Test
  void a_connection_that_closes_before_the_answer_is_no_answer() throws Exception {
    try (var listening = listen()) {
      var received = server(listening, "HTTP/1.1 202 Acc");
      try (var connection = connect(listening)) {
        assertThatThrownBy(() -> connection.post(BODY)).isInstanceOf(IOException.class);
      }
      assertThat(received.join()).isNotEmpty();
    }
  }
}
