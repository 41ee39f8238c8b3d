package dev.waybill.persistence.measure;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.persistence.DatabaseSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Supplier;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * How fast this server takes rows in at best: one connection, COPY in its text format, into a table
 * of a bigint primary key and a jsonb payload, durably committed transaction by transaction. The
 * table is there for the measurement only.
 */
public final class CopyYardstick {
  private static final String TABLE = "waybill_bench_yardstick";
  private static final String COPY = "COPY " + TABLE + " (id, payload) FROM STDIN";

  private final DatabaseSettings settings;
  private final Supplier<byte[]> transactions;

  /**
   * @param transactions the rows of the next transaction as COPY's text format; the array may be
   *     used again
   */
  public CopyYardstick(DatabaseSettings settings, Supplier<byte[]> transactions) {
    this.settings = settings;
    this.transactions = transactions;
  }

  /**
   * Rows a second, after a warm-up that does not count.
   *
   * @throws StoreUnavailableException when the database is away or does not allow it
   */
  public double measure(Duration warmUp, Duration length) {
    try (var connection = DatabaseMeter.connect(settings)) {
      execute(connection, "DROP TABLE IF EXISTS " + TABLE);
      execute(connection, "CREATE TABLE " + TABLE + " (id bigint PRIMARY KEY, payload jsonb)");
      try {
        var copy = connection.unwrap(PGConnection.class).getCopyAPI();
        rate(copy, warmUp);
        return rate(copy, length);
      } finally {
        execute(connection, "DROP TABLE " + TABLE);
      }
    } catch (SQLException e) {
      throw new StoreUnavailableException("the yardstick could not be measured", e);
    }
  }

  private double rate(CopyManager copy, Duration length) throws SQLException {
    long begun = System.nanoTime();
    long rows = 0;
    while (System.nanoTime() - begun < length.toNanos()) {
      var transaction = transactions.get();
      var in = copy.copyIn(COPY);
      in.writeToCopy(transaction, 0, transaction.length);
      rows += in.endCopy();
    }
    return rows / ((System.nanoTime() - begun) / 1e9);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
