package dev.waybill.bootstrap.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @TempDir private Path folder = Path.of("");

  @Test
  void the_demo_ends_with_0_and_a_report_in_which_all_accounts_agree() throws Exception {
    var file = folder.resolve("report.json");
    try (var demo =
        WaybillProcess.start(
            Map.of(), "demo", "--exit", "--events", "3000", "--report", file.toString())) {
      assertThat(demo.awaitExit(LIMIT)).as(demo.output()).isZero();
    }
    var report = (JsonObject) Api.CODEC.read(Files.readAllBytes(file)).orElseThrow();
    assertThat(report.members())
        .containsKeys(
            "sent",
            "accepted",
            "duplicate",
            "rejected",
            "delivered",
            "dead",
            "expired",
            "filtered",
            "retrying",
            "waiting",
            "balanced",
            "simulator_unique_events",
            "first_delivered_ms",
            "seconds");
    assertThat(Api.number(report, "sent")).isEqualTo(3_000);
    assertThat(Api.number(report, "rejected")).isPositive();
    assertThat(Api.number(report, "duplicate")).isPositive();
    assertThat(Api.isTrue(report, "balanced")).isTrue();
    assertThat(Api.number(report, "delivered"))
        .isPositive()
        .isEqualTo(Api.number(report, "simulator_unique_events"));
  }

  @Test
  void a_destination_that_lies_makes_the_demo_fail() throws Exception {
    try (var demo =
        WaybillProcess.start(Map.of(), "demo", "--exit", "--events", "500", "--lying-peer")) {
      assertThat(demo.awaitExit(LIMIT)).isEqualTo(1);
      assertThat(demo.output()).contains("NOT TRUE: the simulator parsed 0 events");
    }
  }

  @Test
  void an_unknown_option_is_told_and_ends_with_2() throws Exception {
    try (var demo = WaybillProcess.start(Map.of(), "demo", "--evnts", "3")) {
      assertThat(demo.awaitExit(LIMIT)).isEqualTo(2);
      assertThat(demo.output()).contains("Unknown option", "--evnts");
    }
  }
}
