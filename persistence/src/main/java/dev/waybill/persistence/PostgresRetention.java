package dev.waybill.persistence;

import dev.waybill.domain.outbox.Retention;
import dev.waybill.domain.outbox.RetentionPolicy;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Keeps the rings of slots in PostgreSQL going round. */
public final class PostgresRetention implements Retention {
  // Of the session and not of a transaction, since a round is many of them.
  private static final String TRY_LOCK = "SELECT pg_try_advisory_lock(7205, 0)";
  private static final String UNLOCK = "SELECT pg_advisory_unlock(7205, 0)";

  private static final String SIZES =
      """
      SELECT (extract(epoch FROM clock_timestamp() - opened_at) * 1000)::bigint AS window_ms,
             after_seq > 0 AS forgotten, pg_database_size(current_database()) AS bytes
        FROM key_slot
       ORDER BY generation
       LIMIT 1""";

  private final Database database;
  private final RetentionPolicy policy;

  public PostgresRetention(Database database, RetentionPolicy policy) {
    this.database = database;
    this.policy = policy;
  }

  @Override
  public List<Step> maintain() {
    return database.with(
        handle -> {
          if (!ask(handle, TRY_LOCK)) {
            return List.of();
          }
          try (AutoCloseableLock _ = () -> ask(handle, UNLOCK)) {
            return new UpkeepPass(handle, policy).run();
          }
        });
  }

  private static boolean ask(Handle handle, String sql) {
    return handle.createQuery(sql).mapTo(Boolean.class).one();
  }

  @Override
  public State state() {
    return database.inSnapshot(
        handle ->
            handle
                .createQuery(SIZES)
                .map(
                    (row, _) ->
                        new State(
                            Duration.ofMillis(row.getLong("window_ms")),
                            row.getBoolean("forgotten"),
                            KeyCount.all(handle),
                            row.getLong("bytes"),
                            Laggards.soon(handle, policy)))
                .one());
  }

  @FunctionalInterface
  private interface AutoCloseableLock extends AutoCloseable {
    @Override
    void close();
  }
}
