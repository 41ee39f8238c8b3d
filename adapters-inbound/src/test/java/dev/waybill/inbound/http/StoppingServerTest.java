package dev.waybill.inbound.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.json.JsonObject;
import dev.waybill.json.JacksonCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A node that stops still answers whom it holds a connection with. */
class StoppingServerTest {
  private static final long LIMIT = Duration.ofSeconds(20).toNanos();

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final HttpServer server =
      new HttpServer(
          HttpSettings.of("127.0.0.1", 0),
          new JacksonCodec(),
          RefusalPages.NONE,
          (_, _, _, _) -> {},
          List.of(
              () ->
                  List.of(
                      Route.get("/held", _ -> held()),
                      Route.get("/quick", _ -> Reply.ok(JsonObject.EMPTY)))));

  private Reply held() {
    begun.countDown();
    try {
      assertThat(released.await(LIMIT, TimeUnit.NANOSECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Reply.ok(JsonObject.EMPTY);
  }

  @Test
  void what_comes_too_late_is_a_problem_with_an_id_and_what_is_under_way_ends() throws Exception {
    int port = server.start();
    try (var held = new Socket(InetAddress.getLoopbackAddress(), port);
        var late = new Socket(InetAddress.getLoopbackAddress(), port)) {
      ask(held, "/held");
      assertThat(begun.await(LIMIT, TimeUnit.NANOSECONDS)).isTrue();
      var stopping = Thread.startVirtualThread(server::close);
      assertThat(firstRefusal(late))
          .startsWith("HTTP/1.1 503 ")
          .contains("Content-Type: application/problem+json", "Retry-After: 1")
          .containsPattern("X-Correlation-Id: ([0-9a-f-]{36})\r\n")
          .contains("\"type\":\"urn:waybill:problem:unavailable\"", "This node is stopping");
      released.countDown();
      assertThat(answer(held)).startsWith("HTTP/1.1 200 ");
      assertThat(stopping.join(Duration.ofNanos(LIMIT))).isTrue();
    } finally {
      released.countDown();
    }
  }

  private static String firstRefusal(Socket socket) throws IOException {
    long end = System.nanoTime() + LIMIT;
    var answer = "";
    do {
      ask(socket, "/quick");
      answer = answer(socket);
    } while (answer.startsWith("HTTP/1.1 200 ") && System.nanoTime() < end);
    return answer;
  }

  private static void ask(Socket socket, String path) throws IOException {
    socket.setSoTimeout(20_000);
    var request = "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(UTF_8));
  }

  /** All of it: every answer here ends with an object. */
  private static String answer(Socket socket) throws IOException {
    var answer = new StringBuilder();
    var piece = new byte[8_192];
    while (!answer.toString().endsWith("}")) {
      int read = socket.getInputStream().read(piece);
      if (read < 0) {
        break;
      }
      answer.append(new String(piece, 0, read, UTF_8));
    }
    return answer.toString();
  }
}
