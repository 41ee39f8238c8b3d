package dev.waybill.bootstrap.settings;

import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.destination.PlatformSpec;
import dev.waybill.domain.outbox.RetentionPolicy;
import dev.waybill.persistence.DatabaseSettings;
import dev.waybill.tracing.TraceTarget;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settings that were checked.
 *
 * @param database null for the embedded one
 * @param masterKeyFile where the master key is, or is to be made
 * @param adminToken null when it is to be made once and kept in the data directory
 * @param probe how often a token is asked about
 * @param retention how long and how much is kept
 * @param alerts who is called, and for what
 * @param traces where they go; null for nowhere
 * @param publicUrl where browsers reach this installation, without a slash at its end
 * @param installation the installation settings of each destination, by platform type
 */
public record Settings(
    String listenAddress,
    int port,
    Path dataDirectory,
    Path cacheDirectory,
    @Nullable DatabaseSettings database,
    Path masterKeyFile,
    @Nullable Secret adminToken,
    Duration relayIdle,
    Duration watch,
    Duration probe,
    URI publicUrl,
    RetentionPolicy retention,
    AlertSettings alerts,
    @Nullable TraceTarget traces,
    Map<String, Map<String, String>> installation) {

  private static final int SHORTEST_ADMIN_TOKEN = 20;

  public Settings {
    installation = Map.copyOf(installation);
  }

  /** Settings, or every mistake in them. */
  public sealed interface Checked {
    record Valid(Settings settings) implements Checked {}

    record Invalid(List<String> problems) implements Checked {
      public Invalid {
        problems = List.copyOf(problems);
      }
    }
  }

  /** Where the jars of further destinations are; needed before their settings are known. */
  public static Path pluginDirectory(SettingValues values) {
    var given = values.get(SettingCatalogue.PLUGIN_DIR);
    return given.isEmpty() ? dataDirectory(values).resolve("plugins") : Path.of(given);
  }

  private static Path dataDirectory(SettingValues values) {
    return Path.of(values.get(SettingCatalogue.DATA_DIR)).toAbsolutePath().normalize();
  }

  private static Path cacheDirectory(SettingValues values) {
    var given = values.get(SettingCatalogue.CACHE_DIR);
    return given.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".cache", "waybill")
        : Path.of(given).toAbsolutePath();
  }

  /** Checks everything and reports all problems at once. */
  public static Checked check(SettingValues values, Collection<PlatformSpec> platforms) {
    var problems = new ArrayList<>(values.problems(SettingCatalogue.all(platforms)));
    var data = dataDirectory(values);
    var database = database(values, problems);
    var settings =
        new Settings(
            listenAddress(values, problems),
            (int) Amounts.number(values, SettingCatalogue.PORT, 0, 65_535, problems),
            data,
            cacheDirectory(values),
            database,
            masterKeyFile(values, data, database, problems),
            adminToken(values, problems),
            Duration.ofMillis(
                Amounts.number(values, SettingCatalogue.RELAY_IDLE_MS, 1, 60_000, problems)),
            Duration.ofSeconds(
                Amounts.number(values, SettingCatalogue.WATCH_SECONDS, 1, 3_600, problems)),
            Duration.ofSeconds(
                Amounts.number(values, SettingCatalogue.PROBE_SECONDS, 1, 86_400, problems)),
            publicUrl(values, problems),
            retention(values, problems),
            AlertSettings.check(values, problems),
            TraceSettings.check(values, problems),
            installation(values, platforms, problems));
    oneOf(values, SettingCatalogue.LOG_FORMAT, Set.of("text", "json"), problems);
    oneOf(values, SettingCatalogue.LOG_LEVEL, Set.of("error", "warn", "info", "debug"), problems);
    return problems.isEmpty() ? new Checked.Valid(settings) : new Checked.Invalid(problems);
  }

  private static String listenAddress(SettingValues values, List<String> problems) {
    var address = values.get(SettingCatalogue.LISTEN_ADDRESS);
    try {
      var found = InetAddress.getByName(address);
      if (found.isAnyLocalAddress() || NetworkInterface.getByInetAddress(found) != null) {
        return found.getHostAddress();
      }
    } catch (UnknownHostException | SocketException e) {
      // said below, as for an address of another machine
    }
    problems.add(SettingCatalogue.LISTEN_ADDRESS.name() + ": not an address of this machine");
    return address;
  }

  private static RetentionPolicy retention(SettingValues values, List<String> problems) {
    return new RetentionPolicy(
        Amounts.duration(values, SettingCatalogue.RETENTION, problems),
        Amounts.number(values, SettingCatalogue.KEY_BUDGET, 1_000, 100_000_000_000L, problems),
        Amounts.bytes(values, SettingCatalogue.DISK_BUDGET, problems),
        Duration.ofDays(
            Amounts.number(values, SettingCatalogue.DEAD_PAYLOAD_DAYS, 0, 3_650, problems)));
  }

  private static void oneOf(
      SettingValues values, Setting setting, Set<String> allowed, List<String> problems) {
    if (!allowed.contains(values.get(setting))) {
      problems.add(
          setting.name()
              + ": wanted one of "
              + String.join(", ", allowed.stream().sorted().toList()));
    }
  }

  private static @Nullable DatabaseSettings database(SettingValues values, List<String> problems) {
    var url = values.get(SettingCatalogue.DATABASE_URL);
    if (url.isEmpty()) {
      if (values.isSet(SettingCatalogue.DATABASE_PASSWORD)) {
        problems.add(
            SettingCatalogue.DATABASE_PASSWORD.name() + ": given without WAYBILL_DATABASE_URL");
      }
      return null;
    }
    if (!url.startsWith("jdbc:postgresql://")) {
      problems.add(SettingCatalogue.DATABASE_URL.name() + ": wanted jdbc:postgresql://host/name");
    }
    if (url.contains("password=") || url.matches("[^/]*//[^/]*@.*")) {
      problems.add(
          SettingCatalogue.DATABASE_URL.name()
              + ": holds a password, and would be shown; give it as WAYBILL_DATABASE_PASSWORD");
    }
    var password = values.secret(SettingCatalogue.DATABASE_PASSWORD, problems);
    return new DatabaseSettings(
        url,
        values.get(SettingCatalogue.DATABASE_USER),
        new Secret(password == null ? "" : password));
  }

  private static Path masterKeyFile(
      SettingValues values, Path data, @Nullable DatabaseSettings database, List<String> problems) {
    var given = values.get(SettingCatalogue.MASTER_KEY_FILE);
    if (!given.isEmpty()) {
      return Path.of(given).toAbsolutePath();
    }
    if (database != null) {
      // A key made on one machine would lock every other node, and the next machine, out of the
      // credentials.
      problems.add(
          SettingCatalogue.MASTER_KEY_FILE.name()
              + ": must be given with WAYBILL_DATABASE_URL; make one with ./waybill new-master-key"
              + " FILE");
    }
    return data.resolve("master-key.json");
  }

  private static @Nullable Secret adminToken(SettingValues values, List<String> problems) {
    var token = values.secret(SettingCatalogue.ADMIN_TOKEN, problems);
    if (token == null) {
      return null;
    }
    if (token.length() < SHORTEST_ADMIN_TOKEN || token.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      problems.add(
          SettingCatalogue.ADMIN_TOKEN.name()
              + ": wanted at least "
              + SHORTEST_ADMIN_TOKEN
              + " printable characters without spaces");
    }
    return new Secret(token);
  }

  private static Map<String, Map<String, String>> installation(
      SettingValues values, Collection<PlatformSpec> platforms, List<String> problems) {
    var installation = new LinkedHashMap<String, Map<String, String>>();
    for (var platform : platforms) {
      var own = new LinkedHashMap<String, String>();
      platform
          .installationSettings()
          .forEach(
              (name, setting) -> {
                var variable = SettingCatalogue.ofDestination(platform, name, setting);
                var value = value(values, variable, problems);
                if (name.endsWith("url") && !isHttpUrl(value)) {
                  problems.add(variable.name() + ": wanted http://host or https://host");
                }
                own.put(name, value);
              });
      installation.put(platform.type(), own);
    }
    return installation;
  }

  private static String value(SettingValues values, Setting variable, List<String> problems) {
    if (!variable.secret()) {
      return values.get(variable);
    }
    var secret = values.secret(variable, problems);
    return secret == null ? "" : secret;
  }

  private static URI publicUrl(SettingValues values, List<String> problems) {
    var given = values.get(SettingCatalogue.PUBLIC_URL);
    var otherwise =
        "http://"
            + bracketed(values.get(SettingCatalogue.LISTEN_ADDRESS))
            + ":"
            + values.get(SettingCatalogue.PORT);
    var url = given.isEmpty() ? otherwise : given.replaceAll("/+$", "");
    if (isHttpUrl(url)) {
      return URI.create(url);
    }
    if (!given.isEmpty()) {
      problems.add(SettingCatalogue.PUBLIC_URL.name() + ": wanted http://host or https://host");
    }
    return URI.create("http://127.0.0.1");
  }

  private static String bracketed(String address) {
    return address.contains(":") ? "[" + address + "]" : address;
  }

  static boolean isHttpUrl(String text) {
    try {
      var url = new URI(text);
      return url.getHost() != null && Set.of("http", "https").contains(url.getScheme());
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
