package dev.waybill.domain.mapping;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonBoolean;
import dev.waybill.domain.json.JsonNull;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles single rules: what stands at one target of {@code fields}. */
final class RuleCompiler {
  static final int MOST_CONVERSIONS = 20;
  private static final List<String> HEADS = List.of("path", "constant", "each", "first");
  static final int MOST_RULES = 20;
  private static final Rule NOTHING = (_, _) -> null;

  private final JsonObject settings;
  private final PhoneNumbers phones;
  private final Faults faults;

  RuleCompiler(JsonObject settings, PhoneNumbers phones, Faults faults) {
    this.settings = settings;
    this.phones = phones;
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
          "a rule has exactly one of: " + String.join(", ", HEADS));
      return NOTHING;
    }
    var form = new Form(object, place, faults);
    var rule =
        switch (heads.getFirst()) {
          case "path" -> required(form, fromPath(form));
          case "each" -> required(form, each(form, fields));
          case "first" -> required(form, first(form, fields));
          default -> constant(form);
        };
    var guarded = onlyWhen(form, rule);
    form.rejectOthers();
    return guarded;
  }

  @FunctionalInterface
  interface FieldsOfEach {
    FieldNode compile(JsonObject fields, JsonPointer place);
  }

  private Rule constant(Form form) {
    var value = notEmpty(form, "constant");
    return value == null ? NOTHING : new Rules.Constant(value);
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

  private Rule first(Form form, FieldsOfEach fields) {
    var written = form.array("first");
    var rules = new ArrayList<Rule>();
    int count = written == null ? 0 : written.elements().size();
    if (written == null || count == 0 || count > MOST_RULES) {
      form.faults()
          .add(form.place("first"), "limit", "wanted an array of 1 to " + MOST_RULES + " rules");
      return NOTHING;
    }
    for (var rule : written.elements()) {
      var place = form.place("first").at(rules.size());
      rules.add(isChoice(rule, place) ? compile(rule, place, fields) : NOTHING);
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

  private Rule fromPath(Form form) {
    var paths = Paths.read(form, "path");
    var steps = new ArrayList<Conversion>();
    var table = table(form);
    if (table != null) {
      steps.add(table);
    }
    steps.addAll(conversions(form));
    return new Rules.FromPath(paths, new ConversionChain(steps), notEmpty(form, "default"));
  }

  private static Rule required(Form form, Rule rule) {
    return form.flag("required") == JsonBoolean.TRUE ? new Rules.Required(rule) : rule;
  }

  private Rule onlyWhen(Form form, Rule rule) {
    var written = form.any("when");
    return written == null
        ? rule
        : new Rules.OnlyWhen(
            new ConditionCompiler(faults).compile(written, form.place("when")), rule);
  }

  private @Nullable Json notEmpty(Form form, String name) {
    var value = form.any(name);
    if (value != null && value.isEmpty()) {
      faults.add(form.place(name), "empty", "an empty value is never sent; wanted one that is not");
    }
    return value;
  }

  private @Nullable Conversion table(Form form) {
    var entries = form.object("table");
    if (entries == null) {
      if (form.has("otherwise") && !form.has("table")) {
        faults.add(form.place("otherwise"), "conflict", "'otherwise' wants a 'table' beside it");
      }
      return null;
    }
    if (entries.isEmpty()) {
      faults.add(form.place("table"), "required", "wanted at least one entry");
    }
    return new TableConversion(entries, otherwise(form));
  }

  private TableConversion.Otherwise otherwise(Form form) {
    var written = form.any("otherwise");
    return switch (written) {
      case null -> TableConversion.KEEP;
      case JsonString(String word) when word.equals("keep") -> TableConversion.KEEP;
      case JsonString(String word) when word.equals("omit") -> TableConversion.OMIT;
      case JsonObject object ->
          otherwiseConstant(new Form(object, form.place("otherwise"), faults));
      default -> {
        faults.add(
            form.place("otherwise"),
            "wrong_type",
            "wanted \"keep\", \"omit\" or an object with a 'constant'");
        yield TableConversion.KEEP;
      }
    };
  }

  private TableConversion.Otherwise otherwiseConstant(Form form) {
    var constant = notEmpty(form, "constant");
    if (constant == null) {
      form.missing("constant", "the value for texts that are not in the table");
    }
    form.rejectOthers();
    var result = new Conversion.Value(constant == null ? JsonNull.NULL : constant);
    return _ -> result;
  }

  private List<Conversion> conversions(Form form) {
    var written = form.any("convert");
    return switch (written) {
      case null -> List.of();
      case JsonArray(var elements) when elements.size() <= MOST_CONVERSIONS -> {
        var steps = new ArrayList<Conversion>();
        for (var element : elements) {
          steps.add(conversion(element, form.place("convert").at(steps.size())));
        }
        yield steps;
      }
      case JsonArray _ -> {
        faults.add(
            form.place("convert"), "limit", "wanted at most " + MOST_CONVERSIONS + " conversions");
        yield List.of();
      }
      default -> {
        form.wrongType("convert", "an array of conversions", written);
        yield List.of();
      }
    };
  }

  private Conversion conversion(Json written, JsonPointer place) {
    return switch (written) {
      case JsonString(String name) -> made(name, new Form(JsonObject.EMPTY, place, faults));
      case JsonObject object -> named(new Form(object, place, faults));
      default -> {
        faults.add(place, "wrong_type", "wanted a conversion's name, or an object with its 'name'");
        yield (_, _) -> Conversion.OMITTED;
      }
    };
  }

  private Conversion named(Form form) {
    var name = form.text("name");
    if (!form.has("name")) {
      form.missing("name", "the name of a conversion");
    }
    return name == null ? (_, _) -> Conversion.OMITTED : made(name, form);
  }

  private Conversion made(String name, Form form) {
    return Conversions.make(name, form, settings, phones);
  }
}
