package dev.waybill.inbound.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.waybill.domain.SteppingClock;
import dev.waybill.inbound.cli.command.LedgerCount;
import dev.waybill.inbound.http.FakeOutbox;
import dev.waybill.inbound.http.RunningApi;
import dev.waybill.json.JacksonCodec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A count that one of several nodes was asked for, behind a load balancer. */
class LedgerCountTest {
  private static final String NEVER = "{\"state\":\"never\"}";
  private static final String RUNNING =
      "{\"state\":\"running\",\"started_at\":\"2026-05-01T12:00:00Z\",\"done\":1,\"of\":4}";
  private static final String OLD =
      """
      {"state":"done","started_at":"2026-04-01T12:00:00Z","took_ms":9,"events":3,"settlements":1,
       "differences":[]}""";
  private static final String FAULTY =
      """
      {"state":"done","started_at":"2026-05-01T12:00:00Z","took_ms":9,"events":7,"settlements":2,
       "differences":[{"where":"con_3 lane_1","what":"calls","expected":2,"found":1}]}""";

  private final SteppingClock clock = new SteppingClock(FakeOutbox.NOW);
  private final StringWriter out = new StringWriter();
  private final AtomicInteger looks = new AtomicInteger();
  private List<String> answers = List.of(RUNNING);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    boolean begins = exchange.getRequestMethod().equals("POST");
    var body = begins ? RUNNING : answers.get(looks.getAndIncrement() % answers.size());
    var bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(begins ? 202 : 200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private int count() throws InterruptedException {
    var here =
        new Surroundings(
            Map.of(
                "WAYBILL_URL",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "WAYBILL_TOKEN",
                RunningApi.ADMIN),
            new ByteArrayInputStream(new byte[0]),
            new PrintWriter(out),
            new PrintWriter(new StringWriter()),
            false,
            new JacksonCodec(),
            clock,
            clock::advance);
    return new LedgerCount(Client.of(here, new ClientOptions())).run();
  }

  @Test
  void what_other_nodes_answer_is_not_taken_for_the_count_that_was_begun() throws Exception {
    answers = List.of(NEVER, RUNNING, OLD, NEVER, FAULTY);
    assertThat(count()).as("a fault was found").isEqualTo(1);
    assertThat(out.toString())
        .contains("con_3 lane_1: calls: expected 2, found 1", "1 differences in 7 events");
  }

  @Test
  void a_node_that_is_not_heard_of_again_is_no_ledger_in_order() {
    answers = List.of(OLD, NEVER);
    var begun = clock.instant();
    assertThatThrownBy(this::count)
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("another node answered")
        .hasMessageContaining("--url");
    assertThat(Duration.between(begun, clock.instant()))
        .isBetween(Duration.ofSeconds(60), Duration.ofSeconds(61));
  }
}
