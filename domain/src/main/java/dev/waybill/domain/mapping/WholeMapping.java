package dev.waybill.domain.mapping;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonNull;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.JsonString;
import dev.waybill.domain.json.NearestName;
import dev.waybill.domain.json.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connector's mapping with what it stands on put in: {@code {"base": "canonical", "fields": …}}
 * is the starting mapping of that name, single fields replaced or, by null, removed.
 *
 * @param mapping what is to be compiled, without a base
 * @param base the name of the starting mapping beneath; null for a mapping that is whole by itself
 * @param overridden the fields of the base that were replaced or removed, and new ones
 * @param problems what is wrong with the choice of base or fields, pointing into the mapping as it
 *     was written
 */
public record WholeMapping(
    JsonObject mapping,
    @Nullable String base,
    List<JsonPointer> overridden,
    List<Problem> problems) {
  private static final JsonPointer FIELDS = JsonPointer.ROOT.at("fields");
  private static final JsonPointer BASE = JsonPointer.ROOT.at("base");

  public WholeMapping {
    overridden = List.copyOf(overridden);
    problems = List.copyOf(problems);
  }

  /** The named starting mapping as it is. */
  public static WholeMapping starting(String name, JsonObject mapping) {
    return new WholeMapping(mapping, name, List.of(), List.of());
  }

  /**
   * @param written the mapping as a user wrote it
   * @param bases the starting mappings of the platform by name
   */
  public static WholeMapping of(JsonObject written, Map<String, JsonObject> bases) {
    var base = written.get("base");
    if (base == null) {
      return new WholeMapping(written, null, List.of(), List.of());
    }
    var mapping = base instanceof JsonString(String name) ? bases.get(name) : null;
    if (!(base instanceof JsonString(String name)) || mapping == null) {
      return new WholeMapping(written, null, List.of(), List.of(unknown(base, bases)));
    }
    return written.get("fields") == null
        ? new WholeMapping(without(written, mapping.object("fields")), name, List.of(), List.of())
        : overriding(written, name, mapping.object("fields"));
  }

  private static WholeMapping overriding(JsonObject written, String base, JsonObject fields) {
    if (!(written.get("fields") instanceof JsonObject overrides)) {
      return new WholeMapping(without(written, written.get("fields")), base, List.of(), List.of());
    }
    var faults = new Faults();
    var merged = new LinkedHashMap<>(fields.members());
    overrides
        .members()
        .forEach(
            (field, rule) -> {
              if (!(rule instanceof JsonNull)) {
                merged.put(field, rule);
              } else if (!merged.keySet().removeIf(name -> isAtOrBelow(name, field))) {
                faults.add(
                    FIELDS.at(field),
                    "unknown_field",
                    "null removes a field of the base, and the base has none there."
                        + NearestName.hint(fields.members().keySet(), field));
              }
            });
    var overridden =
        overrides.members().keySet().stream()
            .filter(Pointers::isPointer)
            .map(JsonPointer::parse)
            .toList();
    return new WholeMapping(
        without(written, new JsonObject(merged)), base, overridden, faults.all());
  }

  private static boolean isAtOrBelow(String field, String above) {
    return field.equals(above) || field.startsWith(above + "/");
  }

  /** What else was written stays, so that the compiler can tell what is wrong with it. */
  private static JsonObject without(JsonObject written, @Nullable Json fields) {
    var members = new LinkedHashMap<>(written.members());
    members.remove("base");
    if (fields != null) {
      members.put("fields", fields);
    }
    return new JsonObject(members);
  }

  private static Problem unknown(Json base, Map<String, JsonObject> bases) {
    var known = "the name of a starting mapping: " + String.join(", ", bases.keySet()) + ".";
    return base instanceof JsonString(String name)
        ? Problem.at(
            BASE, "unknown_base", "wanted " + known + NearestName.hint(bases.keySet(), name))
        : Problem.at(BASE, "wrong_type", "wanted " + known);
  }

  /**
   * The problems of compiling {@link #mapping} as its writer can understand them: one that stands
   * in a field of the base points at the base.
   */
  public List<Problem> asWritten(JsonObject written, List<Problem> compiled) {
    if (base == null) {
      return compiled;
    }
    return compiled.stream()
        .map(problem -> isWritten(written, problem.pointer()) ? problem : inBase(problem))
        .distinct()
        .toList();
  }

  private static boolean isWritten(JsonObject written, JsonPointer pointer) {
    return pointer.tokens().size() < 2 || pointer.resolve(written) != null;
  }

  private static Problem inBase(Problem problem) {
    return Problem.at(
        BASE,
        problem.code(),
        "its " + problem.pointer() + " does not fit the rest: " + problem.message());
  }
}
