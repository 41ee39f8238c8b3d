package dev.waybill.inbound.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.outbox.Verdict;
import dev.waybill.inbound.http.RunningApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets, consent, progress, and what a terminal must not be told. */
class CareTest {
  private final RunningApi api = RunningApi.start();
  private final CliStage cli = CliStage.at(api);

  @TempDir private Path folder;

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void a_write_key_goes_to_a_file_of_its_owner_alone_and_nowhere_else() throws IOException {
    api.post("/v1/sources", "{\"name\":\"shop\"}");
    var file = folder.resolve("write.key");
    var made = cli.run("sources", "add-key", "shop", "--to", file.toString());
    assertThat(made.code()).isZero();
    var key = Files.readString(file).strip();
    assertThat(key).startsWith("wk_");
    assertThat(made.out() + made.err()).doesNotContain(key);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    var again = cli.run("sources", "add-key", "shop", "--to", file.toString());
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("is there already");
    assertThat(Files.readString(file).strip()).isEqualTo(key);
  }

  @Test
  void a_key_that_was_refused_leaves_no_file() {
    var file = folder.resolve("write.key");
    assertThat(cli.run("sources", "add-key", "src_9", "--to", file.toString()).code()).isEqualTo(1);
    assertThat(file).doesNotExist();
  }

  @Test
  void the_token_of_the_data_directory_is_used_at_home_and_sent_nowhere_else() throws IOException {
    Files.writeString(folder.resolve("admin-token"), RunningApi.ADMIN + "\n");
    cli.environment.remove("WAYBILL_TOKEN");
    cli.with("WAYBILL_DATA_DIR", folder.toString());
    assertThat(cli.run("connectors", "list").code()).isZero();
    var elsewhere = cli.with("WAYBILL_URL", "https://waybill.example").run("connectors", "list");
    assertThat(elsewhere.code()).isEqualTo(1);
    assertThat(elsewhere.err()).contains("no admin token for https://waybill.example");
  }

