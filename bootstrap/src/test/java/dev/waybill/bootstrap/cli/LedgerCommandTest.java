package dev.waybill.bootstrap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.waybill.inbound.cli.Surroundings;
import dev.waybill.json.JacksonCodec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./waybill ledger} and {@code ledger verify}, refused in every way. */
class LedgerCommandTest {
  private static final String TOKEN = "wrong-token-1";

  @TempDir private Path folder = Path.of("");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(Map<String, String> environment, String line) {
    var here =
        new Surroundings(
            environment,
            new ByteArrayInputStream(new byte[0]),
            new PrintWriter(out),
            new PrintWriter(err),
            false,
            new JacksonCodec(),
            InstantSource.system(),
            _ -> {});
    return WaybillCommand.run(here, line.split(" ", -1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ledger", "ledger verify"})
  void a_wrong_token_is_told_and_not_repeated(String line) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().add("Content-Type", "application/problem+json");
          var problem =
              """
              {"type": "urn:waybill:problem:unauthorized", "title": "Not authorized",
               "status": 401, "detail": "Wanted the admin token.", "correlation_id": "c-1"}"""
                  .getBytes(UTF_8);
          exchange.sendResponseHeaders(401, problem.length);
          exchange.getResponseBody().write(problem);
          exchange.close();
        });
    server.start();
    try {
      var environment =
          Map.of(
              "WAYBILL_URL",
              "http://127.0.0.1:" + server.getAddress().getPort(),
              "WAYBILL_TOKEN",
              TOKEN);
      assertThat(run(environment, line)).isEqualTo(1);
      assertThat(out.toString()).isEmpty();
      assertThat(err.toString())
          .contains("waybill: Not authorized (401): Wanted the admin token.")
          .contains("correlation id c-1")
          .doesNotContain(TOKEN, "\tat ");
      assertThat(run(environment, line + " -o json")).isEqualTo(1);
      assertThat(out.toString()).startsWith("{\n  \"type\": \"urn:waybill:problem:unauthorized\"");
    } finally {
      server.stop(0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ledger", "ledger verify"})
  void nobody_there_is_told_with_what_to_do(String line) {
    var environment = Map.of("WAYBILL_URL", "http://127.0.0.1:1", "WAYBILL_TOKEN", TOKEN);
    assertThat(run(environment, line)).isEqualTo(1);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .contains("Nobody answers at http://127.0.0.1:1: start ./waybill serve there");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ledger", "ledger verify", "ledger -o json", "ledger verify -o json"})
  void a_database_that_cannot_be_reached_ends_with_2(String line) {
    var environment =
        Map.of(
            "WAYBILL_DATABASE_URL",
            "jdbc:postgresql://127.0.0.1:1/nowhere",
            "WAYBILL_DATA_DIR",
            folder.toString(),
            "WAYBILL_MASTER_KEY_FILE",
            folder.resolve("master-key.json").toString());
    assertThat(run(environment, line)).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .startsWith("waybill: the ledger cannot be read: the database cannot be reached");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ledger --nonsense", "ledger verify --nonsense"})
  void a_word_too_many_is_a_wrong_call(String line) {
    assertThat(run(Map.of(), line)).isEqualTo(2);
  }
}
