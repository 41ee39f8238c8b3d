package dev.waybill.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.outbox.EventLog.Appended;
import dev.waybill.domain.source.SourceId;
import dev.waybill.persistence.LocalPostgres.Durability;
import dev.waybill.persistence.LocalPostgres.Options;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final SourceId SOURCE = new SourceId(1);

  @TempDir private Path folder = Path.of("");

  private LocalPostgres start(int port) {
    return start(folder, port);
  }

  private static LocalPostgres start(Path folder, int port) {
    return LocalPostgres.start(
        folder, new Options(port, Durability.DURABLE, TestServer.binaries()));
  }

  private static Appended append(DatabaseSettings settings, String id) {
    try (var database = Database.open(settings)) {
      return append(database, id);
    }
  }

  private static Appended append(Database database, String id) {
    return new PostgresEventLog(database).append(List.of(Deliveries.event(SOURCE, id))).getFirst();
  }

  private static String setting(DatabaseSettings settings, String name) throws SQLException {
    try (var connection = TestDatabase.connect(settings);
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SHOW " + name)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static void kill(long pid) {
    var process = ProcessHandle.of(pid).orElseThrow();
    process.destroyForcibly();
    Await.until("the process is dead", LIMIT, () -> !process.isAlive());
  }

  @Test
  void it_is_durable_and_listens_on_the_loopback_alone() throws SQLException, IOException {
    try (var postgres = start(0)) {
      var settings = postgres.settings();
      assertThat(setting(settings, "fsync")).isEqualTo("on");
      assertThat(setting(settings, "synchronous_commit")).isEqualTo("on");
      assertThat(setting(settings, "full_page_writes")).isEqualTo("on");
      assertThat(setting(settings, "listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(setting(settings, "unix_socket_directories")).isEmpty();
      assertThat(setting(settings, "data_checksums")).isEqualTo("on");
      var password = folder.resolve("postgres-password");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(password)))
          .isEqualTo("rw-------");
      assertThat(settings.toString()).doesNotContain(postgres.password().reveal());
    }
  }

  @Test
  void the_wrong_password_opens_nothing() {
    try (var postgres = start(0)) {
      var wrong = new DatabaseSettings(postgres.jdbcUrl(), postgres.user(), new Secret("wrong"));
      assertThatThrownBy(() -> Database.open(wrong)).isInstanceOf(DatabaseRefusedException.class);
    }
  }

  @Test
  void what_was_committed_survives_a_kill_of_the_server() {
    try (var postgres = start(0)) {
      assertThat(append(postgres.settings(), "kept")).isEqualTo(Appended.ACCEPTED);
      kill(postgres.pid());
    }
    try (var postgres = start(0)) {
      assertThat(append(postgres.settings(), "kept")).isEqualTo(Appended.DUPLICATE);
    }
  }

  @Test
  void closing_stops_the_server() {
    long pid;
    try (var postgres = start(0)) {
      pid = postgres.pid();
      assertThat(ProcessHandle.of(pid)).isPresent();
    }
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void a_second_platform_on_the_same_folder_is_refused() {
    try (var _ = start(0)) {
      assertThatThrownBy(() -> start(0))
          .isInstanceOf(DatabaseRefusedException.class)
          .hasMessageContaining("another Waybill runs on this data directory");
    }
  }

  @Test
  void a_server_that_a_killed_platform_left_behind_is_stopped_and_started_anew() throws Exception {
    var platform =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KilledPlatform.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long leftover;
    try (var said =
        new BufferedReader(
            new InputStreamReader(platform.getInputStream(), StandardCharsets.UTF_8))) {
      leftover = Long.parseLong(Objects.requireNonNull(said.readLine()));
      assertThatThrownBy(() -> start(0)).hasMessageContaining("another Waybill");
    } finally {
      platform.destroyForcibly();
      assertThat(platform.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(ProcessHandle.of(leftover)).as("it outlived the platform").isPresent();
    try (var postgres = start(0)) {
      assertThat(postgres.pid()).isNotEqualTo(leftover);
      assertThat(isRunning(leftover)).isFalse();
      assertThat(append(postgres.settings(), "before the kill")).isEqualTo(Appended.DUPLICATE);
    }
  }

  /** Nobody may be there to collect the exit of an orphan, so a zombie counts as ended. */
  private static boolean isRunning(long pid) throws IOException {
    var status = Path.of("/proc", Long.toString(pid), "status");
    return Files.exists(status) && !Files.readString(status).contains("State:\tZ");
  }

  /** A platform to be killed: starts a server, commits an event, says the server's process id. */
  static final class KilledPlatform {
    private KilledPlatform() {}

    public static void main(String[] arguments) throws InterruptedException {
      var postgres = start(Path.of(arguments[0]), 0);
      append(postgres.settings(), "before the kill");
      System.out.println(postgres.pid());
      // Waits to be killed; ends by itself if nobody does.
      Thread.sleep(Duration.ofMinutes(2));
    }
  }

  @Test
  void a_process_id_that_was_given_to_somebody_else_does_not_stop_the_start() throws IOException {
    start(0).close();
    Files.writeString(
        folder.resolve("postgres-data").resolve("postmaster.pid"),
        ProcessHandle.current().pid() + "\n");
    try (var postgres = start(0)) {
      assertThat(append(postgres.settings(), "fine")).isEqualTo(Appended.ACCEPTED);
    }
  }

  @Test
  void the_pools_recover_by_themselves_after_a_restart_of_the_database() {
    var postgres = start(0);
    var settings = postgres.settings();
    int port = Integer.parseInt(settings.url().replaceAll(".*:(\\d+)/.*", "$1"));
    try (var database = Database.open(settings)) {
      assertThat(append(database, "before")).isEqualTo(Appended.ACCEPTED);
      kill(postgres.pid());
      postgres.close();
      assertThat(database.ping()).isFalse();
      assertThatThrownBy(() -> append(database, "during"))
          .isInstanceOf(StoreUnavailableException.class);
      try (var _ = start(port)) {
        Await.until("the database answers again", LIMIT, database::ping);
        assertThat(append(database, "before")).isEqualTo(Appended.DUPLICATE);
        assertThat(append(database, "after")).isEqualTo(Appended.ACCEPTED);
      }
    }
  }

  @Test
  void a_frozen_server_is_told_from_one_that_answers_within_seconds() {
    try (var postgres = start(0);
        var database = Database.open(postgres.settings())) {
      assertThat(database.ping()).isTrue();
      signal("STOP", postgres);
      try {
        // At once, while the pool still trusts its connection, and again when it does not.
        assertThat(CompletableFuture.supplyAsync(database::ping))
            .succeedsWithin(Duration.ofSeconds(6))
            .isEqualTo(false);
        assertThat(CompletableFuture.supplyAsync(database::ping))
            .succeedsWithin(Duration.ofSeconds(6))
            .isEqualTo(false);
      } finally {
        signal("CONT", postgres);
      }
      Await.until("the database answers again", LIMIT, database::ping);
    }
  }

  /** To the server, and then to those of its processes that are still there. */
  private static void signal(String signal, LocalPostgres postgres) {
    var server = ProcessHandle.of(postgres.pid()).orElseThrow();
    assertThat(isSignalled(signal, server)).isTrue();
    for (var process : server.descendants().toList()) {
      assertThat(isSignalled(signal, process) || !process.isAlive()).isTrue();
    }
  }

  private static boolean isSignalled(String signal, ProcessHandle process) {
    try {
      return new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
              .start()
              .waitFor()
          == 0;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("kill -" + signal, e);
    }
  }

  @Test
  void another_machine_is_told_what_to_do() {
    assertThatThrownBy(() -> PostgresBinaries.checkMachine("Mac OS X", "aarch64"))
        .isInstanceOf(DatabaseRefusedException.class)
        .hasMessageContaining("WAYBILL_DATABASE_URL");
  }
}
