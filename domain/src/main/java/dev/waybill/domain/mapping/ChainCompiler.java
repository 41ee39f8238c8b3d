package dev.waybill.domain.mapping;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonNull;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.JsonString;
import dev.waybill.domain.mapping.ConversionChain.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles what happens to a value once it was found: its table and its conversions. */
final class ChainCompiler {
  static final int MOST_CONVERSIONS = 20;
  static final int MOST_ENTRIES = 5_000;
  private static final Conversion NOTHING = (_, _) -> Conversion.OMITTED;

  private final JsonObject settings;
  private final PhoneNumbers phones;
  private final Faults faults;

  ChainCompiler(JsonObject settings, PhoneNumbers phones, Faults faults) {
    this.settings = settings;
    this.phones = phones;
    this.faults = faults;
  }

  ConversionChain chain(Form form) {
    var steps = new ArrayList<Step>();
    var table = table(form);
    if (table != null) {
      steps.add(new Step("table", table));
    }
    steps.addAll(conversions(form));
    return new ConversionChain(steps);
  }

  @Nullable Json notEmpty(Form form, String name) {
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
    int size = entries.members().size();
    if (size == 0) {
      faults.add(form.place("table"), "required", "wanted at least one entry");
    } else if (size > MOST_ENTRIES) {
      faults.add(form.place("table"), "limit", "wanted at most " + MOST_ENTRIES + " entries");
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

  private List<Step> conversions(Form form) {
    var written = form.any("convert");
    return switch (written) {
      case null -> List.of();
      case JsonArray(var elements) when elements.size() <= MOST_CONVERSIONS -> {
        var steps = new ArrayList<Step>();
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

  private Step conversion(Json written, JsonPointer place) {
    return switch (written) {
      case JsonString(String name) -> made(name, new Form(JsonObject.EMPTY, place, faults));
      case JsonObject object -> named(new Form(object, place, faults));
      default -> {
        faults.add(place, "wrong_type", "wanted a conversion's name, or an object with its 'name'");
        yield new Step("", NOTHING);
      }
    };
  }

  private Step named(Form form) {
    var name = form.text("name");
    if (!form.has("name")) {
      form.missing("name", "the name of a conversion");
    }
    return name == null ? new Step("", NOTHING) : made(name, form);
  }

  private Step made(String name, Form form) {
    return new Step(name, Conversions.make(name, form, settings, phones));
  }
}
