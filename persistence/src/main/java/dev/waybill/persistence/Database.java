package dev.waybill.persistence;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.monitor.PoolUse;
import dev.waybill.persistence.Pool.Isolation;
import dev.waybill.persistence.Pool.Shape;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

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
  // One each for who beats, who looks whose turn it is and who asks for news, and one for the rest.
  private static final int PULSE_CONNECTIONS = 4;
  private static final Duration SOON = Duration.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofSeconds(2);

  // Longer than what any statement may take.
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(45);

  // A beat that waits for a server whose host is gone is to fail while the lease still holds.
  private static final Duration PULSE_SILENCE = Duration.ofSeconds(5);

  // For what may as well be left undone while others are busy.
  private static final Duration AT_ONCE = Duration.ofMillis(100);

  // Longer than any of its statements may take, and than the server waits for a client that is
  // gone.
  private static final Duration LONGEST_APPEND = Duration.ofSeconds(30);

  // A delivery that waits for its turn on a busy node is none whose database is away.
  private static final Duration DELIVERY_CAN_WAIT = Duration.ofSeconds(10);

  // Said aloud, so that a role's or a server's other default cannot make a 202 a lie.
  private static final String DURABLE = "SET synchronous_commit = 'on'; ";

  // Before a new table is first analysed, PostgreSQL may think that few events follow a position,
  // and would fetch and sort all of a backlog for each read of its first thousand.
  private static final String BY_INDEX = "SET enable_bitmapscan = 'off'; ";

  // What is looked at is small; PostgreSQL takes it for large and would compile it for longer than
  // it runs.
  private static final String NOT_COMPILED = "SET jit = 'off'; ";

  private final Pool ingest;
  private final Pool general;
  private final Pool reading;
  private final Pool pulse;
  private final Deadline append;
  private final AskedOnce<Boolean> ping = new AskedOnce<>(this::answers);

  private Database(DatabaseSettings settings, Duration longestAppend) {
    append = new Deadline(longestAppend);
    ingest =
        new Pool(
            settings,
            new Shape(
                "ingest",
                INGEST_CONNECTIONS,
                Isolation.READ_COMMITTED,
                SOON,
                LONGEST_SILENCE,
                DURABLE + "SET lock_timeout = '2s'; SET statement_timeout = '15s'"));
    general =
        new Pool(
            settings,
            new Shape(
                "general",
                GENERAL_CONNECTIONS,
                Isolation.READ_COMMITTED,
                DELIVERY_CAN_WAIT,
                LONGEST_SILENCE,
                DURABLE + BY_INDEX + "SET lock_timeout = '10s'; SET statement_timeout = '30s'"));
    reading =
        new Pool(
            settings,
            new Shape(
                "reading",
                READING_CONNECTIONS,
                Isolation.REPEATABLE_READ,
                SOON,
                LONGEST_SILENCE,
                NOT_COMPILED + "SET lock_timeout = '2s'; SET statement_timeout = '15s'"));
    // A beat that is lost with the server is one beat less, and none of them waits for a disk.
    pulse =
        new Pool(
            settings,
            new Shape(
                "pulse",
                PULSE_CONNECTIONS,
                Isolation.READ_COMMITTED,
                SOON,
                PULSE_SILENCE,
                "SET synchronous_commit = 'off'; SET lock_timeout = '2s'; SET statement_timeout = '3s'"));
  }

  /**
   * Checks the server's version, brings the tables up to date and opens the pools.
   *
   * @throws StoreUnavailableException when the database cannot be reached
   * @throws DatabaseRefusedException when it is too old, or its tables are not Waybill's
   */
  public static Database open(DatabaseSettings settings) {
    return open(settings, LONGEST_APPEND);
  }

  static Database open(DatabaseSettings settings, Duration longestAppend) {
    Schema.bringUpToDate(settings);
    return new Database(settings, longestAppend);
  }

  /**
   * Whether the database answers now; waits no longer than a few seconds, also for a frozen one.
   * However many ask at once, one of them asks the database.
   */
  public boolean ping() {
    return ping.get(SOON).orElse(false);
  }

  private boolean answers() {
    try {
      return withPulse(Database::answersSoon);
    } catch (StoreUnavailableException _) {
      return false;
    }
  }

  /**
   * The database's clock.
   *
   * @throws StoreUnavailableException when the database does not answer
   */
  public Instant now() {
    return withPulse(
        handle ->
            handle
                .createQuery("SELECT clock_timestamp() AS clock")
                .map((row, _) -> Sql.time(row, "clock"))
                .one());
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

  /** How the pools are used now; asks nobody. */
  public List<PoolUse> pools() {
    return Stream.of(ingest, general, reading, pulse).map(Pool::use).toList();
  }

  /** Closes the pools; what is still running fails. */
  @Override
  public void close() {
    ingest.close();
    general.close();
    reading.close();
    pulse.close();
    append.close();
  }

  /** Runs single statements, each committed on its own. */
  <T> T with(Function<Handle, T> work) {
    return general.with(work);
  }

  /** Runs the work in one transaction in which each statement sees what has committed by then. */
  <T> T inTransaction(Function<Handle, T> work) {
    return general.inTransaction(work);
  }

  /**
   * Runs the work like {@link #inTransaction}, if there is a connection for it now.
   *
   * @throws StoreUnavailableException when others need them all
   */
  <T> T inTransactionAtOnce(Function<Handle, T> work) {
    return general.inTransaction(AT_ONCE, work);
  }

  /**
   * Runs queries that all see the same state, on the connections kept for looking at the outbox.
   */
  <T> T inSnapshot(Function<Handle, T> work) {
    return reading.inTransaction(work);
  }

  /** Runs short statements on the connections kept for what a node must not miss. */
  <T> T withPulse(Function<Handle, T> work) {
    return pulse.with(work);
  }

  /** Runs single statements on the connections kept for ingest. */
  <T> T withIngest(Function<Handle, T> work) {
    return ingest.with(handle -> append.within(handle, work));
  }

  /** Runs a transaction on the connections kept for ingest. */
  <T> T inIngestTransaction(Function<Handle, T> work) {
    return ingest.inTransaction(handle -> append.within(handle, work));
  }
}
