package dev.waybill.domain.mapping;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.mapping.MappingTest.Difference;
import dev.waybill.domain.mapping.MappingTest.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds where two values differ. */
final class Differences {
  private final List<Difference> found = new ArrayList<>();

  private Differences() {}

  /** Every place, in the order of the expected value and then of the actual one. */
  static List<Difference> between(Json expected, Json actual) {
    var differences = new Differences();
    differences.compare(expected, actual, JsonPointer.ROOT);
    return differences.found;
  }

  private void compare(@Nullable Json expected, @Nullable Json actual, JsonPointer at) {
    if (expected == null || actual == null) {
      found.add(
          new Difference(at, actual == null ? Kind.MISSING : Kind.UNEXPECTED, expected, actual));
    } else if (expected instanceof JsonObject left && actual instanceof JsonObject right) {
      objects(left, right, at);
    } else if (expected instanceof JsonArray(var left) && actual instanceof JsonArray(var right)) {
      arrays(left, right, at);
    } else if (!expected.equals(actual)) {
      found.add(new Difference(at, Kind.DIFFERENT, expected, actual));
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
}
