package dev.waybill.domain.mapping;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonBoolean;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Compiles the conditions of {@code when} and of filters. */
final class ConditionCompiler {
  static final int DEEPEST = 8;
  static final int MOST_PARTS = 200;
  static final int MOST_VALUES = 1_000;
  private static final List<String> HEADS = List.of("path", "all", "any", "not");
  private static final Condition NEVER = _ -> false;

  private final Faults faults;
  private int parts;

  ConditionCompiler(Faults faults) {
    this.faults = faults;
  }

  Condition compile(Json written, JsonPointer place) {
    return compile(written, place, 1);
  }

  /** How many conditions the last one was made of. */
  int parts() {
    return parts;
  }

  private Condition compile(Json written, JsonPointer place, int depth) {
    if (++parts > MOST_PARTS) {
      if (parts == MOST_PARTS + 1) {
        faults.add(place, "limit", "wanted at most " + MOST_PARTS + " conditions in one");
      }
      return NEVER;
    }
    if (depth > DEEPEST) {
      faults.add(place, "limit", "wanted conditions nested at most " + DEEPEST + " deep");
      return NEVER;
    }
    if (!(written instanceof JsonObject object)) {
      faults.add(place, "wrong_type", "wanted a condition, an object; found " + written.kind());
      return NEVER;
    }
    var heads = HEADS.stream().filter(head -> object.get(head) != null).toList();
    if (heads.size() != 1) {
      faults.add(
          place,
          heads.isEmpty() ? "required" : "conflict",
          "wanted exactly one of: " + String.join(", ", HEADS) + "." + Form.hint(object, HEADS));
      return NEVER;
    }
    var form = new Form(object, place, faults);
    var condition =
        switch (heads.getFirst()) {
          case "path" -> ofPath(form);
          case "not" -> negated(form, depth);
          case "all" -> all(parts(form, "all", depth));
          default -> any(parts(form, "any", depth));
        };
    form.rejectOthers();
    return condition;
  }

  private Condition ofPath(Form form) {
    var paths = Paths.read(form, "path");
    var exists = form.flag("exists");
    var in = form.array("in");
    boolean ignoreCase = form.flag("ignore_case") == JsonBoolean.TRUE;
    if (form.has("exists") == form.has("in")) {
      faults.add(form.place(), "required", "wanted exactly one of 'in' and 'exists' beside 'path'");
      return NEVER;
    }
    if (ignoreCase && exists != null) {
      faults.add(form.place("ignore_case"), "conflict", "'ignore_case' wants an 'in' beside it");
    }
    if (exists != null) {
      boolean wanted = exists.value();
      return here -> (paths.first(here) != null) == wanted;
    }
    if (in == null) {
      return NEVER;
    }
    if (in.elements().isEmpty()) {
      faults.add(form.place("in"), "required", "wanted at least one value to compare with");
    }
    if (in.elements().size() > MOST_VALUES) {
      faults.add(form.place("in"), "limit", "wanted at most " + MOST_VALUES + " values");
    }
    UnaryOperator<Json> compared =
        ignoreCase ? ConditionCompiler::folded : UnaryOperator.identity();
    var values = in.elements().stream().map(compared).collect(Collectors.toUnmodifiableSet());
    return here -> {
      var value = paths.first(here);
      return value != null && values.contains(compared.apply(value));
    };
  }

  private static Json folded(Json value) {
    var text = value.text();
    return text == null ? value : Json.of(Characters.lower(Characters.strip(text)));
  }

  private Condition negated(Form form, int depth) {
    var written = form.any("not");
    if (written == null) {
      return NEVER;
    }
    var inner = compile(written, form.place("not"), depth + 1);
    return here -> !inner.holds(here);
  }

  private List<Condition> parts(Form form, String name, int depth) {
    var written = form.array(name);
    if (written == null) {
      return List.of();
    }
    if (written.elements().isEmpty()) {
      faults.add(form.place(name), "required", "wanted at least one condition");
    }
    var parts = new ArrayList<Condition>();
    for (var element : written.elements()) {
      parts.add(compile(element, form.place(name).at(parts.size()), depth + 1));
    }
    return List.copyOf(parts);
  }

  private static Condition all(List<Condition> parts) {
    return here -> {
      for (var part : parts) {
        if (!part.holds(here)) {
          return false;
        }
      }
      return true;
    };
  }

  private static Condition any(List<Condition> parts) {
    return here -> {
      for (var part : parts) {
        if (part.holds(here)) {
          return true;
        }
      }
      return false;
    };
  }
}
