package dev.waybill.inbound.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.outbox.Verdict;
import dev.waybill.inbound.http.FakeConnectors;
import dev.waybill.inbound.http.FakeIngest;
import dev.waybill.inbound.http.RunningApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every command over the real API, which stands over fakes. */
class CommandsTest {
  private final RunningApi api = RunningApi.start();
  private final CliStage cli = CliStage.at(api).with("WAYBILL_WRITE_KEY", FakeIngest.WRITE_KEY);

  @TempDir private Path folder;

  @AfterEach
  void stop() {
    api.close();
  }

  private void fill() {
    api.post("/v1/sources", "{\"name\":\"shop\"}");
    api.post("/v1/sources/src_1/keys", "");
    api.post("/v1/connectors", "{\"name\":\"TikTok\",\"platform\":\"mailbox\"}");
    api.post("/v1/connectors", "{\"name\":\"busy\",\"platform\":\"mailbox\"}");
    api.tail.arrives("e-1", Verdict.DELIVERED);
    api.tail.arrives("e-2", Verdict.DEAD);
    api.post("/v1/replays", "{\"connector\":\"con_1\",\"kind\":\"dead_letters\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "connectors-list, 0, connectors list",
    "connectors-show, 0, connectors show TikTok",
    "platforms-list, 0, platforms list",
    "platforms-show, 0, platforms show mailbox",
    "sources-list, 0, sources list",
    "sources-keys, 0, sources keys shop",
    "sources-rejections, 0, sources rejections shop",
    "outbox, 0, outbox",
    "outbox-events, 0, outbox events con_1 --verdict dead",
    "dead-list, 0, dead list TikTok",
    "dead-reasons, 0, dead list",
    "dead-replay-dry-run, 0, dead replay con_1 --dry-run --code 40002",
    "replays-list, 0, replays list",
    "replays-show, 0, replays show rpl_1",
    "replays-begin-dry-run, 0, replays begin con_1 --from 2026-01-01T00:00:00Z --to 2026-01-02T00:00:00Z --dry-run",
    "events-show, 0, events show order/1|é",
    "events-tail, 0, events tail --once",
    "mapping-test, 1, mapping test con_1",
    "connectors-verify, 1, connectors verify con_1",
    "connectors-confirm, 0, connectors confirm con_1 permission --by Ada",
    "connectors-pause, 0, connectors pause con_1",
    "connectors-resume, 0, connectors resume con_1",
    "connectors-authorize, 0, connectors authorize con_1",
    "replays-pause, 0, replays pause rpl_1",
    "replays-resume, 0, replays resume rpl_1",
    "replays-cancel, 0, replays cancel rpl_1 --yes",
  })
  void what_is_there_is_shown_as_a_table_and_as_json(String name, int code, String line)
      throws IOException {
    fill();
    var arguments =
        Stream.of(line.split(" ", -1)).map(word -> word.replace('|', ' ')).toArray(String[]::new);
    var table = cli.run(arguments);
    assertThat(table.err()).isEmpty();
    assertThat(table.code()).isEqualTo(code);
    Golden.assertIs(name + ".txt", table.steadyOut());
    var json = cli.run(with(arguments, "--output", "json"));
    assertThat(json.code()).isEqualTo(code);
    Golden.assertIs(name + ".json", json.steadyOut());
  }

  private static String[] with(String[] arguments, String... more) {
    return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
  }

  @ParameterizedTest
  @CsvSource({
    "0, connectors list, There is no connector yet",
    "0, sources list, There is no source",
    "0, sources keys src_1, It has no key: ./waybill sources add-key makes one.",
    "0, sources rejections src_1, Nothing was rejected.",
    "0, replays list, Nothing was sent again yet",
    "0, outbox, 'There is no connector, so nothing waits.'",
    "0, outbox events con_1 --verdict delivered, No event of con_1 is delivered.",
    "0, dead list, No event is dead.",
    "0, dead list con_1, No event of con_1 is dead.",
    "0, events tail --once, There is no open source",
    "1, mapping test con_4, There is no mapping test: nothing was shown.",
  })
  void where_there_is_nothing_it_is_said_what_to_do(int code, String line, String sentence) {
    if (line.endsWith("src_1")) {
      api.post("/v1/sources", "{\"name\":\"quiet\"}");
    }
    api.outbox.forget();
    api.findings.clear();
    var empty = cli.run(line.split(" ", -1));
    assertThat(empty.code()).isEqualTo(code);
    assertThat(empty.out()).startsWith(sentence);
    assertThat(cli.run((line + " -o json").split(" ", -1)).code()).isEqualTo(code);
  }

