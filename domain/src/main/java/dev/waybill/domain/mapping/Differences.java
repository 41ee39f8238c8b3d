package dev.waybill.domain.mapping;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where two values differ, as pointers and kinds of difference, without values. */
final class Differences {
  private static final int MOST_TOLD = 20;
  private final List<String> found = new ArrayList<>();

  private Differences() {}

  /** A line of text; empty when the values are equal. */
  static String between(Json expected, Json actual) {
    var differences = new Differences();
    differences.compare(expected, actual, JsonPointer.ROOT);
    return differences.line();
  }

  private void compare(@Nullable Json expected, @Nullable Json actual, JsonPointer at) {
    if (expected == null || actual == null) {
      found.add(name(at) + (actual == null ? " missing" : " unexpected"));
    } else if (expected instanceof JsonObject left && actual instanceof JsonObject right) {
      objects(left, right, at);
    } else if (expected instanceof JsonArray(var left) && actual instanceof JsonArray(var right)) {
      arrays(left, right, at);
    } else if (!expected.equals(actual)) {
      found.add(name(at) + " different");
    }
  }

  private void objects(JsonObject expected, JsonObject actual, JsonPointer at) {
    expected
        .members()
        .forEach((member, value) -> compare(value, actual.get(member), at.at(member)));
    actual
        .members()
        .forEach(
            (member, value) -> {
              if (expected.get(member) == null) {
                compare(null, value, at.at(member));
              }
            });
  }

  private void arrays(List<Json> expected, List<Json> actual, JsonPointer at) {
    for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
      compare(
          i < expected.size() ? expected.get(i) : null,
          i < actual.size() ? actual.get(i) : null,
          at.at(i));
    }
  }

  private String line() {
    var told = String.join(", ", found.subList(0, Math.min(MOST_TOLD, found.size())));
    int more = found.size() - MOST_TOLD;
    return more > 0 ? told + " and " + more + " more" : told;
  }

  private static String name(JsonPointer at) {
    return at.tokens().isEmpty() ? "the payload" : at.toString();
  }
}
