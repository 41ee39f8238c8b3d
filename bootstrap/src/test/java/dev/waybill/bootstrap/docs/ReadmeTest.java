package dev.waybill.bootstrap.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.bootstrap.endtoend.WaybillProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's commands, typed as they stand; only ports and folders are the test's own. */
class ReadmeTest {
  private static final Page README = Page.read("README.md");

  @TempDir private Path folder = Path.of("");

  @Test
  void the_first_connector_delivers_its_first_event() throws Exception {
    var checkout = Checkout.in(folder);
    try (var simulator =
        StartLine.of(README.block("start=simulator")).start(Map.of(), "--port", "0")) {
      var tiktok = simulator.awaitLine("TikTok simulator ready at ");
      try (var platform = serve(checkout, tiktok)) {
        var api = platform.awaitLine("Waybill ready at ");
        var walk =
            new Shell(folder, Map.of("API", api))
                .run(README.block("run=first-connector").text(), Duration.ofMinutes(1));
        assertThat(walk.code()).as(walk.output()).isZero();
        assertThat(walk.output().lines().reduce((_, last) -> last).orElseThrow())
            .contains("\"accepted\":1,\"delivered\":1,")
            .contains("\"balanced\":true");
        platform.stop();
      }
    }
  }

  private static WaybillProcess serve(Checkout checkout, String tiktok) throws Exception {
    var line = StartLine.of(README.block("start=serve"));
    assertThat(line.environment()).containsOnlyKeys("WAYBILL_TIKTOK_EVENTS_BASE_URL");
    return line.start(
        Map.of(
            "WAYBILL_TIKTOK_EVENTS_BASE_URL",
            tiktok,
            "WAYBILL_DATA_DIR",
            checkout.dataDirectory().toString(),
            "WAYBILL_PORT",
            "0"));
  }

  @Test
  void the_first_connector_takes_less_than_ten_lines() {
    assertThat(README.block("run=first-connector").text().lines()).hasSizeLessThan(10);
  }

  @Test
  void the_demo_ends_by_itself_and_reports_a_ledger_that_balances() throws Exception {
    Checkout.in(folder);
    var demo =
        new Shell(folder, Map.of()).run(README.block("run=demo").text(), Duration.ofMinutes(3));
    assertThat(demo.code()).as(demo.output()).isZero();
    assertThat(Files.readString(folder.resolve("report.json")))
        .containsPattern("\"sent\": ?20000,")
        .containsPattern("\"balanced\": ?true");
  }
}