  @Test
  void a_noun_alone_lists() {
    fill();
    for (var noun : new String[] {"connectors", "sources", "platforms", "replays"}) {
      assertThat(cli.run(noun).out()).as(noun).isEqualTo(cli.run(noun, "list").out()).isNotEmpty();
    }
    assertThat(cli.run("connectors", "-o", "json").out()).startsWith("{");
  }

  @Test
  void a_connector_is_registered_with_settings_and_a_credential_and_never_shows_it()
      throws IOException {
    fill();
    Files.writeString(folder.resolve("settings.yaml"), "url: http://a.example\n");
    Files.writeString(
        folder.resolve("token"), "{\"access_token\":\"" + FakeConnectors.SECRET + "\"}");
    var added =
        cli.run(
            "connectors",
            "add",
            "Mine",
            "--platform=mailbox",
            "--source=shop",
            "--settings=" + folder.resolve("settings.yaml"),
            "--credential-file=" + folder.resolve("token"));
    assertThat(added.code()).isZero();
    assertThat(added.out())
        .isEqualTo("con_3 'Mine' is registered. It is unconfigured. Missing: A credential.\n")
        .doesNotContain(FakeConnectors.SECRET);
    assertThat(api.get("/v1/connectors/con_3").at("/draft/settings/url"))
        .isEqualTo("http://a.example");
    assertThat(
            cli.typed("{\"a\":\"" + FakeConnectors.SECRET + "\"}")
                .run("connectors", "credential", "Mine", "--credential-file", "-")
                .out())
        .startsWith("con_3 'Mine' has a new credential")
        .doesNotContain(FakeConnectors.SECRET);
    assertThat(
            cli.with("TOKEN", "{\"a\":\"b\"}")
                .run("connectors", "credential", "Mine", "--credential-env", "TOKEN")
                .code())
        .isZero();
  }

  @Test
  void plain_text_is_a_credential_only_where_the_platform_wants_one_thing() {
    fill();
    var plain =
        cli.typed("secret-text").run("connectors", "credential", "con_1", "--credential-file=-");
    assertThat(plain.code()).isEqualTo(1);
    assertThat(plain.err())
        .contains("The credential of mailbox is a JSON object")
        .doesNotContain("secret-text");
  }

  @Test
  void a_draft_that_is_refused_leaves_the_connector_and_says_so() throws IOException {
    Files.writeString(folder.resolve("s.yaml"), "a: 1\n");
    api.post("/v1/sources", "{\"name\":\"shop\"}");
    var missing = cli.run("connectors", "add", "Mine", "--platform=mailbox", "--settings=nowhere");
    assertThat(missing.err()).isEqualTo("waybill: Cannot read nowhere.\n");
    assertThat(api.get("/v1/connectors").text()).isEqualTo("{\"connectors\":[]}");
  }

  @Test
  void events_are_sent_one_by_one_as_an_array_or_a_line_each() {
    var one = cli.typed("{\n \"event_id\": \"a\"\n}").run("events", "send");
    assertThat(one.out()).contains("1     accepted  a", "1 accepted, 0 duplicate, 0 rejected");
    var array =
        cli.typed("[{\"event_id\":\"a\"}, {\"event_id\":\"b\"}]").run("events", "send", "-");
    assertThat(array.out()).contains("1 accepted, 1 duplicate, 0 rejected");
    var lines = cli.typed("{\"event_id\":\"c\"}\n\n{\"x\":1}\n").run("events", "send");
    assertThat(lines.code()).isEqualTo(1);
    assertThat(lines.out())
        .contains("2     rejected  -         /event_id: It is missing.")
        .contains("1 accepted, 0 duplicate, 1 rejected");
  }

  @Test
  void many_events_go_in_several_requests_and_only_rejections_are_listed() {
    var lines = new StringBuilder();
    for (int i = 1; i <= 2_500; i++) {
      lines.append(i == 2_400 ? "{}" : "{\"event_id\":\"e" + i + "\"}").append('\n');
    }
    var sent = cli.typed(lines.toString()).run("events", "send", "-o", "json");
    assertThat(sent.code()).isEqualTo(1);
    assertThat(sent.out())
        .contains("\"accepted\": 2499", "\"rejected\": 1", "\"item\": 2400", "\"item\": 100,")
        .doesNotContain("\"item\": 101,");
  }

