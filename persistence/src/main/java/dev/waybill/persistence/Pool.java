package dev.waybill.persistence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.monitor.PoolUse;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;

/**
 * A few connections for one purpose, had in the order in which they were asked for. Safe for use by
 * many threads.
 */
final class Pool implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofSeconds(2);

  // A client whose host is gone, or that stands still, keeps its locks until the server gives it
  // up.
  private static final String GIVEN_UP_SOON =
      """
      SET idle_in_transaction_session_timeout = '20s';
      SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3;
      SET tcp_user_timeout = '25s';
      """;

  private final Shape shape;
  private final HikariDataSource connections;
  private final Jdbi jdbi;

  // The pool's own queue lets whoever comes pass those who wait, some of them for so long that a
  // busy database looked like one that is away.
  private final Semaphore turns;

  Pool(DatabaseSettings settings, Shape shape) {
    this.shape = shape;
    this.connections = new HikariDataSource(config(settings, shape));
    this.jdbi = Jdbi.create(connections);
    // The usual rendering repeats the statement's arguments.
    jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
    this.turns = new Semaphore(shape.connections(), true);
  }

  /**
   * What a pool is like.
   *
   * @param isolation of every transaction, set once for each connection: asking for it in each
   *     transaction costs more round trips than the transaction itself
   * @param patience how long to wait for a turn while others hold every connection
   * @param answer how long a connection may be silent while it is asked; then it is given up
   * @param atOpening SQL to run on each new connection
   */
  record Shape(
      String name,
      int connections,
      Isolation isolation,
      Duration patience,
      Duration answer,
      String atOpening) {}

  enum Isolation {
    READ_COMMITTED,
    REPEATABLE_READ
  }

  private static HikariConfig config(DatabaseSettings settings, Shape shape) {
    var config = new HikariConfig();
    config.setPoolName("waybill-" + shape.name());
    config.setJdbcUrl(settings.url());
    config.setUsername(settings.user());
    config.setPassword(settings.password().reveal());
    config.setMaximumPoolSize(shape.connections());
    config.setMinimumIdle(1);
    config.setConnectionTimeout(PATIENCE.toMillis());
    config.setValidationTimeout(ANSWER.toMillis());
    config.setKeepaliveTime(Duration.ofSeconds(30).toMillis());
    config.setInitializationFailTimeout(-1);
    config.setTransactionIsolation("TRANSACTION_" + shape.isolation());
    config.setConnectionInitSql(GIVEN_UP_SOON + shape.atOpening());
    // A server's error detail repeats values of the row it is about.
    config.addDataSourceProperty("logServerErrorDetail", "false");
    config.addDataSourceProperty("ApplicationName", "waybill-" + shape.name());
    config.addDataSourceProperty("connectTimeout", "3");
    config.addDataSourceProperty("socketTimeout", Long.toString(shape.answer().toSeconds()));
    config.addDataSourceProperty("tcpKeepAlive", "true");
    return config;
  }

  /** Runs single statements, each committed on its own. */
  <T> T with(Function<Handle, T> work) {
    return inTurn(shape.patience(), () -> jdbi.withHandle(work::apply));
  }

  <T> T inTransaction(Function<Handle, T> work) {
    return inTransaction(shape.patience(), work);
  }

  /**
   * @param patience how long to wait for a turn, in place of the usual time
   */
  <T> T inTransaction(Duration patience, Function<Handle, T> work) {
    return inTurn(patience, () -> jdbi.inTransaction(work::apply));
  }

  private interface Work<T> {
    T run();
  }

  private <T> T inTurn(Duration patience, Work<T> work) {
    awaitTurn(patience);
    try {
      return work.run();
    } catch (RuntimeException e) {
      throw Failures.translate(e);
    } finally {
      turns.release();
    }
  }

  private void awaitTurn(Duration patience) {
    try {
      if (!turns.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new StoreUnavailableException(
            "no connection of waybill-" + shape.name() + " became free",
            new IllegalStateException(turns.getQueueLength() + " wait for one"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("interrupted while waiting for a connection", e);
    }
  }

  PoolUse use() {
    var bean = connections.getHikariPoolMXBean();
    // None before the first connection was asked for.
    return bean == null
        ? new PoolUse(shape.name(), 0, 0, 0, shape.connections())
        : new PoolUse(
            shape.name(),
            bean.getActiveConnections(),
            bean.getIdleConnections(),
            turns.getQueueLength() + bean.getThreadsAwaitingConnection(),
            shape.connections());
  }

  @Override
  public void close() {
    connections.close();
  }
}
