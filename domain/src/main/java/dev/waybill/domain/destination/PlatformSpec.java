package dev.waybill.domain.destination;

import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a platform tells about itself.
 *
 * @param type its name in URLs and configurations, such as {@code tiktok-events}: lower-case words
 *     with dashes
 * @param actions what the console offers, such as {@code Add}
 * @param settingsSchema JSON Schema (2020-12) of a connector's settings; an object that allows
 *     nothing unnamed
 * @param credentialSchema JSON Schema of its credential: an object of strings, all of them secret
 * @param installationSettings settings of the whole installation, by name, such as {@code base_url}
 * @param startingMapping the mapping of a connector that brings none of its own
 * @param startingMappingTests the mapping tests of the starting mapping, as the API writes them
 * @param eventNames the event names the platform knows by itself
 */
public record PlatformSpec(
    String type,
    String title,
    String description,
    List<String> actions,
    JsonObject settingsSchema,
    JsonObject credentialSchema,
    Map<String, InstallationSetting> installationSettings,
    Limits limits,
    JsonObject startingMapping,
    JsonArray startingMappingTests,
    List<String> eventNames) {

  private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  public PlatformSpec {
    if (!TYPE.matcher(type).matches()) {
      throw new IllegalArgumentException(
          "platform type: wanted lower-case words with dashes: " + type);
    }
    actions = List.copyOf(actions);
    installationSettings = Map.copyOf(installationSettings);
    eventNames = List.copyOf(eventNames);
  }

  /**
   * A setting of the installation: environment variable {@code WAYBILL_<TYPE>_<NAME>}, where TYPE
   * is the platform's type, both in capitals with underscores.
   */
  public record InstallationSetting(String defaultValue, String description) {}

  /**
   * What one batch may hold.
   *
   * @param batchEvents the most events in one call of {@link Destination#deliver}
   * @param batchBytes the most payload bytes in one call, counted as the mapped JSON; a single
   *     event may be larger
   */
  public record Limits(int batchEvents, int batchBytes) {
    public Limits {
      if (batchEvents < 1 || batchBytes < 1) {
        throw new IllegalArgumentException("limits: wanted at least 1 event and 1 byte");
      }
    }
  }
}
