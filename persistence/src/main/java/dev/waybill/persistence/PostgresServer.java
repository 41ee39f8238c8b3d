package dev.waybill.persistence;

import dev.waybill.persistence.LocalPostgres.Durability;
import dev.waybill.persistence.LocalPostgres.Options;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running server process. */
final class PostgresServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);
  private static final Duration STARTING = Duration.ofSeconds(60);
  static final String DATABASE = "waybill";

  private final PostgresCluster cluster;
  private final Process process;
  private final int port;

  private PostgresServer(PostgresCluster cluster, Process process, int port) {
    this.cluster = cluster;
    this.process = process;
    this.port = port;
  }

  /** Starts the server and returns when it answers. */
  static PostgresServer start(PostgresCluster cluster, PostgresPrograms programs, Options options)
      throws IOException {
    int port = options.port() == 0 ? freePort() : options.port();
    var settings = settings(programs, cluster.data(), options, port);
    long deadline = System.nanoTime() + STARTING.toNanos();
    while (true) {
      var server = new PostgresServer(cluster, spawn(cluster, programs, settings), port);
      try {
        if (server.answersBefore(deadline)) {
          LOG.info("PostgreSQL answers on 127.0.0.1:{}", port);
          return server;
        }
      } catch (RuntimeException e) {
        server.close();
        throw e;
      }
      // The server ended by itself: children of a killed one may hold its memory for a moment.
      var said = lastLines(cluster.log());
      if (System.nanoTime() > deadline || !said.contains("still in use")) {
        server.close();
        throw new DatabaseRefusedException("the embedded PostgreSQL did not start: " + said);
      }
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static List<String> settings(
      PostgresPrograms programs, Path data, Options options, int port) throws IOException {
    var safe = options.durability() == Durability.DURABLE ? "on" : "off";
    var settings =
        new ArrayList<>(
            List.of(
                "listen_addresses=127.0.0.1",
                "port=" + port,
                "unix_socket_directories=",
                "fsync=" + safe,
                "synchronous_commit=on",
                "full_page_writes=" + safe,
                "shared_buffers=256MB",
                "max_wal_size=4GB",
                "checkpoint_timeout=15min",
                "max_connections=100",
                "jit=off",
                "log_checkpoints=off",
                // The detail of an error repeats values of the row it is about.
                "log_error_verbosity=terse",
                "log_min_error_statement=panic"));
    settings.add("wal_compression=" + (knowsLz4(programs, data) ? "lz4" : "on"));
    // Of a parameter that is named twice the last one counts.
    options.parameters().forEach((name, value) -> settings.add(name + "=" + value));
    var arguments = new ArrayList<String>(List.of("-D", data.toString()));
    settings.forEach(setting -> arguments.addAll(List.of("-c", setting)));
    return arguments;
  }

  private static boolean knowsLz4(PostgresPrograms programs, Path data) throws IOException {
    return programs
        .run(
            "postgres",
            List.of("-D", data.toString(), "-c", "wal_compression=lz4", "-C", "wal_compression"),
            Duration.ofSeconds(10))
        .isFine();
  }

  // In a session of its own: a Ctrl-C at the terminal must not end it before the platform has
  // drained.
  private static Process spawn(
      PostgresCluster cluster, PostgresPrograms programs, List<String> settings)
      throws IOException {
    var command = new ArrayList<String>();
    if (isOnPath("setsid")) {
      command.add("setsid");
    }
    command.addAll(programs.command("postgres", settings));
    return new ProcessBuilder(command)
        .directory(cluster.data().toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(cluster.log().toFile()))
        .start();
  }

  private static boolean isOnPath(String program) {
    var path = System.getenv("PATH");
    return path != null
        && List.of(path.split(":")).stream()
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** False when the server ended by itself, or the time is up. */
  private boolean answersBefore(long deadline) {
    while (process.isAlive() && System.nanoTime() < deadline) {
      try (var _ = connect("postgres")) {
        return true;
      } catch (SQLException e) {
        if (!Failures.isAway(e)) {
          throw new DatabaseRefusedException("the embedded PostgreSQL refused us", e);
        }
        pause();
      }
    }
    return false;
  }

  private void pause() {
    try {
      process.waitFor(50, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DatabaseRefusedException("interrupted while the embedded PostgreSQL started", e);
    }
  }

  private static String lastLines(Path log) throws IOException {
    if (!Files.exists(log)) {
      return "it said nothing";
    }
    try (var lines = Files.lines(log)) {
      var all = lines.toList();
      return String.join("\n", all.subList(Math.max(0, all.size() - 5), all.size()));
    }
  }

  private Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        url(database), PostgresCluster.USER, cluster.password().reveal());
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** Creates Waybill's database where it is not there yet. */
  DatabaseSettings createDatabase() {
    try (var connection = connect("postgres");
        var statement = connection.createStatement()) {
      boolean exists;
      try (var found =
          statement.executeQuery("SELECT FROM pg_database WHERE datname = '" + DATABASE + "'")) {
        exists = found.next();
      }
      if (!exists) {
        statement.execute("CREATE DATABASE " + DATABASE);
      }
    } catch (SQLException e) {
      close();
      throw new DatabaseRefusedException("the embedded PostgreSQL has no database for us", e);
    }
    return new DatabaseSettings(url(DATABASE), PostgresCluster.USER, cluster.password());
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    if (!process.isAlive()) {
      return;
    }
    try {
      cluster.stop();
      process.onExit().get(30, TimeUnit.SECONDS);
    } catch (IOException e) {
      throw new UncheckedIOException("the embedded PostgreSQL could not be stopped", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    } catch (ExecutionException | TimeoutException _) {
      process.destroyForcibly();
    }
  }
}
