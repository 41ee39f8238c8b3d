package dev.waybill.persistence;

import dev.waybill.domain.StoreUnavailableException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A fresh database for a test class, on the {@link TestServer}. */
final class TestDatabase implements AutoCloseable {
  private static @Nullable String template;

  private final DatabaseSettings settings;
  private final Database database;

  private TestDatabase(DatabaseSettings settings) {
    this.settings = settings;
    this.database = Database.open(settings);
    // The first connection to a database that was copied just now may take longer than a platform
    // waits for one, on a machine whose disk is busy.
    Await.until("a first connection", Duration.ofMinutes(1), () -> answers(database));
  }

  private static boolean answers(Database database) {
    try {
      return database.with(handle -> handle.createQuery("SELECT 1").mapTo(Integer.class).one())
          == 1;
    } catch (StoreUnavailableException _) {
      return false;
    }
  }

  /** A database of its own with Waybill's tables: a copy, since to make them takes a second. */
  static TestDatabase fresh() {
    return new TestDatabase(create(" TEMPLATE " + template()));
  }

  /** A database of its own without any tables. */
  static DatabaseSettings empty() {
    return create("");
  }

  private static synchronized String template() {
    var made = template;
    if (made == null) {
      var settings = empty();
      Database.open(settings).close();
      made = nameOf(settings);
      template = made;
    }
    return made;
  }

  private static DatabaseSettings create(String how) {
    var server = TestServer.settings();
    var name = "test_" + UUID.randomUUID().toString().replace("-", "");
    try (var connection = connect(server);
        var statement = connection.createStatement()) {
      // Said where it can be said: page by page through the write-ahead log takes twice as long.
      boolean canSay = connection.getMetaData().getDatabaseMajorVersion() >= 15;
      statement.execute("CREATE DATABASE " + name + how + (canSay ? " STRATEGY FILE_COPY" : ""));
    } catch (SQLException e) {
      throw new IllegalStateException("the test server gives no database", e);
    }
    return named(server, name);
  }

  // Hundreds of databases that nobody needs any more are gigabytes that the disk has to take.
  private static void drop(DatabaseSettings settings) {
    try (var connection = connect(TestServer.settings());
        var statement = connection.createStatement()) {
      statement.execute("DROP DATABASE " + nameOf(settings) + " WITH (FORCE)");
    } catch (SQLException e) {
      throw new IllegalStateException("the test database stays behind", e);
    }
  }

  /** Another database of the same server. */
  static DatabaseSettings named(DatabaseSettings server, String name) {
    return new DatabaseSettings(
        server.url().replaceFirst("/[^/?]*(\\?|$)", "/" + name + "$1"),
        server.user(),
        server.password());
  }

  static String nameOf(DatabaseSettings settings) {
    return settings.url().replaceFirst(".*/([^/?]*).*", "$1");
  }

  static Connection connect(DatabaseSettings settings) throws SQLException {
    return DriverManager.getConnection(
        settings.url(), settings.user(), settings.password().reveal());
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
    drop(settings);
  }
}
