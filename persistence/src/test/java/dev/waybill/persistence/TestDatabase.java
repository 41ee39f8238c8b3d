package dev.waybill.persistence;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;

/** A fresh database for a test class, on the {@link TestServer}. */
final class TestDatabase implements AutoCloseable {
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
    var server = TestServer.settings();
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
