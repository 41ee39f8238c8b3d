package dev.waybill.bootstrap.settings;

import dev.waybill.domain.destination.PlatformSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Every setting there is. */
public final class SettingCatalogue {
  static final Setting CONFIG_FILE =
      Setting.open(
          "WAYBILL_CONFIG_FILE",
          "",
          "a file of NAME=value lines with any of these settings; the environment wins over it");
  static final Setting LISTEN_ADDRESS =
      Setting.open("WAYBILL_LISTEN_ADDRESS", "127.0.0.1", "the address the HTTP server listens at");
  static final Setting PORT =
      Setting.open("WAYBILL_PORT", "8080", "the port of the HTTP server, 0 for any free one");
  static final Setting DATA_DIR =
      Setting.open(
          "WAYBILL_DATA_DIR",
          ".waybill",
          "where the embedded database, the master key and the admin token live");
  static final Setting CACHE_DIR =
      Setting.open(
          "WAYBILL_CACHE_DIR",
          "",
          "where the embedded database's programs are unpacked, once; none: .cache/waybill in the"
              + " home directory");
  static final Setting DATABASE_URL =
      Setting.open(
          "WAYBILL_DATABASE_URL",
          "",
          "jdbc:postgresql://host:port/name of a PostgreSQL 14 to 18; none starts an embedded one");
  static final Setting DATABASE_USER =
      Setting.open("WAYBILL_DATABASE_USER", "waybill", "the user of that database");
  static final Setting DATABASE_PASSWORD =
      Setting.secret("WAYBILL_DATABASE_PASSWORD", "the password of that user");
  static final Setting MASTER_KEY_FILE =
      Setting.open(
          "WAYBILL_MASTER_KEY_FILE",
          "",
          "the key that seals credentials; needed with a database of your own, else made once in"
              + " the data directory");
  static final Setting ADMIN_TOKEN =
      Setting.secret(
          "WAYBILL_ADMIN_TOKEN",
          "the token of the admin API, at least 20 characters; else made once in the data"
              + " directory");
  static final Setting PLUGIN_DIR =
      Setting.open(
          "WAYBILL_PLUGIN_DIR",
          "",
          "a folder of jars with further destinations; none: plugins in the data directory");
  static final Setting LOG_FORMAT =
      Setting.open("WAYBILL_LOG_FORMAT", "text", "text or json, one line for each thing to know");
  static final Setting LOG_LEVEL =
      Setting.open("WAYBILL_LOG_LEVEL", "info", "error, warn, info or debug");
  static final Setting RELAY_IDLE_MS =
      Setting.open(
          "WAYBILL_RELAY_IDLE_MS",
          "100",
          "how often a node asks for events that other nodes took in and for retries that are due,"
              + " in milliseconds");
  static final Setting WATCH_SECONDS =
      Setting.open(
          "WAYBILL_WATCH_SECONDS",
          "60",
          "how soon a connector that was parked, and verified again at once in vain, is verified"
              + " once more, in seconds; doubles up to an hour");
  static final Setting PROBE_SECONDS =
      Setting.open(
          "WAYBILL_PROBE_SECONDS",
          "3600",
          "how often the platform is asked whether it still honours a connector's token, in"
              + " seconds");
  static final Setting PUBLIC_URL =
      Setting.open(
          "WAYBILL_PUBLIC_URL",
          "",
          "where browsers reach this installation, for a platform that sends them back here; none:"
              + " http:// with the listen address and port");

  static final Setting RETENTION =
      Setting.open(
          "WAYBILL_RETENTION",
          "7d",
          "how long an event stays in the log at least, a number with m, h or d; what a connector"
              + " has not had by then expires");
  static final Setting KEY_BUDGET =
      Setting.open(
          "WAYBILL_KEY_BUDGET",
          "100000000",
          "how many events are remembered to tell duplicates, at most; about 100 bytes of disk"
              + " each");
  static final Setting DISK_BUDGET =
      Setting.open(
          "WAYBILL_DISK_BUDGET",
          "",
          "the size of the database at which no more events are taken in, a number with MB, GB or"
              + " TB; none: no limit");
  static final Setting DEAD_PAYLOAD_DAYS =
      Setting.open(
          "WAYBILL_DEAD_PAYLOAD_DAYS",
          "30",
          "how long dead and expired events keep their payload, in days; code and ids stay");

