package dev.waybill.domain.mapping;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonNumber;
import dev.waybill.domain.json.JsonString;
import java.util.function.Function;

/** One step from a value as it was sent to a value as the platform wants it. */
@FunctionalInterface
interface Conversion {
  /**
   * Converts one value that is not empty.
   *
   * @param here what the paths of options are resolved from
   */
  Result convert(Json value, Json here);

  /** A conversion of text; numbers are read as their decimal text. */
  static Conversion ofText(Function<String, Result> conversion) {
    return (value, _) -> onText(value, conversion);
  }

  static Result onText(Json value, Function<String, Result> conversion) {
    return switch (value) {
      case JsonString(String text) -> conversion.apply(text);
      case JsonNumber number ->
          switch (Numbers.text(number)) {
            case Value(JsonString(String text)) -> conversion.apply(text);
            case Result other -> other;
          };
      default -> WANTED_TEXT;
    };
  }

  Unusable WANTED_TEXT = new Unusable("wrong_type", "wanted text or a number");

  /** What came of a conversion. */
  sealed interface Result {}

  record Value(Json value) implements Result {
    static Value of(String text) {
      return new Value(Json.of(text));
    }
  }

  /** Nothing to send, and nothing to tell about it. */
  record Omitted() implements Result {}

  Omitted OMITTED = new Omitted();

  /**
   * The value is not what this conversion works on.
   *
   * @param message what was wanted; never the value itself
   */
  record Unusable(String code, String message) implements Result {}
}
