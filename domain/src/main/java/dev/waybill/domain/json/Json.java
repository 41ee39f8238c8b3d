package dev.waybill.domain.json;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One JSON value, immutable. Values may hold personal data, so no {@code toString} here shows
 * content; write a value with a {@link JsonCodec} where its content is wanted.
 */
public sealed interface Json
    permits JsonArray, JsonBoolean, JsonNull, JsonNumber, JsonObject, JsonString {

  static JsonString of(String value) {
    return new JsonString(value);
  }

  static JsonNumber of(long value) {
    return new JsonNumber(BigDecimal.valueOf(value));
  }

  static JsonNumber of(BigDecimal value) {
    return new JsonNumber(value);
  }

  static JsonBoolean of(boolean value) {
    return value ? JsonBoolean.TRUE : JsonBoolean.FALSE;
  }

  /** The word for this kind of value that a person reads in an error: "a string", "an object" … */
  default String kind() {
    return switch (this) {
      case JsonArray _ -> "an array";
      case JsonBoolean _ -> "a boolean";
      case JsonNull _ -> "null";
      case JsonNumber _ -> "a number";
      case JsonObject _ -> "an object";
      case JsonString _ -> "a string";
    };
  }

  /** The text of a string value, or null for every other kind. */
  default @Nullable String text() {
    return this instanceof JsonString(String value) ? value : null;
  }

  /** Null, an empty or blank string, an empty array or an empty object: nothing worth sending. */
  default boolean isEmpty() {
    return switch (this) {
      case JsonNull _ -> true;
      case JsonString(String value) -> value.isBlank();
      case JsonArray array -> array.elements().isEmpty();
      case JsonObject object -> object.members().isEmpty();
      case JsonBoolean _, JsonNumber _ -> false;
    };
  }
}