  static final Setting ALERT_WEBHOOK_URL =
      Setting.open(
          "WAYBILL_ALERT_WEBHOOK_URL",
          "",
          "where alerts are posted, signed by Standard Webhooks; none: they are logged and shown"
              + " alone");
  static final Setting ALERT_WEBHOOK_SECRET =
      Setting.secret(
          "WAYBILL_ALERT_WEBHOOK_SECRET",
          "what signs them: whsec_ and base64; two with a space between, the new one first, while"
              + " the receiver moves over");
  static final Setting ALERT_ALLOW_PRIVATE_ADDRESSES =
      Setting.open(
          "WAYBILL_ALERT_ALLOW_PRIVATE_ADDRESSES",
          "false",
          "true lets alerts go to private, local and reserved addresses");
  static final Setting ALERT_OLDEST_WAITING =
      Setting.open(
          "WAYBILL_ALERT_OLDEST_WAITING",
          "15m",
          "how long an event may wait before an alert, a number with m, h or d");
  static final Setting ALERT_DEAD_PERCENT =
      Setting.open(
          "WAYBILL_ALERT_DEAD_PERCENT",
          "5",
          "which share of what a connector settles within 15 minutes may be dead, in percent");
  static final Setting ALERT_EXPIRY_WITHIN =
      Setting.open(
          "WAYBILL_ALERT_EXPIRY_WITHIN",
          "6h",
          "how long before events expire there is an alert, a number with m, h or d");
  static final Setting ALERT_HOLD =
      Setting.open(
          "WAYBILL_ALERT_HOLD",
          "2m",
          "how long something is found before an alert fires, a number with m, h or d");
  static final Setting ALERT_QUIET =
      Setting.open(
          "WAYBILL_ALERT_QUIET",
          "5m",
          "how long nothing is found before an alert is over, a number with m, h or d");
  static final Setting OTLP_ENDPOINT =
      Setting.open(
          "WAYBILL_OTLP_ENDPOINT",
          "",
          "where traces are sent by OTLP over HTTP, such as http://127.0.0.1:4318; none: what"
              + " OTEL_EXPORTER_OTLP_ENDPOINT says, or no traces");
  static final Setting SHARED_OTLP_ENDPOINT =
      Setting.open("OTEL_EXPORTER_OTLP_ENDPOINT", "", "the same for all programs of the machine");
  static final Setting OTLP_PROTOCOL =
      Setting.open(
          "OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf", "how traces are sent; the only way");
  static final Setting OTLP_HEADERS =
      Setting.secret(
          "OTEL_EXPORTER_OTLP_HEADERS",
          "headers for the collector of traces, name=value with commas between, values"
              + " percent-encoded: authorization=Bearer%20token");
  static final Setting SERVICE_NAME =
      Setting.open("OTEL_SERVICE_NAME", "waybill", "what traces call this program");

  /** OpenTelemetry's own names, which programs of a machine have in common. */
  static final List<Setting> SHARED =
      List.of(SHARED_OTLP_ENDPOINT, OTLP_PROTOCOL, OTLP_HEADERS, SERVICE_NAME);

  private static final List<Setting> OWN =
      List.of(
          CONFIG_FILE,
          LISTEN_ADDRESS,
          PORT,
          DATA_DIR,
          CACHE_DIR,
          DATABASE_URL,
          DATABASE_USER,
          DATABASE_PASSWORD,
          MASTER_KEY_FILE,
          ADMIN_TOKEN,
          PLUGIN_DIR,
          LOG_FORMAT,
          LOG_LEVEL,
          RELAY_IDLE_MS,
          WATCH_SECONDS,
          PROBE_SECONDS,
          PUBLIC_URL,
          RETENTION,
          KEY_BUDGET,
          DISK_BUDGET,
          DEAD_PAYLOAD_DAYS,
          ALERT_WEBHOOK_URL,
          ALERT_WEBHOOK_SECRET,
          ALERT_ALLOW_PRIVATE_ADDRESSES,
          ALERT_OLDEST_WAITING,
          ALERT_DEAD_PERCENT,
          ALERT_EXPIRY_WITHIN,
          ALERT_HOLD,
          ALERT_QUIET,
          OTLP_ENDPOINT,
          SHARED_OTLP_ENDPOINT,
          OTLP_PROTOCOL,
          OTLP_HEADERS,
          SERVICE_NAME);

  private SettingCatalogue() {}

  /** The platform's own settings and those of the installed destinations. */
  public static List<Setting> all(Collection<PlatformSpec> platforms) {
    var all = new ArrayList<>(OWN);
    for (var platform : platforms) {
      platform.installationSettings().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(entry -> all.add(ofDestination(platform, entry.getKey(), entry.getValue())));
    }
    return all;
  }

  static Setting ofDestination(
      PlatformSpec platform, String name, PlatformSpec.InstallationSetting setting) {
    return new Setting(
        nameOf(platform, name), setting.defaultValue(), setting.description(), setting.secret());
  }

  /** The environment variable of a destination's installation setting. */
  public static String nameOf(PlatformSpec platform, String setting) {
    return ("WAYBILL_" + platform.type() + "_" + setting)
        .replace('-', '_')
        .toUpperCase(Locale.ROOT);
  }
}
