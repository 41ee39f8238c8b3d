package dev.waybill.bootstrap.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.persistence.LocalPostgres;
import dev.waybill.persistence.LocalPostgres.Durability;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * That the bench measures and judges; never how fast anything is. Its long modes are tried with the
 * fault suite.
 */
class BenchTest {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private static final String WARM_UP = "--warm-up=1";

  @TempDir private Path folder = Path.of("");

  @Test
  void a_short_run_reports_every_figure_and_accounts_for_every_event() throws Exception {
    var report = run("--seconds", "4", "--warm-up", "2", "--batch", "200");
    assertThat(report.members())
        .containsKeys(
            "yardstick_per_second",
            "ingested_per_second",
            "delivered_per_second",
            "ratio_to_yardstick",
            "accepted_to_delivered_ms",
            "wal_bytes_per_event",
            "full_page_image_bytes_per_event",
            "commits_per_event",
            "dead_tuples_per_event",
            "cpu_seconds_per_million",
            "platform_peak_rss_mb",
            "event_bytes_median",
            "seconds",
            "postgresql",
            "machine");
    assertThat(report.object("accepted_to_delivered_ms").members())
        .containsOnlyKeys("p50", "p99", "max");
    assertThat(report.object("cpu_seconds_per_million").members())
        .containsKeys("database", "platform");
    assertThat(Api.number(report, "event_bytes_median")).isGreaterThanOrEqualTo(600);
    assertThat(report.object("postgresql").string("synchronous_commit")).isEqualTo("on");
    assertAllAccountsAgree(report);
  }

  @Test
  void single_events_of_64_clients_are_counted_as_requests() throws Exception {
    var report = run("--mode", "single", "--seconds", "2", "--warm-up", "1");
    assertThat(report.string("mode")).isEqualTo("single");
    assertThat(report.members()).containsKeys("ratio_to_yardstick", "commits_per_event");
    assertThat(Api.number(report, "clients")).isEqualTo(64);
    assertThat(Api.number(report, "events")).isPositive();
    assertThat(Api.number(report, "requests_per_second"))
        .isPositive()
        .isEqualTo(Api.number(report, "ingested_per_second"));
    assertAllAccountsAgree(report);
  }

  @Tag("faults")
  @Test
  void the_engine_alone_is_compared_with_the_yardstick() throws Exception {
    var report = run("--mode", "engine", "--seconds", "2", "--batch", "200", WARM_UP);
    assertThat(report.string("mode")).isEqualTo("engine");
    assertThat(report.members())
        .containsKeys("yardstick_per_second", "ratio_to_yardstick", "commits_per_event");
    assertThat(Api.number(report, "events")).isPositive();
    assertThat(Api.number(report, "delivered_per_second")).isPositive();
    assertAllAccountsAgree(report);
  }

  @Tag("faults")
  @Test
  void the_load_beside_a_dead_connector_is_told_from_the_load_without_one() throws Exception {
    var report =
        run("--mode", "dead-connector", "--seconds", "1", "--rounds", "2", "--rate", "5", WARM_UP);
    assertThat(Api.number(report, "connectors")).isEqualTo(50);
    assertThat(Api.number(report, "healthy_expected_per_second")).isEqualTo(49 * 5);
    assertThat(report.members()).containsKey("loss_median");
    assertThat(report.get("healthy_per_second")).isInstanceOf(JsonArray.class);
    assertThat(Api.list(report, "beside_dead_per_second")).hasSize(2);
    assertAllAccountsAgree(report);
  }

  @Tag("faults")
  @Test
  void latencies_are_told_at_half_of_the_load_and_of_single_events() throws Exception {
    var report = run("--mode", "latency", "--seconds", "2", "--warm-up", "1", "--batch", "200");
    assertThat(report.string("mode")).isEqualTo("latency");
    assertThat(Api.number(report, "sustained_per_second")).isPositive();
    assertThat(Api.number(report, "offered_per_second"))
        .isBetween(
            Api.number(report, "sustained_per_second") / 2 - 1,
            Api.number(report, "sustained_per_second") / 2 + 1);
    assertThat(Api.number(report, "single_events")).isPositive();
    for (var figure : List.of("accepted_to_delivered_ms", "single_event_ms")) {
      assertThat(report.object(figure).members()).containsOnlyKeys("p50", "p99", "max");
    }
    assertAllAccountsAgree(report);
  }

  @Tag("faults")
  @Test
  void a_backlog_is_made_and_drained_while_events_come_in() throws Exception {
    var report =
        run("--mode", "backlog", "--events", "3000", "--batch", "200", "--seconds", "2", WARM_UP);
    assertThat(Api.number(report, "backlog_events")).isEqualTo(3_000);
    assertThat(Api.number(report, "drain_per_second")).isPositive();
    assertThat(report.members()).containsKeys("drain_ratio_to_sustained", "ingest_slowed_by");
    assertAllAccountsAgree(report);
  }

  @Tag("faults")
  @Test
  void runs_beside_a_held_transaction_are_compared_with_runs_without() throws Exception {
    var report =
        run(
            "--mode",
            "held-transaction",
            "--batch",
            "200",
            "--seconds",
            "2",
            "--rounds",
            "1",
            WARM_UP);
    assertThat(Api.number(report, "held_seconds")).isEqualTo(2);
    assertThat(Api.list(report, "held_per_second")).hasSize(1);
    assertThat(report.members()).containsKeys("held_ratio_median", "dead_tuples_per_event");
    assertAllAccountsAgree(report);
  }

  private static void assertAllAccountsAgree(JsonObject report) {
    assertThat(Api.isTrue(report, "balanced")).isTrue();
    assertThat(Api.number(report, "sent"))
        .isPositive()
        .isEqualTo(Api.number(report, "delivered"))
        .isEqualTo(Api.number(report, "unique_at_destination"));
  }

  private JsonObject run(String... arguments) throws Exception {
    var file = folder.resolve("figures.json");
    var temporary = Files.createDirectory(folder.resolve("temporary"));
    var all = new ArrayList<>(List.of("bench", "--json", file.toString()));
    all.addAll(List.of(arguments));
    try (var bench =
        WaybillProcess.start(
            Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary),
            all.toArray(String[]::new))) {
      assertThat(bench.awaitExit(LIMIT)).as(bench.output()).isZero();
      assertThat(bench.output()).contains("fsync on, synchronous_commit on, full_page_writes on");
    }
    try (var left = Files.list(temporary)) {
      assertThat(left.filter(path -> path.getFileName().toString().startsWith("waybill-")))
          .isEmpty();
    }
    return (JsonObject) Api.CODEC.read(Files.readAllBytes(file)).orElseThrow();
  }

  @Test
  void a_server_that_may_lose_what_it_committed_is_refused() throws Exception {
    try (var postgres =
        LocalPostgres.start(
            folder.resolve("postgres"),
            new LocalPostgres.Options(
                0,
                Durability.DURABLE,
                SharedServer.binaries(),
                Map.of("synchronous_commit", "off")))) {
      var environment =
          Map.of(
              "WAYBILL_DATABASE_URL", postgres.jdbcUrl(),
              "WAYBILL_DATABASE_USER", postgres.user(),
              "WAYBILL_DATABASE_PASSWORD", postgres.password().reveal());
      try (var bench = WaybillProcess.start(environment, "bench", "--seconds", "1")) {
        assertThat(bench.awaitExit(LIMIT)).isEqualTo(1);
        assertThat(bench.output())
            .contains("synchronous_commit off", "does not run with synchronous_commit off")
            .doesNotContain("Yardstick");
      }
    }
  }
}
