package dev.waybill.bootstrap.faults;

import dev.waybill.bootstrap.endtoend.Await;
import dev.waybill.persistence.LocalPostgres;
import dev.waybill.persistence.LocalPostgres.Durability;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** A durable PostgreSQL at a port that stays, so that it can be killed and started again. */
final class Server implements AutoCloseable {
  private final Path data;
  private final LocalPostgres.Options options;
  private LocalPostgres running;

  Server(Path data, Map<String, String> parameters) throws Exception {
    this.data = data;
    var programs = Path.of(System.getProperty("user.home"), ".cache", "waybill");
    this.options = new LocalPostgres.Options(freePort(), Durability.DURABLE, programs, parameters);
    this.running = LocalPostgres.start(data, options);
  }

  /**
   * One that follows the primary, which is started again for that: whatever the primary confirms
   * from here on is copied a moment later.
   */
  static Server standbyOf(Server primary, Path data) throws Exception {
    primary.running.close();
    run("cp", "-a", primary.data.toString(), data.toString());
    var files = data.resolve("postgres-data");
    Files.createFile(files.resolve("standby.signal"));
    Files.writeString(
        files.resolve("postgresql.auto.conf"),
        "primary_conninfo = 'host=127.0.0.1 port=%d user=%s password=%s'\n"
            .formatted(
                primary.options.port(),
                primary.running.user(),
                primary.running.password().reveal()),
        StandardOpenOption.APPEND);
    primary.startAgain();
    return new Server(data, Map.of());
  }

  private static void run(String... command) throws Exception {
    var process = new ProcessBuilder(command).inheritIO().start();
    if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new AssertionError(command[0] + " failed");
    }
  }

  /** Where somebody looks for whichever of the two is the primary. */
  String urlWith(Server other) {
    return running
        .jdbcUrl()
        .replaceFirst(
            "/waybill$",
            ",127.0.0.1:"
                + other.options.port()
                + "/waybill?targetServerType=primary&hostRecheckSeconds=1");
  }

  /** Whether it has what the primary has confirmed by now. */
  boolean hasCaughtUpWith(Server primary) throws SQLException {
    var confirmed = primary.texts("SELECT pg_current_wal_flush_lsn()").getFirst();
    return number("SELECT (pg_last_wal_replay_lsn() >= '" + confirmed + "')::int") == 1;
  }

  /** From now on it gets nothing more. */
  void stopFollowing() throws Exception {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      statement.execute("ALTER SYSTEM SET primary_conninfo = ''");
      statement.execute("SELECT pg_reload_conf()");
    }
    Await.until(
        "nothing is received any more",
        Duration.ofSeconds(20),
        () -> number("SELECT count(*) FROM pg_stat_wal_receiver") == 0);
  }

  /** Makes a primary of it. */
  void promote() throws SQLException {
    if (!texts("SELECT pg_promote()").getFirst().equals("t")) {
      throw new AssertionError("the standby was not promoted");
    }
  }

  /** Below the ports that the system gives to connections, which would take it away again. */
  static int freePort() {
    for (int tries = 0; tries < 100; tries++) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
      try (var socket = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
        return socket.getLocalPort();
      } catch (IOException _) {
        // taken
      }
    }
    throw new AssertionError("no free port was found");
  }

  Map<String, String> environment() {
    return Map.of(
        "WAYBILL_DATABASE_URL", running.jdbcUrl(),
        "WAYBILL_DATABASE_USER", running.user(),
        "WAYBILL_DATABASE_PASSWORD", running.password().reveal());
  }

  /** {@code kill -9} of the postmaster. */
  void kill() throws Exception {
    var postmaster = ProcessHandle.of(running.pid()).orElseThrow();
    postmaster.destroyForcibly();
    Await.until("the server is dead", Duration.ofSeconds(20), () -> !postmaster.isAlive());
    running.close();
  }

  void startAgain() {
    running.close();
    running = LocalPostgres.start(data, options);
  }

  boolean isRunning() {
    return ProcessHandle.of(running.pid()).filter(ProcessHandle::isAlive).isPresent();
  }

  Connection connect() throws SQLException {
    return connect("waybill");
  }

  Connection connect(String database) throws SQLException {
    var url = running.jdbcUrl().replaceFirst("/waybill$", "/" + database);
    return DriverManager.getConnection(url, running.user(), running.password().reveal());
  }

  /** The first column of what a query finds, as text. */
  List<String> texts(String query) throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement();
        var found = statement.executeQuery(query)) {
      var texts = new ArrayList<String>();
      while (found.next()) {
        texts.add(found.getString(1));
      }
      return texts;
    }
  }

  long number(String query) throws SQLException {
    return Long.parseLong(texts(query).getFirst());
  }

  @Override
  public void close() {
    running.close();
  }
}
