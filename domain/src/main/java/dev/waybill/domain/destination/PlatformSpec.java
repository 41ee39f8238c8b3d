package dev.waybill.domain.destination;

import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import java.time.Duration;
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
 * @param payloadSchema JSON Schema (2020-12) of one payload as {@link Destination#deliver} takes
 *     it; the empty object where the platform takes anything
 * @param startingMappings what a connector's mapping can begin with, at least one; the first is
 *     that of a connector that brings none of its own
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
    JsonObject payloadSchema,
    List<StartingMapping> startingMappings,
    List<String> eventNames) {

  private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  public PlatformSpec {
    if (!TYPE.matcher(type).matches()) {
      throw new IllegalArgumentException(
          "platform type: wanted lower-case words with dashes: " + type);
    }
    if (startingMappings.isEmpty()) {
      throw new IllegalArgumentException("platform " + type + ": wanted a starting mapping");
    }
    actions = List.copyOf(actions);
    startingMappings = List.copyOf(startingMappings);
    installationSettings = Map.copyOf(installationSettings);
    eventNames = List.copyOf(eventNames);
  }

  /** The mapping of a connector that brings none of its own. */
  public StartingMapping startingMapping() {
    return startingMappings.getFirst();
  }

  /**
   * A mapping the platform brings.
   *
   * @param name what a connector's mapping calls it by, such as {@code canonical}
   * @param title which events it is for, in a few words for people
   * @param tests its mapping tests, as the API writes them
   */
  public record StartingMapping(String name, String title, JsonObject mapping, JsonArray tests) {}

  /**
   * A setting of the installation: environment variable {@code WAYBILL_<TYPE>_<NAME>}, where TYPE
   * is the platform's type, both in capitals with underscores.
   */
  public record InstallationSetting(String defaultValue, String description, boolean secret) {
    /** One that everybody may see. */
    public static InstallationSetting open(String defaultValue, String description) {
      return new InstallationSetting(defaultValue, description, false);
    }

    /** One that nobody may see; empty by default. */
    public static InstallationSetting secret(String description) {
      return new InstallationSetting("", description, true);
    }
  }

  /**
   * What one batch may hold.
   *
   * @param batchEvents the most events in one call of {@link Destination#deliver}
   * @param batchBytes the most payload bytes in one call, counted as the mapped JSON; a single
   *     event may be larger
   * @param deduplication for how long after it first took an event the platform drops the same one
   *     sent again; zero where it never does
   */
  public record Limits(int batchEvents, int batchBytes, Duration deduplication) {
    public Limits {
      if (batchEvents < 1 || batchBytes < 1 || deduplication.isNegative()) {
        throw new IllegalArgumentException(
            "limits: wanted at least 1 event, 1 byte and no negative time");
      }
    }
  }
}
