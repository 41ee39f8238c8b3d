package dev.waybill.inbound.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.SteppingClock;
import dev.waybill.inbound.cli.command.ClientCommands;
import dev.waybill.inbound.http.FakeOutbox;
import dev.waybill.inbound.http.RunningApi;
import dev.waybill.json.JacksonCodec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Every command refused, in every way. */
class RefusalsTest {
  /** Each command with what it needs to get as far as its first call. */
  private static final Map<String, String> LINES =
      Map.ofEntries(
          Map.entry("connectors list", ""),
          Map.entry("connectors show", "con_1"),
          Map.entry("connectors add", "New --platform mailbox"),
          Map.entry("connectors settings", "con_1 -"),
          Map.entry("connectors credential", "con_1 --credential-file -"),
          Map.entry("connectors verify", "con_1"),
          Map.entry("connectors confirm", "con_1 permission"),
          Map.entry("connectors pause", "con_1"),
          Map.entry("connectors resume", "con_1"),
          Map.entry("connectors authorize", "con_1"),
          Map.entry("connectors delete", "con_1 --yes"),
          Map.entry("sources list", ""),
          Map.entry("sources add", "shop"),
          Map.entry("sources close", "src_1 --yes"),
          Map.entry("sources keys", "src_1"),
          Map.entry("sources add-key", "src_1 --to /tmp/waybill-test-never-made.key"),
          Map.entry("sources revoke-key", "src_1 key_1 --yes"),
          Map.entry("sources rejections", "src_1"),
          Map.entry("platforms list", ""),
          Map.entry("platforms show", "mailbox"),
          Map.entry("events send", "-"),
          Map.entry("events show", "e-1"),
          Map.entry("events tail", "--once"),
          Map.entry("outbox", ""),
          Map.entry("outbox events", "con_1 --verdict dead"),
          Map.entry("dead list", "con_1"),
          Map.entry("dead replay", "con_1 --yes"),
          Map.entry("replays list", ""),
          Map.entry("replays show", "rpl_1"),
          Map.entry("replays watch", "rpl_1"),
          Map.entry("replays begin", "con_1 --from x --to y --yes"),
          Map.entry("replays pause", "rpl_1"),
          Map.entry("replays resume", "rpl_1"),
          Map.entry("replays cancel", "rpl_1 --yes"),
          Map.entry("mapping test", "con_1"),
          Map.entry("mapping preview", "con_1 -"),
          Map.entry("apply", "-f -"));

  private static final String INPUT = "{\"sources\": [{\"name\": \"shop\"}]}";

  static Stream<String> lines() {
    return LINES.entrySet().stream().map(line -> (line.getKey() + " " + line.getValue()).strip());
  }

  private static String[] words(String line) {
    return line.split(" ", -1);
  }

  @Command(name = "waybill")
  private static final class Program {}

  /** A new command has to be refused here too. */
  @Test
  void every_command_is_here() {
    var program = new CommandLine(new Program());
    var here =
        new Surroundings(
            Map.of(),
            new ByteArrayInputStream(new byte[0]),
            new PrintWriter(new StringWriter()),
            new PrintWriter(new StringWriter()),
            false,
            new JacksonCodec(),
            new SteppingClock(FakeOutbox.NOW),
            _ -> {});
    ClientCommands.addTo(program, here, List::of);
    var found = new TreeSet<String>();
    program.getSubcommands().forEach((name, command) -> leaves(name, command, found));
    found.removeAll(
        Set.of("doctor", "completion", "connectors", "sources", "platforms", "replays"));
    assertThat(found).isEqualTo(new TreeSet<>(LINES.keySet()));
  }

  private static void leaves(String name, CommandLine command, Set<String> found) {
    if (command.getCommand() instanceof Callable || command.getSubcommands().isEmpty()) {
      found.add(name);
    }
    command.getSubcommands().forEach((sub, leaf) -> leaves(name + " " + sub, leaf, found));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void a_wrong_token_is_told_and_not_repeated(String line) {
    try (var api = RunningApi.start()) {
      var cli =
          CliStage.at(api)
              .with("WAYBILL_TOKEN", "wrong-token-1")
              .with("WAYBILL_WRITE_KEY", "wrong-token-1")
              .typed(INPUT);
      var refused = cli.run(words(line));
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.out()).isEmpty();
      assertThat(refused.err())
          .contains("waybill: Not authorized (401): ", "  correlation id ")
          .doesNotContain("wrong-token-1", "\tat ");
    }
  }

