package dev.waybill.inbound.console.piece;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonCodec;
import dev.waybill.domain.json.JsonObject;
import java.util.stream.Collectors;

/** JSON with a line for each member, for people. */
public final class PrettyJson {
  private static final int SHORT = 72;

  private final JsonCodec codec;

  public PrettyJson(JsonCodec codec) {
    this.codec = codec;
  }

  /** Indented by two spaces a level where a line would be too long for all of it. */
  public String write(Json value) {
    return write(value, "");
  }

  private String write(Json value, String indent) {
    var compact = compact(value);
    if (compact.length() + indent.length() <= SHORT) {
      return compact;
    }
    var deeper = indent + "  ";
    return switch (value) {
      case JsonObject(var members) ->
          members.entrySet().stream()
              .map(
                  member ->
                      deeper
                          + compact(Json.of(member.getKey()))
                          + ": "
                          + write(member.getValue(), deeper))
              .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
      case JsonArray(var elements) ->
          elements.stream()
              .map(element -> deeper + write(element, deeper))
              .collect(Collectors.joining(",\n", "[\n", "\n" + indent + "]"));
      default -> compact;
    };
  }

  /** All of it on one line. */
  public String compact(Json value) {
    return new String(codec.write(value), UTF_8);
  }
}
