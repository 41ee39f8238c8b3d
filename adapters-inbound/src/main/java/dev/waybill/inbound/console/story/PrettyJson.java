package dev.waybill.inbound.console.story;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonBoolean;
import dev.waybill.domain.json.JsonNull;
import dev.waybill.domain.json.JsonNumber;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonString;
import java.util.ArrayList;
import java.util.List;

/** JSON as people read it. For looking at: what cannot be seen is not escaped. */
final class PrettyJson {
  private PrettyJson() {}

  /** A member a line, indented. */
  static String of(Json value) {
    return write(value, "\n");
  }

  /** On one line. */
  static String compact(Json value) {
    return switch (value) {
      case JsonObject(var members) -> {
        var parts = new ArrayList<String>();
        members.forEach((name, member) -> parts.add(quoted(name) + ": " + compact(member)));
        yield "{" + String.join(", ", parts) + "}";
      }
      case JsonArray(var elements) ->
          "[" + String.join(", ", elements.stream().map(PrettyJson::compact).toList()) + "]";
      case Json leaf -> leaf(leaf);
    };
  }

  private static String write(Json value, String line) {
    var inner = line + "  ";
    return switch (value) {
      case JsonObject(var members) -> {
        var parts = new ArrayList<String>();
        members.forEach((name, member) -> parts.add(quoted(name) + ": " + write(member, inner)));
        yield enclosed("{", parts, "}", line);
      }
      case JsonArray(var elements) ->
          enclosed(
              "[", elements.stream().map(element -> write(element, inner)).toList(), "]", line);
      case Json leaf -> leaf(leaf);
    };
  }

  private static String enclosed(String open, List<String> parts, String close, String line) {
    return parts.isEmpty()
        ? open + close
        : open + line + "  " + String.join("," + line + "  ", parts) + line + close;
  }

  private static String leaf(Json value) {
    return switch (value) {
      case JsonString(var text) -> quoted(text);
      case JsonNumber(var number) -> number.toPlainString();
      case JsonBoolean bool -> bool.equals(JsonBoolean.TRUE) ? "true" : "false";
      case JsonNull _ -> "null";
      case JsonObject _, JsonArray _ -> "";
    };
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }
}
