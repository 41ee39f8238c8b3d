package dev.waybill.inbound.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.destination.Probe;
import dev.waybill.domain.destination.ScriptedProvider;
import dev.waybill.inbound.cli.CliStage.Run;
import dev.waybill.inbound.http.RunningApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplyTest {
  private static final String SECRET = "s3cret-token-of-tests";
  private static final String SHOP =
      """
      sources:
        - name: Shop
          write_key_file: shop.key
      connectors:
        - name: TikTok
          platform: scripted
          sources: [Shop, default]
          settings:
            pixel: ${PIXEL}
            country: DE
          credential:
            access_token: ${TOKEN}
          start: 2026-01-01T01:00:00+01:00
          rate: {calls_per_second: 10}
        - name: Second
          platform: scripted
          settings: {pixel: "even"}
          credential: {access_token: "${file:token}"}
          paused: true
      """;

  private final RealSetup real = new RealSetup();
  private final RunningApi api = RunningApi.over(real.setup());
  private final CliStage cli = CliStage.at(api).with("TOKEN", SECRET).with("PIXEL", "P-" + SECRET);

  @TempDir private Path folder;

  @AfterEach
  void stop() {
    api.close();
  }

  private Run apply(String yaml, String... more) throws IOException {
    Files.writeString(folder.resolve("token"), SECRET + "\n");
    var file = Files.writeString(folder.resolve("waybill.yaml"), yaml);
    var arguments = new ArrayList<>(List.of("apply", "-f", file.toString()));
    arguments.addAll(List.of(more));
    var run = cli.run(arguments.toArray(String[]::new));
    assertThat(run.out() + run.err()).as("no secret is shown").doesNotContain(SECRET);
    return run;
  }

  private String steady(String text) {
    return text.replace(folder.toString(), "FOLDER");
  }

  @Test
  void a_dry_run_shows_the_plan_and_does_nothing() throws IOException {
    var dry = apply(SHOP, "--dry-run");
    assertThat(dry.code()).isZero();
    Golden.assertIs("apply-dry-run.txt", steady(dry.out()));
    assertThat(api.get("/v1/connectors").text()).isEqualTo("{\"connectors\":[]}");
    assertThat(folder.resolve("shop.key")).doesNotExist();
  }

  @Test
  void what_is_described_is_made_and_verified_and_the_second_time_there_is_nothing_to_do()
      throws IOException {
    var first = apply(SHOP);
    assertThat(first.code()).isZero();
    Golden.assertIs("apply.txt", steady(first.out()));
    assertThat(api.get("/v1/connectors/con_1").at("/status")).isEqualTo("configured");
    assertThat(api.get("/v1/connectors/con_1").at("/active/sources"))
        .isEqualTo("[\"src_1\",\"src_2\"]");
    assertThat(api.get("/v1/connectors/con_2").at("/paused")).isEqualTo("true");
    assertThat(Files.readString(folder.resolve("shop.key"))).startsWith("wbk_");
    var version = api.get("/v1/connectors").text();

    var second = apply(SHOP);
    assertThat(second.code()).isZero();
    assertThat(second.out())
        .isEqualTo(
            """
            = source Shop (src_2)
            = connector TikTok (con_1)
            = connector Second (con_2)
            Nothing to do: all 3 are as they are wanted.
            """);
    assertThat(api.get("/v1/connectors").text()).isEqualTo(version);
  }

  @Test
  void a_change_shows_as_a_difference_and_what_came_from_outside_stays_hidden() throws IOException {
    apply(SHOP);
    var changed =
        SHOP.replace("country: DE", "currency: EUR")
            .replace("calls_per_second: 10", "calls_per_second: 20")
            .replace("[Shop, default]", "[Shop]")
            .replace("paused: true", "paused: false");
    cli.with("PIXEL", "other");
    Golden.assertIs("apply-change.txt", steady(apply(changed, "--dry-run").out()));
    Golden.assertIs("apply-change.json", steady(apply(changed, "-o", "json").out()));
    assertThat(api.get("/v1/connectors/con_1").at("/active/settings/pixel")).isEqualTo("other");
    assertThat(api.get("/v1/connectors/con_2").at("/paused")).isEqualTo("false");
    assertThat(apply(changed).out()).contains("Nothing to do");
  }

  @Test
  void a_credential_that_is_set_is_sent_again_when_asked_for_or_when_it_is_refused()
      throws IOException {
    apply(SHOP);
    assertThat(apply(SHOP, "--dry-run", "--credentials").out())
        .contains("+ credential.access_token: ${TOKEN}", "0 to add, 2 to change");
    assertThat(apply(SHOP, "--credentials").code()).isZero();
  }

  @Test
  void every_mistake_is_told_at_once_with_its_line_and_the_nearest_name() throws IOException {
    var wrong =
        apply(
            """
            sources:
              - nam: Shop
            conectors: []
            connectors:
              - name: TikTok
                platform: scripted
                setings: {}
                credential: {access_token: plain}
                settings: {pixel: "${NOWHERE}", more: "${file:gone}"}
                paused: maybe
              - name: TikTok
                platform: scripted
            """);
    assertThat(wrong.code()).isEqualTo(1);
    Golden.assertIs("apply-mistakes.txt", steady(wrong.err()));
    assertThat(api.get("/v1/connectors").text()).isEqualTo("{\"connectors\":[]}");
  }

  @Test
  void what_the_platform_would_refuse_is_found_before_anything_is_made() throws IOException {
    var wrong =
        apply(
            """
            sources: [{name: New}]
            connectors:
              - name: A
                platform: scriptd
              - name: B
                platform: scripted
                sources: [Nwe]
                settings:
                  pixel: odd
            """);
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(steady(wrong.err()))
        .contains(
            "FOLDER/waybill.yaml:4: /connectors/0/platform: there is no platform 'scriptd'. Did you"
                + " mean 'scripted'?",
            "FOLDER/waybill.yaml:9: /connectors/1/settings/pixel: Wanted an even one.",
            "FOLDER/waybill.yaml:7: /connectors/1/sources/0: there is no source 'Nwe'. Did you mean"
                + " 'New'?");
    assertThat(api.get("/v1/sources").text()).doesNotContain("New");
  }

  @Test
  void one_that_fails_keeps_no_other_back_and_is_mended_by_another_run() throws IOException {
    real.platform.probes(() -> ScriptedProvider.probe("permission", Probe.Result.UNKNOWN));
    var first = apply(SHOP.replace("paused: true", "confirm: [permission]\n    confirm_by: Ada"));
    assertThat(first.code()).isEqualTo(1);
    assertThat(first.out())
        .contains("FAILED  connector TikTok (scripted) [con_1]", "    failed: permission: ")
        .contains("done    connector Second (scripted) [con_2]", "    verified, configured");
    assertThat(api.get("/v1/connectors/con_2").at("/active/confirmed/0/by")).isEqualTo("Ada");
    real.platform.probes(() -> ScriptedProvider.GOOD);
    var second = apply(SHOP.replace("paused: true", "confirm: [permission]\n    confirm_by: Ada"));
    assertThat(second.code()).isZero();
    assertThat(second.out()).contains("= connector Second (con_2)", "done    connector TikTok");
  }

  @Test
  void a_source_that_cannot_be_made_leaves_no_half_made_connector_and_keeps_no_other_back()
      throws IOException {
    var run =
        apply(
            """
            sources: [{name: "no/good"}]
            connectors:
              - name: Half
                platform: scripted
                sources: [no/good]
                settings: {pixel: even}
                credential: {access_token: "${TOKEN}"}
              - name: Whole
                platform: scripted
                settings: {pixel: even}
                credential: {access_token: "${TOKEN}"}
            """);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("FAILED  source no/good", "FAILED  connector Half (scripted)\n")
        .contains("There is no source 'no/good'.", "done    connector Whole (scripted) [con_1]");
    assertThat(api.get("/v1/connectors").text()).doesNotContain("Half");
  }

  @Test
  void a_folder_that_is_not_there_for_a_key_is_found_before_anything_is_made() throws IOException {
    var run = apply(SHOP.replace("shop.key", "keys/shop.key"));
    assertThat(run.code()).isEqualTo(1);
    assertThat(steady(run.err()))
        .contains("/sources/0/write_key_file: there is no folder FOLDER/keys.");
    assertThat(api.get("/v1/sources").text()).doesNotContain("Shop");
  }

  @Test
  void a_line_that_failed_is_told_also_where_it_was_to_be_vouched_for() throws IOException {
    real.platform.probes(() -> ScriptedProvider.probe("permission", Probe.Result.FAILED));
    var run = apply(SHOP.replace("paused: true", "confirm: [permission]"));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).doesNotContain("(409").contains("[con_2]\n    failed: permission: ");
  }

  @Test
  void where_a_key_is_in_use_no_other_one_is_made_for_a_file_that_is_not_there()
      throws IOException {
    apply(SHOP);
    Files.delete(folder.resolve("shop.key"));
    var again = apply(SHOP);
    assertThat(again.code()).isZero();
    assertThat(again.out()).contains("! It has a write key in use, and none in ", "Nothing to do");
    assertThat(folder.resolve("shop.key")).doesNotExist();
  }

  @Test
  void two_sources_cannot_keep_their_keys_in_one_file() throws IOException {
    var run =
        apply(
            SHOP.replace("connectors:", "  - {name: B, write_key_file: ./shop.key}\nconnectors:"));
    assertThat(run.err())
        .contains("/sources/1/write_key_file: another source has its key in that file.");
  }

  @Test
  void what_says_the_same_in_other_words_is_no_change() throws IOException {
    var loose =
        SHOP.replace("[Shop, default]", "[Shop, default, Shop]")
            .replace("rate: {calls_per_second: 10}", "rate: {}")
            .replace("start: 2026-01-01T01:00:00+01:00", "start:");
    assertThat(apply(loose).code()).isZero();
    assertThat(apply(loose).out()).contains("Nothing to do");
  }

  private void somebodyDrafts(String draft) throws IOException {
    var file = Files.writeString(folder.resolve("settings.json"), draft).toString();
    assertThat(cli.run("connectors", "settings", "con_1", file).code()).isZero();
  }

  @Test
  void a_draft_of_somebody_else_is_not_put_into_use() throws IOException {
    apply(SHOP);
    var used = api.get("/v1/connectors/con_1").at("/active");
    somebodyDrafts("{\"pixel\":\"unfinished\"}");
    var again = apply(SHOP);
    assertThat(again.code()).isZero();
    assertThat(again.out())
        .contains(
            "= connector TikTok (con_1)\n    ! There is a draft that this file has no part in; it is"
                + " left as it is.\n",
            "Nothing to do: all 3");
    assertThat(api.get("/v1/connectors/con_1").at("/active")).isEqualTo(used);
    assertThat(api.get("/v1/connectors/con_1").at("/draft/settings/pixel")).isEqualTo("unfinished");
  }

  @Test
  void what_a_draft_of_somebody_else_brings_along_is_said_before() throws IOException {
    apply(SHOP);
    somebodyDrafts("{\"pixel\":\"another\"}");
    var rateAlone =
        """
        connectors:
          - name: TikTok
            platform: scripted
            rate: {calls_per_second: 20}
        """;
    assertThat(apply(rateAlone, "--dry-run").out())
        .contains("! The draft there is goes into use with it, and also changes settings.");
  }

  @Test
  void a_draft_that_is_refused_names_its_line() throws IOException {
    var refused =
        apply(
            """
            connectors:
              - name: A
                platform: scripted
                settings: {pixel: even}
                rate:
                  calls_per_second: -1
            """);
    assertThat(refused.code()).isEqualTo(1);
    assertThat(steady(refused.out()))
        .contains(
            "FOLDER/waybill.yaml:6: /connectors/0/rate/calls_per_second: Wanted a whole number");
  }

  @Test
  void a_platform_of_a_connector_cannot_change() throws IOException {
    apply(SHOP);
    cli.run("connectors", "add", "Second", "--platform", "scripted");
    assertThat(apply(SHOP).err()).contains("there are several connectors of that name");
  }
}
