package dev.waybill.persistence.measure;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.persistence.DatabaseSettings;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A transaction that has read and may write, and is left open: until it is closed, nothing that was
 * deleted after it began can be vacuumed.
 */
public final class HeldTransaction implements AutoCloseable {
  private final Connection connection;

  private HeldTransaction(Connection connection) {
    this.connection = connection;
  }

  /**
   * @throws StoreUnavailableException when the database is away
   */
  public static HeldTransaction begin(DatabaseSettings settings) {
    try {
      var connection = DatabaseMeter.connect(settings);
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      try (var statement = connection.createStatement()) {
        // With a number of its own it holds back more than a reader does.
        statement.execute("SELECT pg_current_xact_id(), count(*) FROM source");
      }
      return new HeldTransaction(connection);
    } catch (SQLException e) {
      throw new StoreUnavailableException("no transaction could be begun", e);
    }
  }

  @Override
  public void close() {
    try (var held = connection) {
      held.rollback();
    } catch (SQLException e) {
      throw new StoreUnavailableException("the transaction could not be ended", e);
    }
  }
}
