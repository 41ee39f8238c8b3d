package dev.waybill.persistence;

import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/** How long a migration waits for a lock, set on each connection that Flyway opens. */
final class LockPatience extends BaseCallback {
  private final Duration limit;

  LockPatience(Duration limit) {
    this.limit = limit;
  }

  @Override
  public boolean supports(Event event, Context context) {
    return event == Event.AFTER_CONNECT;
  }

  @Override
  public boolean canHandleInTransaction(Event event, Context context) {
    // A transaction that is rolled back would take the setting with it.
    return false;
  }

  @Override
  public void handle(Event event, Context context) {
    try (var statement = context.getConnection().createStatement()) {
      statement.execute("SET lock_timeout = " + limit.toMillis());
    } catch (SQLException e) {
      throw new FlywayException("lock_timeout could not be set", e);
    }
  }
}
