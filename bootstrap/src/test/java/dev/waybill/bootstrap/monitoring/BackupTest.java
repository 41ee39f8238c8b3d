package dev.waybill.bootstrap.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.bootstrap.endtoend.Api;
import dev.waybill.bootstrap.endtoend.Await;
import dev.waybill.bootstrap.endtoend.TikTokSetUp;
import dev.waybill.bootstrap.endtoend.WaybillProcess;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.tiktok.simulator.SimulatorOptions;
import dev.waybill.tiktok.simulator.TikTokSimulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of the operations page, as the page runs them. */
class BackupTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Path SCRIPTS = RunningPlatform.repository().resolve("docs/operations");

  @TempDir private Path folder = Path.of("");

  private record Run(int status, String output) {}

  @Test
  void a_backup_restored_into_a_fresh_directory_has_its_ledger_and_delivers_what_waited()
      throws Exception {
    try (var simulator =
        TikTokSimulator.start(SimulatorOptions.forToken(TikTokSetUp.ACCESS_TOKEN))) {
      var before = folder.resolve("before");
      var data = before.resolve("data").toString();
      var archive = folder.resolve("backup.tar.gz").toString();
      String connector;
      try (var platform = RunningPlatform.start(before, simulator.baseUri(), Map.of())) {
        connector = TikTokSetUp.register(platform.admin());
        var events = platform.sender();
        events.post("/v1/events", purchase("order-1"));
        Await.until("delivered", LIMIT, () -> ledger(platform, connector, "delivered") == 1);
        platform.admin().post("/v1/connectors/" + connector + "/pause", JsonObject.EMPTY);
        events.post("/v1/events", purchase("order-2"));
        events.post("/v1/events", purchase("order-3"));
        var running = run("backup.sh", data, archive);
        assertThat(running.status()).isEqualTo(1);
        assertThat(running.output()).contains("stop it first");
      }
      assertThat(run("backup.sh", data, archive).status()).isZero();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(archive))))
          .isEqualTo("rw-------");
      assertThat(run("backup.sh", data, archive).output()).contains("is there already");

      var after = folder.resolve("after");
      var restored = after.resolve("data").toString();
      assertThat(run("restore.sh", archive, restored).status()).isZero();
      assertThat(run("restore.sh", archive, restored).output()).contains("is not empty");
      try (var platform = RunningPlatform.start(after, simulator.baseUri(), Map.of())) {
        assertThat(ledger(platform, connector, "waiting")).isEqualTo(2);
        platform.admin().post("/v1/connectors/" + connector + "/resume", JsonObject.EMPTY);
        Await.until("drained", LIMIT, () -> ledger(platform, connector, "delivered") == 3);
        assertThat(Api.isTrue(TikTokSetUp.ledger(platform.admin(), connector), "balanced"))
            .isTrue();
        try (var verify =
            WaybillProcess.start(Map.of("WAYBILL_DATA_DIR", restored), "ledger", "verify")) {
          assertThat(verify.awaitExit(LIMIT)).as(verify.output()).isZero();
        }
      }
    }
  }

  @Test
  void what_is_no_backup_or_no_data_directory_is_refused() throws Exception {
    var empty = Files.createDirectory(folder.resolve("empty")).toString();
    assertThat(run("backup.sh", empty, folder.resolve("a.tar.gz").toString()).output())
        .contains("holds no embedded database");
    var broken = Files.writeString(folder.resolve("broken.tar.gz"), "not an archive").toString();
    assertThat(run("restore.sh", broken, folder.resolve("fresh").toString()).output())
        .contains("is damaged");
    assertThat(folder.resolve("fresh")).doesNotExist();
    assertThat(run("backup.sh").status()).isEqualTo(2);
    assertThat(run("restore.sh", "gone", empty).output()).contains("is not there");
  }

  private static Run run(String script, String... arguments) throws Exception {
    var command = new ArrayList<String>();
    command.add(SCRIPTS.resolve(script).toString());
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), output);
  }

  private static long ledger(RunningPlatform platform, String connector, String name)
      throws Exception {
    return Api.number(TikTokSetUp.ledger(platform.admin(), connector), name);
  }

  private static JsonObject purchase(String id) {
    return Api.object(
        """
        {"event": "Purchase", "event_time": "%s", "event_source": "web", "event_id": "%s",
         "context": {"email": "visitor@shop.example"},
         "properties": {"value": 12.5, "currency": "EUR"}}"""
            .formatted(Instant.now(), id));
  }
}
