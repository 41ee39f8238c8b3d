package dev.waybill.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.credential.Secret;
import dev.waybill.persistence.LocalPostgres.Durability;
import dev.waybill.persistence.LocalPostgres.Options;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The server that the tests of this process run on: the one named by {@code
 * WAYBILL_TEST_DATABASE_URL} (with {@code …_USER} and {@code …_PASSWORD}), else what {@code
 * -Dwaybill.test.postgres} says, else a container where a Docker engine answers, else an embedded
 * one. What was chosen and cannot be had fails the tests; nothing is chosen in its place.
 */
final class TestServer {
  private static final String CHOICE = "waybill.test.postgres";
  private static final String IMAGE = "waybill.test.postgres.image";
  private static final String URL = "WAYBILL_TEST_DATABASE_URL";

  private static @Nullable DatabaseSettings running;
  private static @Nullable PostgreSQLContainer started;

  enum Kind {
    NAMED,
    CONTAINER,
    EMBEDDED
  }

  private TestServer() {}

  /** How to reach it; started at the first call. */
  static synchronized DatabaseSettings settings() {
    if (running == null) {
      running = start();
    }
    return running;
  }

  /** Which one this process runs on. */
  static Kind kind() {
    return kind(System.getenv(), System.getProperty(CHOICE), TestServer::dockerAnswers);
  }

  static Kind kind(
      Map<String, String> environment, @Nullable String choice, BooleanSupplier docker) {
    if (environment.containsKey(URL)) {
      return Kind.NAMED;
    }
    return switch (choice) {
      case null -> docker.getAsBoolean() ? Kind.CONTAINER : Kind.EMBEDDED;
      case "container" -> Kind.CONTAINER;
      case "embedded" -> Kind.EMBEDDED;
      default ->
          throw new IllegalArgumentException(
              CHOICE + ": wanted container or embedded, got " + choice);
    };
  }

  private static boolean dockerAnswers() {
    // Asked for only where there may be one: Testcontainers is slow to find that there is none.
    boolean possible =
        System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"));
    return possible && DockerClientFactory.instance().isDockerAvailable();
  }

  private static DatabaseSettings start() {
    return switch (kind()) {
      case NAMED -> named(System.getenv());
      case CONTAINER -> container();
      case EMBEDDED -> embedded();
    };
  }

  private static DatabaseSettings named(Map<String, String> environment) {
    return new DatabaseSettings(
        Objects.requireNonNull(environment.get(URL)),
        environment.getOrDefault("WAYBILL_TEST_DATABASE_USER", "postgres"),
        new Secret(environment.getOrDefault("WAYBILL_TEST_DATABASE_PASSWORD", "")));
  }

  private static DatabaseSettings container() {
    var image = DockerImageName.parse(System.getProperty(IMAGE, "postgres:18"));
    @SuppressWarnings("resource") // Testcontainers removes it when this process ends
    var container = new PostgreSQLContainer(image.asCompatibleSubstituteFor("postgres"));
    container.start();
    started = container;
    return new DatabaseSettings(
        container.getJdbcUrl(), container.getUsername(), new Secret(container.getPassword()));
  }

  /** Runs one of the server's own programs beside it; it has to succeed. */
  static synchronized void inContainer(String... program) throws Exception {
    var container = Objects.requireNonNull(started, "the server is in no container");
    var command =
        new ArrayList<>(
            List.of(
                "env",
                "PGHOST=127.0.0.1",
                "PGUSER=" + container.getUsername(),
                "PGPASSWORD=" + container.getPassword()));
    command.addAll(List.of(program));
    var done = container.execInContainer(command.toArray(String[]::new));
    assertThat(done.getExitCode()).as(done.getStderr()).isZero();
  }

  private static DatabaseSettings embedded() {
    try {
      var directory = Files.createTempDirectory("waybill-test-");
      var options = new Options(0, Durability.THROWAWAY, binaries());
      var postgres = LocalPostgres.start(directory, options);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(postgres, directory)));
      return postgres.settings();
    } catch (IOException e) {
      throw new UncheckedIOException("no place for the test server", e);
    }
  }

  private static void remove(LocalPostgres postgres, Path directory) {
    postgres.close();
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the test server's data stays behind", e);
    }
  }

  /** Where tests share the unpacked server programs. */
  static Path binaries() {
    return Path.of(System.getProperty("java.io.tmpdir"), "waybill-test-binaries");
  }
}
