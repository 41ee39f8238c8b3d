package dev.waybill.inbound.cli.apply;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonBoolean;
import dev.waybill.domain.json.JsonNull;
import dev.waybill.domain.json.JsonNumber;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One place that is not as it is wanted.
 *
 * @param place such as {@code settings.event_source_ids.web}
 * @param is null where there is nothing
 * @param wanted null where there is to be nothing
 */
record Difference(String place, @Nullable String is, @Nullable String wanted) {
  private static final String HIDDEN = "(not shown)";

  /** {@code +}, {@code -} or {@code ~}, the place, and what changes there. */
  String line() {
    if (is == null) {
      return "+ " + place + ": " + wanted;
    }
    return wanted == null ? "- " + place + ": " + is : "~ " + place + ": " + is + " -> " + wanted;
  }

  /**
   * Every place that differs. Null and absent are the same. What came from a reference is shown as
   * it was written, and neither is what stands there now.
   *
   * @param written what is wanted, with references as they were written
   */
  static List<Difference> between(String name, @Nullable Json is, Json wanted, Json written) {
    var old = flat(name, is);
    var fresh = flat(name, wanted);
    var shown = flat(name, written);
    var places = new LinkedHashSet<>(fresh.keySet());
    places.addAll(old.keySet());
    var differences = new ArrayList<Difference>();
    for (var place : places) {
      var before = old.get(place);
      var after = fresh.get(place);
      if (before == null ? after != null : !before.equals(after)) {
        differences.add(of(place, before, after, shown.get(place)));
      }
    }
    return differences;
  }

  private static Difference of(
      String place, @Nullable String before, @Nullable String after, @Nullable String written) {
    boolean hidden = written != null && References.isIn(written);
    return hidden
        ? new Difference(place, before == null ? null : HIDDEN, written)
        : new Difference(place, before, after);
  }

  private static Map<String, String> flat(String name, @Nullable Json value) {
    var found = new LinkedHashMap<String, String>();
    if (value != null) {
      collect(name, value, found);
    }
    return found;
  }

  private static void collect(String place, Json value, Map<String, String> found) {
    switch (value) {
      case JsonObject(var members) when !members.isEmpty() ->
          members.forEach((name, member) -> collect(place + "." + name, member, found));
      case JsonArray(var elements) when !elements.isEmpty() -> {
        for (int i = 0; i < elements.size(); i++) {
          collect(place + "." + i, elements.get(i), found);
        }
      }
      case JsonObject _ -> found.put(place, "{}");
      case JsonArray _ -> found.put(place, "[]");
      case JsonString(var text) -> found.put(place, text);
      case JsonNumber(var number) -> found.put(place, number.stripTrailingZeros().toPlainString());
      case JsonBoolean bool -> found.put(place, Boolean.toString(bool.value()));
      case JsonNull _ -> {}
    }
  }
}