  @ParameterizedTest
  @MethodSource("lines")
  void nobody_there_is_told_with_what_to_do(String line) throws IOException {
    int free;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    var refused =
        CliStage.at("http://127.0.0.1:" + free)
            .with("WAYBILL_WRITE_KEY", "key")
            .typed(INPUT)
            .run(words(line));
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err())
        .contains("Nobody answers at http://127.0.0.1:" + free + ": start ./waybill serve there");
  }

  @ParameterizedTest
  @MethodSource("lines")
  void a_database_that_is_away_is_told_with_when_to_come_back(String line) throws IOException {
    try (var away =
        StubServer.refusing(503, "unavailable", "Not available now", "The database is away.")) {
      var refused =
          CliStage.at(away.url()).with("WAYBILL_WRITE_KEY", "key").typed(INPUT).run(words(line));
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.err())
          .contains("Not available now (503): The database is away.", "  Try again in 7 s.")
          .contains("  correlation id c-1");
    }
  }

  @ParameterizedTest
  @MethodSource("lines")
  void with_json_the_problem_itself_is_the_answer(String line) throws IOException {
    try (var busy = StubServer.refusing(409, "changed_meanwhile", "Conflict", "Try again.")) {
      var refused =
          CliStage.at(busy.url())
              .with("WAYBILL_WRITE_KEY", "key")
              .typed(INPUT)
              .run(words(line + " -o json"));
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.out())
          .startsWith("{\n  \"type\": \"urn:waybill:problem:changed_meanwhile\"");
      assertThat(refused.err()).contains("Conflict (409): Try again.");
    }
  }

  @ParameterizedTest
  @MethodSource("lines")
  void a_word_too_many_is_a_wrong_call(String line) {
    var wrong = CliStage.at("http://127.0.0.1:9").run(words(line + " --nonsense"));
    assertThat(wrong.code()).isEqualTo(2);
  }

  @Test
  void somebody_else_at_that_address_is_told() throws IOException {
    try (var proxy = new StubServer(502, "text/html", "<html>Bad Gateway</html>")) {
      assertThat(CliStage.at(proxy.url()).run("connectors", "list").err())
          .contains("The answer was HTTP 502, and not one of Waybill's");
    }
  }

  @Test
  void a_page_to_sign_in_at_is_not_taken_for_success() throws IOException {
    try (var proxy = new StubServer(200, "text/html", "<html>Sign in</html>")) {
      for (var line : List.of("connectors list", "connectors delete con_3 --yes", "dead list")) {
        var run = CliStage.at(proxy.url()).run(words(line));
        assertThat(run.code()).as(line).isEqualTo(1);
        assertThat(run.err()).contains("The answer was HTTP 200, and not one of Waybill's");
      }
    }
  }

  @Test
  void each_place_that_is_to_blame_is_told() {
    try (var api = RunningApi.start()) {
      api.post("/v1/connectors", "{\"name\":\"busy\",\"platform\":\"mailbox\"}");
      var cli = CliStage.at(api);
      assertThat(cli.run("sources", "add", " ").steadyErr())
          .isEqualTo(
              """
              waybill: Invalid content (422): The source cannot be created.
                /name: Wanted 1 to 64 letters, digits, spaces, dots, dashes or underscores, beginning with a letter or digit. (pattern)
                correlation id CORRELATION
              """);
      assertThat(cli.run("connectors", "delete", "busy", "--yes").err())
          .contains("Conflict (409): Events that wait or retry here: 42");
      assertThat(cli.run("outbox", "events", "con_1", "--verdict", "lost").err())
          .contains("Bad request (400)", "  /verdict: Wanted delivered, retrying");
    }
  }

  @Test
  void a_wrong_address_is_told_without_calling_anybody() {
    for (var wrong : List.of("127.0.0.1:8080", "ftp://x", "http://", "http://user:secret@x")) {
      var refused = CliStage.at(wrong).run("connectors", "list");
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.err()).startsWith("waybill: WAYBILL_URL: wanted").doesNotContain("secret");
    }
  }
}
