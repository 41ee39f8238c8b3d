package dev.waybill.bootstrap.endtoend;

import dev.waybill.persistence.Database;
import dev.waybill.persistence.DatabaseSettings;
import dev.waybill.persistence.LocalPostgres;
import dev.waybill.persistence.LocalPostgres.Durability;
import dev.waybill.persistence.LocalPostgres.Options;
import dev.waybill.persistence.MasterKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One durable PostgreSQL for all tests of this process that need one and do not harm it: to prepare
 * a server and its tables takes longer than most of them. Each test has a database of its own.
 */
public final class SharedServer {
  public static final String ADMIN_TOKEN = "shared-server-admin-token";
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static @Nullable SharedServer running;

  private final Path folder;
  private final LocalPostgres postgres;
  private final DatabaseSettings template;

  private SharedServer(Path folder) {
    this.folder = folder;
    this.postgres =
        LocalPostgres.start(
            folder.resolve("postgres"), new Options(0, Durability.DURABLE, binaries()));
    MasterKey.loadOrMake(masterKey());
    this.template = database("");
    Database.open(template).close();
  }

  /** Where tests share the unpacked server programs. */
  public static Path binaries() {
    return Path.of(System.getProperty("user.home"), ".cache", "waybill");
  }

  /**
   * What a {@code serve} needs to know to run on a fresh database: also where it listens, on any
   * free port, and what opens its admin API.
   */
  public static Map<String, String> environment() {
    return get().settings();
  }

  private static synchronized SharedServer get() {
    var server = running;
    if (server == null) {
      server = start();
      running = server;
    }
    return server;
  }

  private static SharedServer start() {
    try {
      var server = new SharedServer(Files.createTempDirectory("waybill-shared-"));
      Runtime.getRuntime().addShutdownHook(new Thread(server::remove));
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("no place for the shared server", e);
    }
  }

  private Path masterKey() {
    return folder.resolve("master-key.json");
  }

  private Map<String, String> settings() {
    var database = database(" TEMPLATE " + name(template) + " STRATEGY FILE_COPY");
    var settings = new HashMap<String, String>();
    settings.put("WAYBILL_DATABASE_URL", database.url());
    settings.put("WAYBILL_DATABASE_USER", database.user());
    settings.put("WAYBILL_DATABASE_PASSWORD", database.password().reveal());
    settings.put("WAYBILL_MASTER_KEY_FILE", masterKey().toString());
    settings.put("WAYBILL_ADMIN_TOKEN", ADMIN_TOKEN);
    settings.put("WAYBILL_PORT", "0");
    return settings;
  }

  private DatabaseSettings database(String how) {
    var url = postgres.jdbcUrl();
    var name = "test_" + NUMBERS.incrementAndGet();
    try (var connection =
            DriverManager.getConnection(url, postgres.user(), postgres.password().reveal());
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name + how);
    } catch (SQLException e) {
      throw new IllegalStateException("the shared server gives no database", e);
    }
    return new DatabaseSettings(
        url.substring(0, url.lastIndexOf('/') + 1) + name, postgres.user(), postgres.password());
  }

  private static String name(DatabaseSettings settings) {
    return settings.url().substring(settings.url().lastIndexOf('/') + 1);
  }

  private void remove() {
    postgres.close();
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the shared server's data stays behind", e);
    }
  }
}
