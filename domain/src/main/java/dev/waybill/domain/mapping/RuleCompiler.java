package dev.waybill.domain.mapping;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonBoolean;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles single rules: what stands at one target of {@code fields}. */
final class RuleCompiler {
  static final int MOST_ALTERNATIVES = 20;
  private static final List<String> HEADS =
      List.of("path", "constant", "template", "sum", "first", "each");
  private static final Rule NOTHING = (_, _) -> null;

  private final ChainCompiler chains;
  private final Faults faults;
  private final Map<Json, Integer> knownConditions = new HashMap<>();

  RuleCompiler(JsonObject settings, PhoneNumbers phones, Faults faults) {
    this.chains = new ChainCompiler(settings, phones, faults);
    this.faults = faults;
  }

  /**
   * Compiles a rule.
   *
   * @param fields compiles the {@code fields} of an {@code each}
   */
  Rule compile(Json written, JsonPointer place, FieldsOfEach fields) {
    if (!(written instanceof JsonObject object)) {
      faults.add(place, "wrong_type", "wanted a rule, an object; found " + written.kind());
      return NOTHING;
    }
    var heads = HEADS.stream().filter(head -> object.get(head) != null).toList();
    if (heads.size() != 1) {
      faults.add(
          place,
          heads.isEmpty() ? "required" : "conflict",
          "a rule has exactly one of: "
              + String.join(", ", HEADS)
              + "."
              + (heads.isEmpty() ? Form.hint(object, HEADS) : ""));
      return NOTHING;
    }
    var form = new Form(object, place, faults);
    var rule =
        switch (heads.getFirst()) {
          case "path" -> converted(form, new Source.At(Paths.read(form, "path")));
          case "template" -> converted(form, Template.read(form, "template"));
          case "sum" -> converted(form, Sum.read(form, "sum"));
          case "first" -> required(form, first(form, fields));
          case "each" -> required(form, each(form, fields));
          default -> constant(form, "constant");
        };
    var guarded = onlyWhen(form, rule);
    form.rejectOthers();
    return guarded;
  }

  @FunctionalInterface
  interface FieldsOfEach {
    FieldNode compile(JsonObject fields, JsonPointer place);
  }

  private Rule constant(Form form, String name) {
    var value = chains.notEmpty(form, name);
    return value == null ? NOTHING : new Rules.Constant(value, name);
  }

  private Rule first(Form form, FieldsOfEach fields) {
    var written = form.array("first");
    if (written == null) {
      return NOTHING;
    }
    var place = form.place("first");
    if (written.elements().isEmpty() || written.elements().size() > MOST_ALTERNATIVES) {
      faults.add(place, "limit", "wanted an array of 1 to " + MOST_ALTERNATIVES + " rules");
      return NOTHING;
    }
    var rules = new ArrayList<Rule>();
    for (var rule : written.elements()) {
      var at = place.at(rules.size());
      rules.add(isChoice(rule, at) ? compile(rule, at, fields) : NOTHING);
    }
    return new Rules.First(rules);
  }

  private boolean isChoice(Json rule, JsonPointer place) {
    for (var name : List.of("first", "required")) {
      if (rule instanceof JsonObject object && object.get(name) != null) {
        faults.add(place.at(name), "conflict", "wanted '" + name + "' on the outer rule alone");
        return false;
      }
    }
    return true;
  }

  private Rule each(Form form, FieldsOfEach fields) {
    var paths = Paths.read(form, "each");
    var written = form.object("fields");
    if (!form.has("fields")) {
      form.missing("fields", "the fields of one element");
    }
    return written == null
        ? NOTHING
        : new Rules.Each(paths, fields.compile(written, form.place("fields")));
  }

  private Rule converted(Form form, @Nullable Source source) {
    var chain = chains.chain(form);
    var fallback = form.has("default") ? constant(form, "default") : null;
    return required(form, source == null ? NOTHING : new Rules.Converted(source, chain, fallback));
  }

  private static Rule required(Form form, Rule rule) {
    return form.flag("required") == JsonBoolean.TRUE ? new Rules.Required(rule) : rule;
  }

  private Rule onlyWhen(Form form, Rule rule) {
    var written = form.any("when");
    if (written == null) {
      return rule;
    }
    var conditions = new ConditionCompiler(faults);
    var condition = conditions.compile(written, form.place("when"));
    int known = knownConditions.computeIfAbsent(written, _ -> knownConditions.size());
    return new Rules.OnlyWhen(condition, known, conditions.parts(), rule);
  }
}
