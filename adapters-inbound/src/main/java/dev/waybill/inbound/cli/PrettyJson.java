package dev.waybill.inbound.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonCodec;
import dev.waybill.domain.json.JsonObject;

/** JSON with a line for each member, and nothing in it that a terminal would obey. */
public final class PrettyJson {
  private final JsonCodec codec;
  private final StringBuilder out = new StringBuilder();

  private PrettyJson(JsonCodec codec) {
    this.codec = codec;
  }

  /** Two spaces a level, and no line break at the end. */
  public static String of(Json value, JsonCodec codec) {
    var pretty = new PrettyJson(codec);
    pretty.append(value, "\n");
    return pretty.out.toString();
  }

  private void append(Json value, String newLine) {
    var deeper = newLine + "  ";
    switch (value) {
      case JsonObject(var members) when !members.isEmpty() -> {
        var comma = "{";
        for (var member : members.entrySet()) {
          out.append(comma).append(deeper).append(compact(Json.of(member.getKey()))).append(": ");
          append(member.getValue(), deeper);
          comma = ",";
        }
        out.append(newLine).append('}');
      }
      case JsonArray(var elements) when !elements.isEmpty() -> {
        var comma = "[";
        for (var element : elements) {
          out.append(comma).append(deeper);
          append(element, deeper);
          comma = ",";
        }
        out.append(newLine).append(']');
      }
      case Json other -> out.append(compact(other));
    }
  }

  private String compact(Json value) {
    var text = new StringBuilder();
    new String(codec.write(value), UTF_8)
        .chars()
        .forEach(
            unit -> {
              if (PlainText.isHarmless(unit) || Character.isSurrogate((char) unit)) {
                text.append((char) unit);
              } else {
                text.append("\\u%04x".formatted(unit));
              }
            });
    return text.toString();
  }
}
