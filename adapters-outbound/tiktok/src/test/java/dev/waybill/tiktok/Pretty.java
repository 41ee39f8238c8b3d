package dev.waybill.tiktok;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** JSON as lines that people compare, one member a line. */
final class Pretty {
  private Pretty() {}

  static List<String> lines(Json value) {
    var lines = new ArrayList<String>();
    add(lines, "", "", value, "");
    return lines;
  }

  private static void add(List<String> lines, String indent, String name, Json value, String end) {
    switch (value) {
      case JsonObject object when !object.isEmpty() -> {
        lines.add(indent + name + "{");
        var left = object.members().size();
        for (var member : object.members().entrySet()) {
          var label = Events.text(Json.of(member.getKey())) + ": ";
          add(lines, indent + "  ", label, member.getValue(), --left > 0 ? "," : "");
        }
        lines.add(indent + "}" + end);
      }
      case JsonArray(var elements) when !elements.isEmpty() -> {
        lines.add(indent + name + "[");
        var left = elements.size();
        for (var element : elements) {
          add(lines, indent + "  ", "", element, --left > 0 ? "," : "");
        }
        lines.add(indent + "]" + end);
      }
      default -> lines.add(indent + name + Events.text(value) + end);
    }
  }
}
