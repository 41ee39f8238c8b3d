package dev.waybill.inbound.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.replay.ReplayId;
import dev.waybill.inbound.http.RunningApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Commands that change something for good, so that a second time is another answer. */
class ChangesTest {
  private final RunningApi api = RunningApi.start();
  private final CliStage cli = CliStage.at(api);

  @AfterEach
  void stop() {
    api.close();
  }

  private CliStage.Run run(String line) {
    return cli.run(line.split(" ", -1));
  }

  @Test
  void a_source_is_made_once() {
    var made = run("sources add shop");
    assertThat(made.code()).isZero();
    assertThat(made.out())
        .isEqualTo(
            "src_1 'shop' is there. ./waybill sources add-key src_1 --to FILE makes a write key"
                + " for it.\n");
    assertThat(run("sources add till -o json").out())
        .contains("\"id\": \"src_2\"", "\"name\": \"till\"");
    var again = run("sources add shop");
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("Conflict (409)");
  }

  @Test
  void a_write_key_is_revoked_once() {
    run("sources add shop");
    api.post("/v1/sources/src_1/keys", "");
    api.post("/v1/sources/src_1/keys", "");
    assertThat(run("sources revoke-key shop key_1 --yes").out()).isEqualTo("key_1 is revoked.\n");
    assertThat(run("sources revoke-key src_1 key_2 --yes -o json").out())
        .isEqualTo("{\n  \"revoked\": \"key_2\"\n}\n");
    assertThat(api.get("/v1/sources/src_1").at("/keys")).isEqualTo("[]");
    assertThat(run("sources revoke-key shop key_1 --yes").code()).isEqualTo(1);
  }

  @Test
  void a_source_is_closed_once() {
    run("sources add shop");
    run("sources add till");
    assertThat(run("sources close shop --yes").out()).isEqualTo("src_1 is closed.\n");
    assertThat(run("sources close src_2 --yes -o json").out())
        .isEqualTo("{\n  \"closed\": \"src_2\"\n}\n");
    assertThat(api.get("/v1/sources/src_1").at("/closed_at")).isNotEqualTo("null");
    var again = run("sources close shop --yes");
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("(404)");
  }

  @Test
  void a_replay_is_watched_until_it_is_finished() {
    api.post("/v1/replays", "{\"connector\":\"con_1\",\"kind\":\"dead_letters\"}");
    cli.onTerminal()
        .whilePausing(
            _ -> {
              if (cli.pauses.size() == 2) {
                api.replays.finish(new ReplayId(1));
              }
            });
    var watched = run("replays watch rpl_1");
    assertThat(watched.code()).isZero();
    assertThat(watched.err()).contains("44 %  4 of 9, ", "100 %  9 of 9, ").endsWith(" \r");
    assertThat(watched.out()).containsPattern("status +finished");
    var json = run("replays watch rpl_1 -o json");
    assertThat(json.code()).isZero();
    assertThat(json.out()).contains("\"status\": \"finished\"");
  }

  @Test
  void what_is_over_cannot_be_changed() {
    api.post("/v1/replays", "{\"connector\":\"con_1\",\"kind\":\"dead_letters\"}");
    assertThat(run("replays cancel rpl_1 --yes").out()).containsPattern("status +cancelled");
    for (var line : new String[] {"replays pause rpl_1", "replays resume rpl_1"}) {
      var refused = run(line);
      assertThat(refused.code()).as(line).isEqualTo(1);
      assertThat(refused.err()).contains("Conflict (409)");
    }
    assertThat(run("replays watch rpl_1").code()).as("it was cancelled").isEqualTo(1);
  }
}
