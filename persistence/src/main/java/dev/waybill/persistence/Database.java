package dev.waybill.persistence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.waybill.domain.StoreUnavailableException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * The pools of connections. Ingest has one of its own, and so has whoever looks at the outbox, so
 * that neither can starve delivery or be starved by it; a node that is busy must not be taken for
 * dead, so that its beats have one too. All recover by themselves when the database comes back.
 * Safe for use by many threads.
 */
public final class Database implements AutoCloseable {
  private static final int INGEST_CONNECTIONS = 4;
  private static final int GENERAL_CONNECTIONS = 10;
  private static final int READING_CONNECTIONS = 4;
  private static final int PULSE_CONNECTIONS = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofSeconds(2);

  // Said aloud, so that a role's or a server's other default cannot make a 202 a lie.
  private static final String DURABLE = "SET synchronous_commit = 'on'; ";

  // Said once for a connection: asked for with each transaction, it is three round trips more.
  private static final String READ_COMMITTED =
      "SET default_transaction_isolation = 'read committed'; ";

  // Before a new table is first analysed, PostgreSQL may think that few events follow a position,
  // and would fetch and sort all of a backlog for each read of its first thousand.
  private static final String BY_INDEX = "SET enable_bitmapscan = 'off'; ";

  private final HikariDataSource ingestPool;
  private final HikariDataSource generalPool;
  private final HikariDataSource readingPool;
  private final HikariDataSource pulsePool;
  private final Jdbi ingest;
  private final Jdbi general;
  private final Jdbi reading;
  private final Jdbi pulse;

  private Database(
      HikariDataSource ingestPool,
      HikariDataSource generalPool,
      HikariDataSource readingPool,
      HikariDataSource pulsePool) {
    this.ingestPool = ingestPool;
    this.generalPool = generalPool;
    this.readingPool = readingPool;
    this.pulsePool = pulsePool;
    this.ingest = jdbi(ingestPool);
    this.general = jdbi(generalPool);
    this.reading = jdbi(readingPool);
    this.pulse = jdbi(pulsePool);
  }

  /**
   * Checks the server's version, brings the tables up to date and opens the pools.
   *
   * @throws StoreUnavailableException when the database cannot be reached
   * @throws DatabaseRefusedException when it is too old, or its tables are not Waybill's
   */
  public static Database open(DatabaseSettings settings) {
    Schema.bringUpToDate(settings);
    var ingest =
        pool(
            settings,
            "ingest",
            INGEST_CONNECTIONS,
            DURABLE + READ_COMMITTED + "SET lock_timeout = '2s'; SET statement_timeout = '15s'");
    var general =
        pool(
            settings,
            "general",
            GENERAL_CONNECTIONS,
            DURABLE
                + READ_COMMITTED
                + BY_INDEX
                + "SET lock_timeout = '10s'; SET statement_timeout = '30s'");
    var reading =
        pool(
            settings,
            "reading",
            READING_CONNECTIONS,
            "SET lock_timeout = '2s'; SET statement_timeout = '15s'");
    // A beat that is lost with the server is one beat less, and none of them waits for a disk.
    var pulse =
        pool(
            settings,
            "pulse",
            PULSE_CONNECTIONS,
            "SET synchronous_commit = 'off'; SET lock_timeout = '2s'; SET statement_timeout = '3s'");
    return new Database(ingest, general, reading, pulse);
  }

  private static HikariDataSource pool(
      DatabaseSettings settings, String name, int connections, String atOpening) {
    var config = new HikariConfig();
    config.setPoolName("waybill-" + name);
    config.setJdbcUrl(settings.url());
    config.setUsername(settings.user());
    config.setPassword(settings.password().reveal());
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(PATIENCE.toMillis());
    config.setValidationTimeout(ANSWER.toMillis());
    config.setKeepaliveTime(Duration.ofSeconds(30).toMillis());
    config.setInitializationFailTimeout(-1);
    config.setConnectionInitSql(atOpening);
    // A server's error detail repeats values of the row it is about.
    config.addDataSourceProperty("logServerErrorDetail", "false");
    config.addDataSourceProperty("ApplicationName", "waybill-" + name);
    config.addDataSourceProperty("connectTimeout", "3");
    config.addDataSourceProperty("socketTimeout", "45");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    return new HikariDataSource(config);
  }

  private static Jdbi jdbi(HikariDataSource pool) {
    var jdbi = Jdbi.create(pool);
    // The usual rendering repeats the statement's arguments.
    jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
    return jdbi;
  }

  /**
   * Whether the database answers now; waits no longer than a few seconds, also for a frozen one.
   */
  public boolean ping() {
    try {
      return with(Database::answersSoon);
    } catch (StoreUnavailableException _) {
      return false;
    }
  }

  private static boolean answersSoon(Handle handle) {
    try {
      // A server's own time-outs are frozen with it. The pool puts this one back.
      handle.getConnection().setNetworkTimeout(Runnable::run, (int) ANSWER.toMillis());
    } catch (SQLException e) {
      throw new StoreUnavailableException("the connection is closed", e);
    }
    return handle.createQuery("SELECT 1").mapTo(Integer.class).one() == 1;
  }

  /** Closes the pools; what is still running fails. */
  @Override
  public void close() {
    ingestPool.close();
    generalPool.close();
    readingPool.close();
    pulsePool.close();
  }

  /** Runs single statements, each committed on its own. */
  <T> T with(Function<Handle, T> work) {
    return translated(() -> general.withHandle(work::apply));
  }

  /** Runs the work in one transaction in which each statement sees what has committed by then. */
  <T> T inTransaction(Function<Handle, T> work) {
    return translated(() -> general.inTransaction(work::apply));
  }

  /**
   * Runs queries that all see the same state, on the connections kept for looking at the outbox.
   */
  <T> T inSnapshot(Function<Handle, T> work) {
    return translated(
        () -> reading.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, work::apply));
  }

  /** Runs short statements on the connections kept for what a node must not miss. */
  <T> T withPulse(Function<Handle, T> work) {
    return translated(() -> pulse.withHandle(work::apply));
  }

  /** Runs single statements on the connections kept for ingest. */
  <T> T withIngest(Function<Handle, T> work) {
    return translated(() -> ingest.withHandle(work::apply));
  }

  /** Runs a transaction on the connections kept for ingest. */
  <T> T inIngestTransaction(Function<Handle, T> work) {
    return translated(() -> ingest.inTransaction(work::apply));
  }

  private interface Work<T> {
    T run();
  }

  private static <T> T translated(Work<T> work) {
    try {
      return work.run();
    } catch (RuntimeException e) {
      throw Failures.translate(e);
    }
  }
}
