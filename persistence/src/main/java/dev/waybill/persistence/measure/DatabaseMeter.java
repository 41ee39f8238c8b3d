package dev.waybill.persistence.measure;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.persistence.DatabaseSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Reads a database's counters over one connection of its own. One thread at a time; every call may
 * throw {@link StoreUnavailableException}.
 */
public final class DatabaseMeter implements AutoCloseable {
  private static final String COUNTERS =
      """
      SELECT clock_timestamp() AS at,
             pg_current_wal_insert_lsn() - '0/0'::pg_lsn AS wal_bytes,
             (SELECT wal_fpi FROM pg_stat_wal) AS full_page_images,
             (SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()) AS commits,
             (SELECT sum(n_tup_upd + n_tup_del) FROM pg_stat_user_tables) AS dead_tuples,
             (SELECT sum(n_dead_tup) FROM pg_stat_user_tables) AS dead_tuples_now""";

  private static final String IMAGE_BYTES =
      "SELECT sum(fpi_size)::bigint FROM pg_get_wal_stats('0/0'::pg_lsn + ?, '0/0'::pg_lsn + ?)";

  private final Connection connection;

  private DatabaseMeter(Connection connection) {
    this.connection = connection;
  }

  public static DatabaseMeter open(DatabaseSettings settings) {
    try {
      return new DatabaseMeter(connect(settings));
    } catch (SQLException e) {
      throw new StoreUnavailableException("the database cannot be reached", e);
    }
  }

  static Connection connect(DatabaseSettings settings) throws SQLException {
    return DriverManager.getConnection(
        settings.url(), settings.user(), settings.password().reveal());
  }

  /** The settings that bear on a measurement. */
  public ServerFacts facts() {
    return ask(
        () -> {
          Map<String, String> found = new HashMap<>();
          for (var name : ServerFacts.NAMES) {
            try (var statement = connection.createStatement();
                var row = statement.executeQuery("SHOW " + name)) {
              row.next();
              found.put(name, row.getString(1));
            }
          }
          return new ServerFacts(found);
        });
  }

  public ServerCounters counters() {
    return ask(
        () -> {
          try (var statement = connection.createStatement();
              var row = statement.executeQuery(COUNTERS)) {
            row.next();
            return counters(row);
          }
        });
  }

  private static ServerCounters counters(ResultSet row) throws SQLException {
    return new ServerCounters(
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getLong("wal_bytes"),
        row.getLong("full_page_images"),
        row.getLong("commits"),
        row.getLong("dead_tuples"),
        row.getLong("dead_tuples_now"));
  }

  /**
   * How many bytes of full-page images were written between two moments, as they stand in the log:
   * without holes and compressed. Empty where the server does not let us look, or keeps too little
   * of its log by now.
   */
  public OptionalLong fullPageImageBytes(ServerCounters from, ServerCounters to) {
    try (var statement = connection.createStatement()) {
      statement.execute("CREATE EXTENSION IF NOT EXISTS pg_walinspect");
      try (var question = connection.prepareStatement(IMAGE_BYTES)) {
        question.setLong(1, from.walBytes());
        question.setLong(2, to.walBytes());
        try (var row = question.executeQuery()) {
          row.next();
          return OptionalLong.of(row.getLong(1));
        }
      }
    } catch (SQLException e) {
      return OptionalLong.empty();
    }
  }

  /** The process that answers this connection, a child of the server's first process. */
  public long backendPid() {
    return ask(
        () -> {
          try (var statement = connection.createStatement();
              var row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  /**
   * How long events were on their way: from the commit that took them in to the settlement of the
   * range they were in, both as the server timed them inside those transactions, which is a few
   * milliseconds before the 202 was sent and before the settlement was durable. Ranges that were
   * settled in the given time count, weighted by their events.
   *
   * @param source the number of the source
   * @param connector the number of the connector
   */
  public Latencies latencies(int source, int connector, ServerCounters from, ServerCounters to) {
    return ask(() -> new LatencyQuery(connection, source, connector).between(from.at(), to.at()));
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new StoreUnavailableException("the connection could not be closed", e);
    }
  }

  private interface Question<T> {
    T answer() throws SQLException;
  }

  private static <T> T ask(Question<T> question) {
    try {
      return question.answer();
    } catch (SQLException e) {
      throw new StoreUnavailableException("the database did not tell what it counted", e);
    }
  }
}
