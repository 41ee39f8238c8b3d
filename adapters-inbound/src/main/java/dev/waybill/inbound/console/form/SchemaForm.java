package dev.waybill.inbound.console.form;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonBoolean;
import dev.waybill.domain.json.JsonNumber;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.JsonString;
import dev.waybill.domain.json.Problem;
import dev.waybill.inbound.console.piece.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A form for the values that a JSON Schema describes. A field's name is the prefix and the pointer
 * to its value. Immutable, safe for use by many threads.
 */
public final class SchemaForm {
  private final String prefix;
  private final JsonObject schema;

  /**
   * @param prefix what the names of its fields begin with, a word
   */
  public SchemaForm(String prefix, JsonObject schema) {
    this.prefix = prefix;
    this.schema = schema;
  }

  /**
   * The form, with what has to be filled in first.
   *
   * @param values what it is filled in with; secrets of it are never shown
   * @param problems what is wrong with that, each shown beside the field it points to or above
   */
  public List<FormNode> nodes(JsonObject values, List<Problem> problems) {
    var nodes = nodes(schema, JsonPointer.ROOT, values, problems);
    var sorted = new ArrayList<>(nodes);
    sorted.sort((a, b) -> Boolean.compare(b.required(), a.required()));
    return sorted;
  }

  /** Of these problems the ones that no field of the form shows. */
  public List<String> elsewhere(List<Problem> problems) {
    var known = pointers(schema, JsonPointer.ROOT);
    return problems.stream()
        .filter(problem -> known.stream().noneMatch(at -> at.isAtOrAbove(problem.pointer())))
        .map(Problem::message)
        .toList();
  }

  private static List<JsonPointer> pointers(JsonObject schema, JsonPointer at) {
    return schema.object("properties").members().keySet().stream().map(at::at).toList();
  }

  private List<FormNode> nodes(
      JsonObject schema, JsonPointer at, JsonObject values, List<Problem> problems) {
    var required = required(schema);
    var nodes = new ArrayList<FormNode>();
    schema
        .object("properties")
        .members()
        .forEach(
            (name, described) -> {
              if (described instanceof JsonObject property) {
                nodes.add(
                    node(
                        new Property(name, property, at.at(name), required.contains(name)),
                        values.get(name),
                        problems));
              }
            });
    return nodes;
  }

  private static List<String> required(JsonObject schema) {
    return schema.get("required") instanceof JsonArray names
        ? names.elements().stream().map(Json::text).map(String::valueOf).toList()
        : List.of();
  }

  private FormNode node(Property property, @Nullable Json value, List<Problem> problems) {
    if (property.isGroup()) {
      var values = value instanceof JsonObject object ? object : JsonObject.EMPTY;
      return new FormNode.Group(
          prefix + property.at(),
          property.title(),
          property.help(),
          property.required(),
          messages(problems, property.at()),
          nodes(property.schema(), property.at(), values, problems));
    }
    return new FormNode.Leaf(
        new Field(
            prefix + property.at(),
            property.title(),
            property.kind(),
            property.help(),
            property.kind() == Field.Kind.SECRET ? "" : text(value),
            property.required(),
            property.options(),
            below(problems, property.at())));
  }

  private static List<String> messages(List<Problem> problems, JsonPointer at) {
    return problems.stream()
        .filter(problem -> problem.pointer().equals(at))
        .map(problem -> said(problem, "At least one of these has to be filled in."))
        .toList();
  }

  /** A schema speaks of members that are missing, a person of fields that are empty. */
  private static String said(Problem problem, String required) {
    return problem.code().equals("required") ? required : problem.message();
  }

  private static List<String> below(List<Problem> problems, JsonPointer at) {
    return problems.stream()
        .filter(problem -> at.isAtOrAbove(problem.pointer()))
        .map(problem -> said(problem, "This has to be filled in."))
        .toList();
  }

  private static String text(@Nullable Json value) {
    return switch (value) {
      case JsonString(var text) -> text;
      case JsonNumber(var number) -> number.toPlainString();
      case JsonBoolean flag -> flag.equals(JsonBoolean.TRUE) ? "true" : "false";
      case JsonArray(var elements) ->
          String.join("\n", elements.stream().map(SchemaForm::text).toList());
      case null, default -> "";
    };
  }

  /** One member of an object that the schema describes. */
  private record Property(String name, JsonObject schema, JsonPointer at, boolean required) {
    boolean isGroup() {
      return "object".equals(schema.string("type"));
    }

    String title() {
      var title = schema.string("title");
      if (title != null) {
        return title;
      }
      var words = name.replace('_', ' ');
      return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    String help() {
      var help = schema.string("description");
      return help == null ? "" : help;
    }

    Field.Kind kind() {
      if (JsonBoolean.TRUE.equals(schema.get("writeOnly"))) {
        return Field.Kind.SECRET;
      }
      if (schema.get("enum") != null) {
        return Field.Kind.CHOICE;
      }
      return switch (String.valueOf(schema.string("type"))) {
        case "boolean" -> Field.Kind.CHOICE;
        case "integer", "number" -> Field.Kind.NUMBER;
        case "array" -> Field.Kind.LINES;
        default -> Field.Kind.TEXT;
      };
    }

    List<Field.Option> options() {
      if (kind() != Field.Kind.CHOICE) {
        return List.of();
      }
      var options = new ArrayList<Field.Option>();
      if (!required) {
        options.add(new Field.Option("", unset()));
      }
      if (schema.get("enum") instanceof JsonArray(var values)) {
        values.forEach(value -> options.add(new Field.Option(text(value), text(value))));
      } else {
        options.add(new Field.Option("true", "yes"));
        options.add(new Field.Option("false", "no"));
      }
      return options;
    }

    private String unset() {
      var given = schema.get("default");
      return switch (given) {
        case null -> "not set";
        case JsonBoolean flag -> flag.equals(JsonBoolean.TRUE) ? "yes (usual)" : "no (usual)";
        default -> text(given) + " (usual)";
      };
    }
  }
}
