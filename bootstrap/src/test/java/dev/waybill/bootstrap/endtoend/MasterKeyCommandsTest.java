package dev.waybill.bootstrap.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.tiktok.simulator.SimulatorOptions;
import dev.waybill.tiktok.simulator.TikTokSimulator;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./waybill new-master-key} and {@code rotate-master-key}, as an operator types them. */
class MasterKeyCommandsTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path folder = Path.of("");

  private record Run(int code, String output) {}

  @Test
  void a_new_key_is_its_owners_alone_and_never_takes_the_place_of_another() throws Exception {
    var file = folder.resolve("master-key.json");
    var made = run(Map.of(), "new-master-key", file.toString());
    assertThat(made.code()).isZero();
    assertThat(made.output()).contains("Master key ", " in " + file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");

    var key = Files.readString(file);
    var again = run(Map.of(), "new-master-key", file.toString());
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.output()).contains(file + " is there already; a master key is never");
    assertThat(Files.readString(file)).isEqualTo(key);
    assertThat(run(Map.of(), "new-master-key").code()).as("without a file").isEqualTo(2);
  }

  @Test
  void a_key_is_rotated_while_no_node_runs_and_serve_goes_on_with_the_new_one() throws Exception {
    var next = folder.resolve("next.json");
    try (var simulator =
        TikTokSimulator.start(SimulatorOptions.forToken(TikTokSetUp.ACCESS_TOKEN))) {
      var environment = new HashMap<>(SharedServer.environment());
      environment.put("WAYBILL_TIKTOK_EVENTS_BASE_URL", simulator.baseUri().toString());
      String connector;
      try (var platform = WaybillProcess.start(environment, "serve")) {
        var base = URI.create(platform.awaitLine("Waybill ready at "));
        connector = TikTokSetUp.register(new Api(base, SharedServer.ADMIN_TOKEN));
        var refused =
            run(environment, "rotate-master-key", folder.resolve("early.json").toString());
        assertThat(refused.code()).as("a node runs").isEqualTo(1);
        assertThat(refused.output()).contains("nothing was changed in the database");
        assertThat(folder.resolve("early.json")).as("it would be of no use").doesNotExist();
        assertThat(platform.stop()).isIn(0, 143);
      }
      var rotated = run(environment, "rotate-master-key", next.toString());
      assertThat(rotated.code()).as(rotated.output()).isZero();
      assertThat(rotated.output()).contains("The credentials of 1 connectors are sealed");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(next)))
          .isEqualTo("rw-------");

      var old = run(environment, "rotate-master-key", folder.resolve("third.json").toString());
      assertThat(old.code()).as("the database has another key by now").isEqualTo(1);

      environment.put("WAYBILL_MASTER_KEY_FILE", next.toString());
      try (var platform = WaybillProcess.start(environment, "serve")) {
        var base = URI.create(platform.awaitLine("Waybill ready at "));
        // Its token is opened for it.
        TikTokSetUp.verify(new Api(base, SharedServer.ADMIN_TOKEN), connector);
      }
    }
  }

  @Test
  void a_rotation_never_writes_over_a_file() throws Exception {
    var file = Files.writeString(folder.resolve("precious"), "something else");
    var refused = run(Map.of(), "rotate-master-key", file.toString());
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.output()).contains("is there already");
    assertThat(file).hasContent("something else");
    assertThat(run(Map.of(), "rotate-master-key").code()).as("without a file").isEqualTo(2);
  }

  @Test
  void a_database_that_is_away_is_told_and_nothing_is_rotated() throws Exception {
    var environment = new HashMap<>(SharedServer.environment());
    environment.put("WAYBILL_DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/nowhere");
    var refused = run(environment, "rotate-master-key", folder.resolve("next.json").toString());
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.output()).contains("nothing was changed in the database: ");
    assertThat(folder.resolve("next.json")).doesNotExist();
  }

  private static Run run(Map<String, String> environment, String... words) throws Exception {
    try (var process = WaybillProcess.start(environment, words)) {
      return new Run(process.awaitExit(LIMIT), process.output());
    }
  }
}
