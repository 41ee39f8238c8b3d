package dev.waybill.bootstrap.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.bootstrap.endtoend.WaybillProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of the command line, typed as it stands, beside a real {@code serve} and simulator. */
class CliDocTest {
  private static final Page PAGE = Page.read("docs/cli.md");
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String TOKEN = "a-token-of-the-simulator";

  @TempDir private Path folder = Path.of("");

  @Test
  void from_a_file_to_a_delivered_event() throws Exception {
    var checkout = Checkout.in(folder);
    Files.writeString(folder.resolve("waybill.yaml"), PAGE.block("file=waybill.yaml").text());
    try (var simulator =
        WaybillProcess.start(
            Map.of("WAYBILL_SIMULATOR_TOKEN", TOKEN), "simulator", "--port", "0")) {
      var environment = new HashMap<String, String>();
      environment.put("WAYBILL_DATA_DIR", checkout.dataDirectory().toString());
      environment.put("WAYBILL_PORT", "0");
      environment.put(
          "WAYBILL_TIKTOK_EVENTS_BASE_URL", simulator.awaitLine("TikTok simulator ready at "));
      try (var platform = WaybillProcess.start(environment, "serve")) {
        var url = platform.awaitLine("Waybill ready at ");
        var shell = new Shell(folder, Map.of("WAYBILL_URL", url));

        var applied = shell.run("set -e\n" + PAGE.block("run=apply").text(), LIMIT);
        assertThat(applied.code()).as(applied.output()).isZero();
        assertThat(applied.output())
            .contains("+ connector TikTok (tiktok-events)", "${TIKTOK_TOKEN}")
            .contains("done    connector TikTok (tiktok-events) [con_1]", "verified, configured")
            .contains("Nothing to do: all 2 are as they are wanted.")
            .doesNotContain(TOKEN);

        var sent = shell.run("set -e\n" + PAGE.block("run=send").text(), LIMIT);
        assertThat(sent.code()).as(sent.output()).isZero();
        assertThat(sent.output())
            .contains("1 accepted, 0 duplicate, 0 rejected")
            .contains("con_1 delivered", "ok     ledger: It balances.", "Nothing is wrong.")
            .contains("con_1 TikTok: accepted 1 = delivered 1 + dead 0")
            .doesNotContain("jane@shop.example");

        var database = shell.run("unset WAYBILL_URL; ./waybill ledger -o json", LIMIT);
        assertThat(database.code()).as(database.output()).isZero();
        assertThat(database.output()).contains("\"delivered\": 1,", "\"balanced\": true");
        var verify = shell.run("./waybill ledger verify", LIMIT);
        assertThat(verify.code()).as(verify.output()).isZero();
        assertThat(verify.output()).contains("0 differences in 1 events");
        platform.stop();
      }
    }
  }

  @Test
  void every_command_is_in_the_table() throws Exception {
    Checkout.in(folder);
    var help = new Shell(folder, Map.of()).run("./waybill --help", LIMIT);
    var table = String.join("\n", PAGE.lines());
    var commands =
        help.output()
            .lines()
            .filter(line -> line.matches("  [a-z-]+  +[A-Z].*"))
            .map(line -> line.strip().split(" ", 2)[0])
            .filter(name -> !name.equals("help"))
            .toList();
    assertThat(commands)
        .hasSizeGreaterThan(14)
        .allSatisfy(name -> assertThat(table).as(name).containsPattern("`(\\./waybill )?" + name));
  }
}