  @Test
  void events_that_are_not_utf_8_are_told_and_never_sent_in_another_spelling() throws IOException {
    var good = new StringBuilder();
    for (int i = 1; i <= 1_500; i++) {
      good.append("{\"event_id\":\"é").append(i).append("\"}\n");
    }
    var file = folder.resolve("latin").toString();
    for (var before : List.of("", "[\n", good.toString())) {
      Files.write(Path.of(file), (before + "{\"event_id\":\"caf").getBytes(UTF_8));
      Files.write(Path.of(file), "é\"}\n".getBytes(ISO_8859_1), StandardOpenOption.APPEND);
      var sent = cli.run("events", "send", file);
      assertThat(sent.code()).isEqualTo(1);
      assertThat(sent.err()).startsWith("waybill: " + file + " is not UTF-8; ");
    }
    assertThat(api.ingest.taken).as("one request was full before").hasSize(1_000);
    assertThat(cli.run("events", "send", file).err()).contains("Answers came up to number 1000;");
  }

  @ParameterizedTest
  @CsvSource({"'', There is no event in it.", "nonsense, Wanted one JSON object", "12, Wanted one"})
  void what_is_no_event_is_not_sent(String text, String sentence) {
    var sent = cli.typed(text).run("events", "send");
    assertThat(sent.code()).isEqualTo(1);
    assertThat(sent.err()).startsWith("waybill: " + sentence);
  }

  @Test
  void a_store_that_is_away_is_waited_for_and_then_told() {
    api.ingest.goAway();
    var sent = cli.typed("{\"event_id\":\"a\"}").run("events", "send");
    assertThat(sent.code()).isEqualTo(1);
    assertThat(cli.pauses).hasSize(5);
    assertThat(sent.err())
        .contains("Not all was sent.", "(503)", "Try again in", "correlation id ");
  }

  @Test
  void without_a_write_key_it_is_said_how_to_get_one() {
    cli.environment.remove("WAYBILL_WRITE_KEY");
    assertThat(cli.typed("{}").run("events", "send").err()).contains("sources add-key");
    cli.with("WAYBILL_WRITE_KEY", "wrong");
    assertThat(cli.typed("{}").run("events", "send").err()).contains("Not authorized (401)");
  }

  @Test
  void a_preview_shows_the_payload_and_what_made_it() throws IOException {
    fill();
    Files.writeString(folder.resolve("event.yaml"), "event: View\n");
    var preview = cli.run("mapping", "preview", "con_1", folder.resolve("event.yaml").toString());
    assertThat(preview.code()).isZero();
    Golden.assertIs("mapping-preview.txt", preview.steadyOut());
    var refused = cli.typed("{\"event\":\"Bad\"}").run("mapping", "preview", "con_1", "-");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("(422)", "  /x: Wanted x. (required)");
    assertThat(cli.typed("{\"event\":\"Lost\"}").run("mapping", "preview", "con_1", "-").out())
        .startsWith("Would not be sent: the filter leaves it out");
  }

  @Test
  void uncovering_a_person_is_asked_for_in_so_many_words() {
    assertThat(cli.run("events", "show", "order/1 é").out()).contains("p***");
    assertThat(api.outbox.reveals()).isZero();
    assertThat(cli.run("events", "show", "order/1 é", "--reveal").out()).contains("p@x.y");
    assertThat(api.outbox.reveals()).isEqualTo(1);
  }

  @Test
  void a_name_that_is_not_there_gets_a_hint_and_one_that_is_there_twice_an_id() {
    fill();
    assertThat(cli.run("connectors", "show", "TikTik").err())
        .isEqualTo("waybill: There is no connector 'TikTik'. Did you mean 'TikTok'?\n");
    api.post("/v1/connectors", "{\"name\":\"TikTok\",\"platform\":\"mailbox\"}");
    assertThat(cli.run("connectors", "show", "TikTok").err())
        .contains("several connectors 'TikTok'; name one by its id: con_1, con_3.");
  }

  @Test
  void the_completion_is_a_script_that_knows_the_commands() throws Exception {
    var script = cli.run("completion");
    assertThat(script.code()).isZero();
    assertThat(script.out()).contains("_complete_waybill", "connectors", "--dry-run");
    var file = Files.writeString(folder.resolve("completion"), script.out());
    var bash = new ProcessBuilder("bash", "-n", file.toString()).inheritIO().start();
    assertThat(bash.waitFor()).as("bash understands it").isZero();
  }
}
