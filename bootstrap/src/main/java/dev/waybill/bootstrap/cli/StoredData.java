package dev.waybill.bootstrap.cli;

import dev.waybill.bootstrap.settings.Settings;
import dev.waybill.persistence.Database;
import dev.waybill.persistence.DatabaseSettings;
import dev.waybill.persistence.LocalPostgres;
import org.jspecify.annotations.Nullable;

/**
 * The database that {@code serve} uses, beside a running {@code serve} too: an embedded server that
 * already runs is asked, one that does not is started for the while.
 */
final class StoredData implements AutoCloseable {
  private final @Nullable LocalPostgres server;
  private final Database database;

  private StoredData(@Nullable LocalPostgres server, Database database) {
    this.server = server;
    this.database = database;
  }

  static StoredData open(Settings settings) {
    var external = settings.database();
    if (external != null) {
      return of(external);
    }
    var directory = settings.dataDirectory().resolve("postgres");
    return LocalPostgres.ofAnotherProcess(directory)
        .map(StoredData::of)
        .orElseGet(
            () ->
                of(
                    LocalPostgres.start(
                        directory,
                        new LocalPostgres.Options(
                            0, LocalPostgres.Durability.DURABLE, settings.cacheDirectory()))));
  }

  private static StoredData of(DatabaseSettings settings) {
    return new StoredData(null, Database.open(settings));
  }

  private static StoredData of(LocalPostgres server) {
    try {
      return new StoredData(server, Database.open(server.settings()));
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  Database database() {
    return database;
  }

  @Override
  public void close() {
    database.close();
    if (server != null) {
      server.close();
    }
  }
}
