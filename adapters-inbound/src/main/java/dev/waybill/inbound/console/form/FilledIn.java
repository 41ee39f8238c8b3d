package dev.waybill.inbound.console.form;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.inbound.http.Form;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a form made from a schema was filled in with, as JSON. What was left empty is left out; what
 * is no number where one is wanted stays a text, and the schema's check tells so.
 */
public final class FilledIn {
  private static final Pattern PLAIN = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,18})?");

  private final String prefix;
  private final Form form;

  private FilledIn(String prefix, Form form) {
    this.prefix = prefix;
    this.form = form;
  }

  /**
   * @param prefix as the form's fields begin
   */
  public static JsonObject read(String prefix, JsonObject schema, Form form) {
    return new FilledIn(prefix, form).object(schema, JsonPointer.ROOT);
  }

  private JsonObject object(JsonObject schema, JsonPointer at) {
    var object = JsonObject.builder();
    schema
        .object("properties")
        .members()
        .forEach(
            (name, described) -> {
              var value =
                  described instanceof JsonObject property ? value(property, at.at(name)) : null;
              if (value != null) {
                object.put(name, value);
              }
            });
    return object.build();
  }

  private @Nullable Json value(JsonObject property, JsonPointer at) {
    var type = String.valueOf(property.string("type"));
    if (type.equals("object")) {
      var inner = object(property, at);
      return inner.members().isEmpty() ? null : inner;
    }
    var text = form.text(prefix + at);
    if (text.isEmpty()) {
      return null;
    }
    return switch (type) {
      case "boolean" -> flag(text);
      case "integer", "number" -> number(text);
      case "array" ->
          text.lines()
              .map(String::strip)
              .filter(line -> !line.isEmpty())
              .map(line -> item(property.object("items"), line))
              .collect(JsonArray.collector());
      default -> Json.of(text);
    };
  }

  private static Json item(JsonObject schema, String text) {
    var type = String.valueOf(schema.string("type"));
    return type.equals("integer") || type.equals("number") ? number(text) : Json.of(text);
  }

  private static Json flag(String text) {
    return text.equals("true") || text.equals("false")
        ? Json.of(text.equals("true"))
        : Json.of(text);
  }

  /**
   * What is no plain number stays text, which the schema refuses; an exponent could be without end.
   */
  private static Json number(String text) {
    return PLAIN.matcher(text).matches() ? Json.of(new BigDecimal(text)) : Json.of(text);
  }
}
