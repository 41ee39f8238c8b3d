package dev.waybill.tiktok;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * JSON without null and without what is empty, at any depth: a mapping that copies an object whole
 * copies those too, and one null makes TikTok refuse a batch.
 */
final class Bare {
  private Bare() {}

  /** That very object where nothing has to go. */
  static JsonObject of(JsonObject object) {
    return isBare(object) ? object : new JsonObject(members(object.members()));
  }

  private static boolean isBare(Json value) {
    return switch (value) {
      case JsonObject object -> {
        for (var member : object.members().values()) {
          if (member.isEmpty() || !isBare(member)) {
            yield false;
          }
        }
        yield true;
      }
      case JsonArray(var elements) -> {
        for (var element : elements) {
          if (element.isEmpty() || !isBare(element)) {
            yield false;
          }
        }
        yield true;
      }
      default -> true;
    };
  }

  private static Json strip(Json value) {
    return switch (value) {
      case JsonObject object -> new JsonObject(members(object.members()));
      case JsonArray(var elements) ->
          new JsonArray(
              elements.stream().map(Bare::strip).filter(element -> !element.isEmpty()).toList());
      default -> value;
    };
  }

  private static Map<String, Json> members(Map<String, Json> members) {
    var kept = new LinkedHashMap<String, Json>();
    members.forEach((name, value) -> put(kept, name, strip(value)));
    return kept;
  }

  private static void put(Map<String, Json> kept, String name, Json value) {
    if (!value.isEmpty()) {
      kept.put(name, value);
    }
  }
}
