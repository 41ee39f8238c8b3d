package dev.waybill.inbound.cli.command;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonBoolean;
import dev.waybill.domain.json.JsonNull;
import dev.waybill.domain.json.JsonNumber;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.JsonString;
import java.util.ArrayList;
import java.util.List;

/** A small value on one line: the places in it that hold something, and what. */
final class Flat {
  private Flat() {}

  static String of(Json value) {
    var parts = new ArrayList<String>();
    collect(value, JsonPointer.ROOT, parts);
    return String.join(", ", parts);
  }

  private static void collect(Json value, JsonPointer here, List<String> parts) {
    switch (value) {
      case JsonObject(var members) ->
          members.forEach((name, member) -> collect(member, here.at(name), parts));
      case JsonArray(var elements) -> {
        for (int i = 0; i < elements.size(); i++) {
          collect(elements.get(i), here.at(i), parts);
        }
      }
      case JsonNull _ -> {}
      case JsonString(var text) -> parts.add(name(here) + text);
      case JsonNumber(var number) -> parts.add(name(here) + number.toPlainString());
      case JsonBoolean bool -> parts.add(name(here) + bool.value());
    }
  }

  private static String name(JsonPointer pointer) {
    return pointer.tokens().isEmpty() ? "" : String.join(".", pointer.tokens()) + "=";
  }
}