  @Test
  void a_token_comes_from_a_file_or_the_environment() throws IOException {
    var file = Files.writeString(folder.resolve("token"), RunningApi.ADMIN);
    cli.environment.remove("WAYBILL_TOKEN");
    assertThat(cli.run("connectors", "--token-file", file.toString()).code()).isZero();
    assertThat(cli.with("WAYBILL_TOKEN_FILE", file.toString()).run("connectors").code()).isZero();
    cli.with("WAYBILL_TOKEN_FILE", folder.resolve("gone").toString());
    assertThat(cli.run("connectors").err()).contains("WAYBILL_TOKEN_FILE: cannot read");
    cli.environment.remove("WAYBILL_TOKEN_FILE");
    cli.with("WAYBILL_DATA_DIR", folder.toString());
    assertThat(cli.run("connectors").err()).contains("There is no admin token: set");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"s3cret\nsecond line", "s3cret s3cret", "s3crét", "\uFEFFs3cret", "s3cret\u007f"})
  void a_secret_that_is_not_one_clean_line_is_refused_and_not_repeated(String secret)
      throws IOException {
    var file = Files.writeString(folder.resolve("token"), secret + "\n").toString();
    Files.writeString(folder.resolve("admin-token"), secret + "\n");
    cli.environment.remove("WAYBILL_TOKEN");
    for (var run :
        List.of(
            cli.run("connectors", "--token-file", file),
            cli.typed("{}").run("events", "send", "--key-file", file),
            cli.with("WAYBILL_DATA_DIR", folder.toString()).run("connectors"),
            cli.with("WAYBILL_TOKEN_FILE", file).run("connectors"),
            cli.with("WAYBILL_TOKEN", secret).run("connectors"))) {
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err())
          .contains("wanted one line of visible ASCII characters")
          .doesNotContain("s3c");
    }
  }

  @Test
  void where_nobody_can_be_asked_nothing_is_destroyed_without_yes() {
    api.post("/v1/connectors", "{\"name\":\"TikTok\",\"platform\":\"mailbox\"}");
    var refused = cli.run("connectors", "delete", "TikTok");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("con_1 'TikTok' is deleted. Say --yes if that is meant");
    assertThat(api.get("/v1/connectors/con_1").status()).isEqualTo(200);
    assertThat(cli.run("connectors", "delete", "TikTok", "--yes").out())
        .isEqualTo("con_1 'TikTok' is deleted.\n");
  }

  @Test
  void a_person_is_asked_once() {
    api.post("/v1/connectors", "{\"name\":\"busy\",\"platform\":\"mailbox\"}");
    cli.onTerminal();
    var no = cli.typed("n\n").run("connectors", "delete", "busy", "--discard");
    assertThat(no.code()).isEqualTo(1);
    assertThat(no.err())
        .isEqualTo(
            "con_1 'busy' is deleted, and what waits for it is never sent. Go on? [y/N] waybill:"
                + " Nothing was done.\n");
    assertThat(cli.typed("").run("connectors", "delete", "busy").code()).isEqualTo(1);
    assertThat(cli.typed("y\n").run("connectors", "delete", "busy", "--discard").code()).isZero();
    assertThat(api.get("/v1/connectors/con_1").status()).isEqualTo(404);
  }

  @Test
  void a_replay_is_followed_with_a_bar_on_a_terminal() {
    cli.onTerminal()
        .whilePausing(
            _ -> {
              if (cli.pauses.size() == 2) {
                api.post("/v1/replays/rpl_1/cancel", "");
              }
            });
    var replay = cli.run("dead", "replay", "con_1", "--yes");
    assertThat(replay.code()).as("it was cancelled").isEqualTo(1);
    assertThat(replay.err()).startsWith("\r[#############.................] 44 %  4 of 9, ");
    assertThat(replay.err()).as("the bar is taken away").endsWith(" \r");
    assertThat(replay.out()).contains("status           cancelled");
  }

  @Test
  void without_a_terminal_there_is_a_line_now_and_then() {
    cli.whilePausing(
        _ -> {
          if (cli.pauses.size() == 25) {
            api.post("/v1/replays/rpl_1/cancel", "");
          }
        });
    var replay = cli.run("dead", "replay", "con_1", "--yes");
    assertThat(replay.err().lines())
        .as("25 looks, half a second apart")
        .hasSize(2)
        .allMatch(line -> line.startsWith("4 of 9, "));
    assertThat(cli.pauses).containsOnly(Duration.ofMillis(500));
    assertThat(cli.run("dead", "replay", "con_1", "--yes", "--detach").code()).isZero();
  }

  @Test
  void a_tail_waits_a_moment_for_verdicts_and_shows_each_event_once() {
    api.post("/v1/sources", "{\"name\":\"shop\"}");
    api.tail.arrives("e-1", Verdict.DELIVERED);
    cli.whilePausing(
        _ -> {
          switch (cli.pauses.size()) {
            case 1 -> api.tail.arrives("e-2", Verdict.WAITING);
            case 2 -> api.tail.settles(2, Verdict.DELIVERED);
            case 3 -> api.tail.arrives("e-3", Verdict.WAITING);
            case 9 -> api.close();
            default -> {}
          }
        });
    var tail = cli.run("events", "tail");
    assertThat(tail.code()).as("the server went away").isEqualTo(1);
    assertThat(tail.out().lines().map(line -> line.replaceAll(".*Purchase *", "")))
        .containsExactly("e-1  con_1 delivered", "e-2  con_1 delivered", "e-3  con_1 waiting");
  }

  @Test
  void a_tail_waits_for_many_at_once_and_not_for_one_after_the_other() {
    api.post("/v1/sources", "{\"name\":\"shop\"}");
    cli.whilePausing(
        _ -> {
          switch (cli.pauses.size()) {
            case 1 -> {
              for (int i = 1; i <= 250; i++) {
                api.tail.arrives("e-" + i, Verdict.WAITING);
              }
            }
            case 12 -> api.close();
            default -> {}
          }
        });
    var tail = cli.run("events", "tail");
    assertThat(tail.out().lines()).as("three pages, three seconds each").hasSize(250);
  }

  @Test
  void a_tail_goes_on_when_a_source_is_made_meanwhile() {
    api.post("/v1/sources", "{\"name\":\"shop\"}");
    api.tail.arrives("e-1", Verdict.DELIVERED);
    cli.whilePausing(
        _ -> {
          switch (cli.pauses.size()) {
            case 1 -> api.post("/v1/sources", "{\"name\":\"till\"}");
            case 2 -> api.tail.arrives("e-2", Verdict.DELIVERED);
            case 4 -> api.close();
            default -> {}
          }
        });
    assertThat(cli.run("events", "tail").out()).contains(" e-1 ", " e-2 ");
  }

  @Test
  void what_others_wrote_cannot_command_the_terminal() {
    var table = Table.of("name").row("a\u001b[2Jb\u009bc\nd\u202ee");
    assertThat(table.lines().getLast()).isEqualTo("a\uFFFD[2Jb\uFFFDc d\uFFFDe");
  }
}
