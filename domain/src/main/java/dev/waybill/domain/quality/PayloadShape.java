package dev.waybill.domain.quality;

import dev.waybill.domain.destination.LintFinding;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonBoolean;
import dev.waybill.domain.json.JsonNull;
import dev.waybill.domain.json.JsonNumber;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.JsonString;
import dev.waybill.domain.json.NearestName;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members and types a payload's schema names, made ready to be looked up quickly. It reads
 * {@code properties}, {@code items}, {@code type} and references within the document; what else a
 * schema says is a validator's business.
 */
final class PayloadShape {
  static final String UNKNOWN_FIELD = "unknown_field";
  static final String NUMBER_AS_TEXT = "number_as_text";
  static final String WRONG_TYPE = "wrong_type";

  private static final int DEEPEST = 16;

  /** Says nothing about a value. */
  private static final Node ANYTHING = new Node(Set.of(), Map.of(), null);

  private final Node root;

  private PayloadShape(Node root) {
    this.root = root;
  }

  /**
   * One schema.
   *
   * @param types those allowed; empty for all
   * @param members empty where any may be there
   */
  private record Node(Set<Type> types, Map<String, Node> members, @Nullable Node items) {}

  private enum Type {
    STRING,
    NUMBER,
    INTEGER,
    BOOLEAN,
    OBJECT,
    ARRAY,
    NULL
  }

  static PayloadShape of(JsonObject schema) {
    return new PayloadShape(node(schema, schema, 0));
  }

  private static Node node(JsonObject schema, JsonObject document, int depth) {
    if (depth > DEEPEST) {
      return ANYTHING;
    }
    var reference = schema.string("$ref");
    if (reference != null && reference.startsWith("#")) {
      return isPointer(reference)
              && JsonPointer.parse(reference.substring(1)).resolve(document)
                  instanceof JsonObject target
          ? node(target, document, depth + 1)
          : ANYTHING;
    }
    var members = new HashMap<String, Node>();
    schema
        .object("properties")
        .members()
        .forEach(
            (name, member) -> {
              if (member instanceof JsonObject inner) {
                members.put(name, node(inner, document, depth + 1));
              } else {
                members.put(name, ANYTHING);
              }
            });
    var items =
        schema.get("items") instanceof JsonObject inner ? node(inner, document, depth + 1) : null;
    return new Node(types(schema.get("type")), members, items);
  }

  private static boolean isPointer(String reference) {
    return reference.length() == 1 || reference.charAt(1) == '/';
  }

  private static Set<Type> types(@Nullable Json written) {
    var types = EnumSet.noneOf(Type.class);
    var names =
        switch (written) {
          case JsonString one -> List.<Json>of(one);
          case JsonArray(var several) -> several;
          case null, default -> List.<Json>of();
        };
    for (var name : names) {
      for (var type : Type.values()) {
        if (type.name().equalsIgnoreCase(name.text())) {
          types.add(type);
        }
      }
    }
    return types;
  }

  void check(JsonObject payload, List<LintFinding> findings) {
    check(root, payload, null, findings);
  }

  /** The way down, turned into a pointer only when there is something to tell. */
  private record Step(@Nullable Step above, String name) {
    private static JsonPointer pointer(@Nullable Step step) {
      return step == null ? JsonPointer.ROOT : pointer(step.above).at(step.name);
    }
  }

  private void check(Node node, Json value, @Nullable Step at, List<LintFinding> findings) {
    if (!fits(node.types, value)) {
      findings.add(wrongType(node.types, value, Step.pointer(at)));
      return;
    }
    if (value instanceof JsonObject object && !node.members.isEmpty()) {
      for (var member : object.members().entrySet()) {
        member(node, member.getKey(), member.getValue(), at, findings);
      }
    } else if (value instanceof JsonArray(var elements) && node.items != null) {
      for (int i = 0; i < elements.size(); i++) {
        check(node.items, elements.get(i), new Step(at, Integer.toString(i)), findings);
      }
    }
  }

  private void member(
      Node node, String name, Json value, @Nullable Step at, List<LintFinding> findings) {
    var known = node.members.get(name);
    if (known != null) {
      check(known, value, new Step(at, name), findings);
      return;
    }
    findings.add(
        new LintFinding(
            UNKNOWN_FIELD,
            Step.pointer(new Step(at, name)),
            "The platform knows no such field and ignores it."
                + NearestName.hint(node.members.keySet(), name)));
  }

  private static boolean fits(Set<Type> types, Json value) {
    if (types.isEmpty()) {
      return true;
    }
    return switch (value) {
      case JsonString _ -> types.contains(Type.STRING);
      case JsonNumber number ->
          types.contains(Type.NUMBER) || (types.contains(Type.INTEGER) && number.isLong());
      case JsonBoolean _ -> types.contains(Type.BOOLEAN);
      case JsonObject _ -> types.contains(Type.OBJECT);
      case JsonArray _ -> types.contains(Type.ARRAY);
      case JsonNull _ -> types.contains(Type.NULL);
    };
  }

  private static LintFinding wrongType(Set<Type> types, Json value, JsonPointer at) {
    boolean number = types.contains(Type.NUMBER) || types.contains(Type.INTEGER);
    return number && value instanceof JsonString
        ? new LintFinding(NUMBER_AS_TEXT, at, "Wanted a number, not a number written as text.")
        : new LintFinding(WRONG_TYPE, at, "Wanted another type than " + value.kind() + ".");
  }
}
