package dev.waybill.persistence;

import dev.waybill.domain.credential.Secret;
import dev.waybill.persistence.LocalPostgres.Durability;
import dev.waybill.persistence.LocalPostgres.Options;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A fresh database for a test class, on the server named by {@code WAYBILL_TEST_DATABASE_URL} (with
 * {@code …_USER} and {@code …_PASSWORD}), else in a container where a Docker engine is, else on an
 * embedded server. Where none can be reached the test fails.
 */
final class TestDatabase implements AutoCloseable {
  private static @Nullable DatabaseSettings server;

  private final DatabaseSettings settings;
  private final Database database;

  private TestDatabase(DatabaseSettings settings) {
    this.settings = settings;
    this.database = Database.open(settings);
  }

  /** A database of its own with Waybill's tables. */
  static TestDatabase fresh() {
    return new TestDatabase(empty());
  }

  /** A database of its own without any tables. */
  static DatabaseSettings empty() {
    var server = server();
    var name = "test_" + UUID.randomUUID().toString().replace("-", "");
    try (var connection = connect(server);
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("the test server gives no database", e);
    }
    return new DatabaseSettings(
        server.url().replaceFirst("/[^/?]*(\\?|$)", "/" + name + "$1"),
        server.user(),
        server.password());
  }

  static Connection connect(DatabaseSettings settings) throws SQLException {
    return DriverManager.getConnection(
        settings.url(), settings.user(), settings.password().reveal());
  }

  private static synchronized DatabaseSettings server() {
    if (server == null) {
      server = start();
    }
    return server;
  }

  private static DatabaseSettings start() {
    var url = System.getenv("WAYBILL_TEST_DATABASE_URL");
    if (url != null) {
      return new DatabaseSettings(
          url,
          System.getenv().getOrDefault("WAYBILL_TEST_DATABASE_USER", "postgres"),
          new Secret(System.getenv().getOrDefault("WAYBILL_TEST_DATABASE_PASSWORD", "")));
    }
    return hasDocker() ? container() : embedded();
  }

  private static boolean hasDocker() {
    return System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"));
  }

  private static DatabaseSettings container() {
    @SuppressWarnings("resource") // Testcontainers removes it when this process ends
    var container = new PostgreSQLContainer("postgres:18-alpine");
    container.start();
    return new DatabaseSettings(
        container.getJdbcUrl(), container.getUsername(), new Secret(container.getPassword()));
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

  DatabaseSettings settings() {
    return settings;
  }

  Database database() {
    return database;
  }

  /** Runs a statement beside the ports, as an operator or a fault would. */
  int execute(String sql) {
    try (var connection = connect(settings);
        var statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
