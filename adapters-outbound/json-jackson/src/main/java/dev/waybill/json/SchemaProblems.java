package dev.waybill.json;

import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.Problem;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Our own short codes and sentences for JSON Schema's keywords. */
final class SchemaProblems {
  private SchemaProblems() {}

  /**
   * @param rule what the schema says under that keyword; shown, since it is no value of the sender
   */
  static Problem problem(@Nullable String keyword, JsonPointer at, @Nullable JsonNode rule) {
    var wanted = rule == null ? "" : text(rule);
    return switch (keyword == null ? "" : keyword) {
      case "required" -> Problem.at(at, "required", "This member is missing.");
      case "dependentRequired" ->
          Problem.at(at, "required", "This member wants another one beside it.");
      case "type" -> Problem.at(at, "wrong_type", "Wanted: " + wanted + ".");
      case "additionalProperties", "unevaluatedProperties", "propertyNames", "false" ->
          Problem.at(at, "not_allowed", "There is no such member here.");
      case "additionalItems", "unevaluatedItems" ->
          Problem.at(at, "not_allowed", "There is no such element here.");
      case "enum", "const" -> Problem.at(at, "one_of", "Wanted one of: " + wanted + ".");
      case "anyOf", "oneOf", "not" ->
          Problem.at(at, "no_alternative", "This fits none of the alternatives, or too many.");
      case "pattern" -> Problem.at(at, "pattern", "Wanted text that matches " + wanted + ".");
      case "format" -> Problem.at(at, "format", "Wanted text in the format " + wanted + ".");
      case "minLength" ->
          Problem.at(at, "too_short", "Wanted at least this many characters: " + wanted + ".");
      case "maxLength" ->
          Problem.at(at, "too_long", "Wanted at most this many characters: " + wanted + ".");
      case "minimum" -> Problem.at(at, "too_small", "Wanted at least " + wanted + ".");
      case "exclusiveMinimum" -> Problem.at(at, "too_small", "Wanted more than " + wanted + ".");
      case "maximum" -> Problem.at(at, "too_large", "Wanted at most " + wanted + ".");
      case "exclusiveMaximum" -> Problem.at(at, "too_large", "Wanted less than " + wanted + ".");
      case "minItems", "minProperties", "minContains", "contains" ->
          Problem.at(at, "too_few", "There is too little in here.");
      case "maxItems", "maxProperties", "maxContains" ->
          Problem.at(at, "too_many", "Wanted at most this many: " + wanted + ".");
      case "uniqueItems" -> Problem.at(at, "not_unique", "Every element may be there once.");
      case "multipleOf" -> Problem.at(at, "step", "Wanted a multiple of " + wanted + ".");
      default -> Problem.at(at, "invalid", "This does not satisfy the schema.");
    };
  }

  private static String text(JsonNode rule) {
    if (!rule.isArray()) {
      return rule.asString("");
    }
    return String.join(", ", rule.valueStream().map(node -> node.asString("null")).toList());
  }
}
