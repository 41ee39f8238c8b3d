package dev.waybill.bootstrap.bench;

import dev.waybill.bootstrap.Destinations;
import dev.waybill.bootstrap.settings.SettingValues;
import dev.waybill.bootstrap.settings.Settings;
import dev.waybill.bootstrap.stage.StageFailedException;
import dev.waybill.persistence.DatabaseSettings;
import dev.waybill.persistence.LocalPostgres;
import dev.waybill.persistence.LocalPostgres.Durability;
import dev.waybill.persistence.MasterKey;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The database of a run: the one the settings name, or a new embedded one whose checkpoints are as
 * far apart as on a server made for such a load. It goes with its server.
 */
final class BenchDatabase implements AutoCloseable {
  private static final String MOST_WAL = "16GB";

  private final DatabaseSettings settings;
  private final Path masterKey;
  private final @Nullable LocalPostgres server;

  private BenchDatabase(DatabaseSettings settings, Path masterKey, @Nullable LocalPostgres server) {
    this.settings = settings;
    this.masterKey = masterKey;
    this.server = server;
  }

  /**
   * Finds or starts it.
   *
   * @param folder of the run, where a new server puts its data
   * @throws StageFailedException when the settings are wrong
   */
  static BenchDatabase open(Map<String, String> environment, Path folder) {
    var settings = settings(environment, folder);
    MasterKey.loadOrMake(settings.masterKeyFile());
    var given = settings.database();
    if (given != null) {
      return new BenchDatabase(given, settings.masterKeyFile(), null);
    }
    var options =
        new LocalPostgres.Options(
            0,
            Durability.DURABLE,
            settings.cacheDirectory(),
            Map.of("max_wal_size", MOST_WAL, "checkpoint_timeout", "30min"));
    var server = LocalPostgres.start(folder.resolve("postgres"), options);
    return new BenchDatabase(server.settings(), settings.masterKeyFile(), server);
  }

  private static Settings settings(Map<String, String> environment, Path folder) {
    var complete = new HashMap<>(environment);
    complete.put("WAYBILL_DATA_DIR", folder.toString());
    complete.putIfAbsent("WAYBILL_MASTER_KEY_FILE", folder.resolve("master-key.json").toString());
    var destinations = Destinations.load(folder.resolve("plugins"));
    return switch (Settings.check(SettingValues.read(complete), destinations.specs())) {
      case Settings.Checked.Valid(var settings) -> settings;
      case Settings.Checked.Invalid(var problems) ->
          throw new StageFailedException(
              "the settings are wrong:\n  " + String.join("\n  ", problems));
    };
  }

  DatabaseSettings settings() {
    return settings;
  }

  /** What tells a platform to use it. */
  Map<String, String> environment() {
    return Map.of(
        "WAYBILL_DATABASE_URL", settings.url(),
        "WAYBILL_DATABASE_USER", settings.user(),
        "WAYBILL_DATABASE_PASSWORD", settings.password().reveal(),
        "WAYBILL_MASTER_KEY_FILE", masterKey.toString());
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
  }
}
