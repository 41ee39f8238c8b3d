package dev.waybill.domain.mapping;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonNumber;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonString;

/**
 * How much room a value takes in a payload: one for each value, and one for every four characters.
 */
final class Weights {
  private static final long MOST_DIGITS = 1_000;

  private Weights() {}

  static int of(Json value) {
    return switch (value) {
      case JsonString(String text) -> 1 + text.length() / 4;
      case JsonNumber(var number) ->
          1 + (int) Math.min(MOST_DIGITS, number.precision() + Math.abs((long) number.scale())) / 4;
      case JsonArray(var elements) -> {
        int weight = 1;
        for (var element : elements) {
          weight += of(element);
        }
        yield weight;
      }
      case JsonObject(var members) -> {
        int weight = 1;
        for (var member : members.entrySet()) {
          weight += member.getKey().length() / 4 + of(member.getValue());
        }
        yield weight;
      }
      default -> 1;
    };
  }
}
