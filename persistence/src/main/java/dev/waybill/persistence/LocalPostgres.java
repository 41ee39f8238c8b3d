package dev.waybill.persistence;

import dev.waybill.domain.credential.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server of our own on 127.0.0.1, with its data in a folder. Only one at a time runs
 * on a folder; it survives being killed, and whatever was left running is stopped at the next
 * start. Closing it stops the server.
 */
public final class LocalPostgres implements AutoCloseable {
  private final DirectoryLock lock;
  private final PostgresServer server;
  private final DatabaseSettings settings;

  private LocalPostgres(DirectoryLock lock, PostgresServer server, DatabaseSettings settings) {
    this.lock = lock;
    this.server = server;
    this.settings = settings;
  }

  /** Whether what the server confirmed outlives a loss of power. */
  public enum Durability {
    DURABLE,
    /** For tests that throw the data away: no fsync. */
    THROWAWAY
  }

  /**
   * How to start it.
   *
   * @param port 0 for any that is free
   * @param binaries where to unpack the server's programs; null for the data folder
   * @param parameters of the server, which win over the usual ones
   */
  public record Options(
      int port, Durability durability, @Nullable Path binaries, Map<String, String> parameters) {
    public static final Options DEFAULT = new Options(0, Durability.DURABLE, null);

    public Options {
      parameters = Map.copyOf(parameters);
    }

    /** With the usual parameters. */
    public Options(int port, Durability durability, @Nullable Path binaries) {
      this(port, durability, binaries, Map.of());
    }
  }

  /**
   * How to reach the server that another process runs on this folder now; empty when none does.
   *
   * @throws DatabaseRefusedException when another process has the folder and its server does not
   *     run yet
   */
  public static Optional<DatabaseSettings> ofAnotherProcess(Path dataDirectory) {
    var directory = dataDirectory.toAbsolutePath();
    try {
      DirectoryLock.take(directory).close();
      return Optional.empty();
    } catch (DatabaseRefusedException _) {
      return Optional.of(running(directory));
    } catch (IOException e) {
      throw new UncheckedIOException("the data directory " + directory, e);
    }
  }

  private static DatabaseSettings running(Path directory) {
    try {
      return PostgresCluster.settingsOfServerIn(directory);
    } catch (IOException e) {
      throw new DatabaseRefusedException(
          "another Waybill runs on this data directory, and its server is not ready: " + directory,
          e);
    }
  }

  /** Starts it durable and on any free port. */
  public static LocalPostgres start(Path dataDirectory) {
    return start(dataDirectory, Options.DEFAULT);
  }

  /**
   * Starts the server, after preparing the folder where it is new, and returns when it answers.
   *
   * @throws DatabaseRefusedException when this machine or this folder does not allow it; the
   *     message says why
   */
  public static LocalPostgres start(Path dataDirectory, Options options) {
    var directory = dataDirectory.toAbsolutePath();
    try {
      var lock = DirectoryLock.take(directory);
      try {
        return start(lock, directory, options);
      } catch (RuntimeException | IOException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the embedded PostgreSQL in " + directory, e);
    }
  }

  private static LocalPostgres start(DirectoryLock lock, Path directory, Options options)
      throws IOException {
    var binaries = options.binaries() == null ? directory : options.binaries();
    var programs = new PostgresPrograms(PostgresBinaries.unpackedIn(binaries));
    var cluster = PostgresCluster.in(directory, programs);
    cluster.stopLeftover();
    var server = PostgresServer.start(cluster, programs, options);
    return new LocalPostgres(lock, server, server.createDatabase());
  }

  /** How to reach Waybill's database in it. */
  public DatabaseSettings settings() {
    return settings;
  }

  public String jdbcUrl() {
    return settings.url();
  }

  public String user() {
    return settings.user();
  }

  public Secret password() {
    return settings.password();
  }

  /** The process id of the server. */
  public long pid() {
    return server.pid();
  }

  /** Stops the server in its fast way: open transactions are rolled back. */
  @Override
  public void close() {
    try {
      server.close();
    } finally {
      lock.close();
    }
  }
}
