package dev.waybill.domain.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.stream.Collectors;

/** Reads and writes JSON for tests, without a library. */
public final class PlainJsonCodec implements JsonCodec {
  @Override
  public Optional<Json> read(byte[] utf8) {
    try {
      return Optional.of(JsonText.json(new String(utf8, UTF_8)));
    } catch (RuntimeException _) {
      return Optional.empty();
    }
  }

  @Override
  public byte[] write(Json value) {
    return text(value).getBytes(UTF_8);
  }

  /** The value as compact JSON. */
  public static String text(Json value) {
    return switch (value) {
      case JsonNull _ -> "null";
      case JsonBoolean bool -> Boolean.toString(bool.value());
      case JsonNumber(var number) -> number.toPlainString();
      case JsonString(var text) -> quoted(text);
      case JsonArray(var elements) ->
          elements.stream().map(PlainJsonCodec::text).collect(Collectors.joining(",", "[", "]"));
      case JsonObject(var members) ->
          members.entrySet().stream()
              .map(member -> quoted(member.getKey()) + ":" + text(member.getValue()))
              .collect(Collectors.joining(",", "{", "}"));
    };
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
