package dev.waybill.persistence;

import dev.waybill.domain.StoreUnavailableException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks the server and brings the tables up to date before anything else uses them. */
final class Schema {
  static final int OLDEST = 14;
  static final int NEWEST = 18;

  private static final Logger LOG = LoggerFactory.getLogger(Schema.class);

  /** How long the database may say nothing; more than a lock may keep it waiting. */
  private static final Duration SILENCE = Duration.ofSeconds(60);

  private static final Set<MigrationState> NEWER =
      EnumSet.of(MigrationState.FUTURE_SUCCESS, MigrationState.FUTURE_FAILED);

  private static final Duration LOCK = Duration.ofSeconds(30);

  private Schema() {}

  static void bringUpToDate(DatabaseSettings settings) {
    bringUpToDate(settings, SILENCE, LOCK);
  }

  static void bringUpToDate(DatabaseSettings settings, Duration silence, Duration lock) {
    var source = source(settings, silence);
    checkVersion(serverVersion(source));
    migrate(source, lock);
  }

  private static PGSimpleDataSource source(DatabaseSettings settings, Duration silence) {
    var source = new PGSimpleDataSource();
    try {
      source.setURL(settings.url());
    } catch (IllegalArgumentException _) {
      // The driver's own message repeats the URL, and that may hold a password.
      throw new DatabaseRefusedException("database URL: wanted jdbc:postgresql://host:port/name");
    }
    source.setUser(settings.user());
    source.setPassword(settings.password().reveal());
    source.setConnectTimeout(5);
    source.setSocketTimeout(Math.toIntExact(silence.toSeconds()));
    source.setLogServerErrorDetail(false);
    source.setApplicationName("waybill-schema");
    return source;
  }

  private static int serverVersion(PGSimpleDataSource source) {
    try (var connection = source.getConnection()) {
      return connection.getMetaData().getDatabaseMajorVersion();
    } catch (SQLException e) {
      if (Failures.isAway(e)) {
        throw new StoreUnavailableException(
            "the database cannot be reached, or does not answer", e);
      }
      throw new DatabaseRefusedException("the database refused the connection", e);
    }
  }

  static void checkVersion(int major) {
    if (major < OLDEST) {
      throw new DatabaseRefusedException(
          "PostgreSQL: wanted version " + OLDEST + " to " + NEWEST + ", got " + major);
    }
    if (major > NEWEST) {
      LOG.warn("PostgreSQL {} is newer than the newest tried, {}", major, NEWEST);
    }
  }

  private static void migrate(PGSimpleDataSource source, Duration lock) {
    try {
      var flyway =
          Flyway.configure()
              .dataSource(source)
              .callbacks(new LockPatience(lock))
              .locations("classpath:dev/waybill/persistence/migrations")
              .load();
      checkTables(flyway.info());
      flyway.migrate();
    } catch (FlywayException e) {
      if (Failures.isAway(e)) {
        throw new StoreUnavailableException(
            "the migration did not come to its end: the database went away, or somebody held a lock"
                + " on its tables",
            e);
      }
      throw new DatabaseRefusedException("the database's tables cannot be brought up to date", e);
    }
  }

  /** Flyway itself only warns of tables that a newer version made, and goes on. */
  private static void checkTables(MigrationInfoService info) {
    var newer =
        Stream.of(info.all())
            .filter(it -> NEWER.contains(it.getState()))
            .map(MigrationInfo::getVersion)
            .max(Comparator.naturalOrder());
    if (newer.isPresent()) {
      throw new DatabaseRefusedException(
          "the database's tables were made by a newer Waybill: they are of version "
              + newer.get()
              + ", and this one knows "
              + newestKnown(info)
              + " at most. Start the newer Waybill, or restore a backup that was made before the"
              + " upgrade.");
    }
  }

  private static String newestKnown(MigrationInfoService info) {
    return Stream.of(info.all())
        .filter(it -> !NEWER.contains(it.getState()))
        .map(MigrationInfo::getVersion)
        .max(Comparator.naturalOrder())
        .map(MigrationVersion::toString)
        .orElse("none");
  }
}
