package dev.waybill.domain.mapping;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonBoolean;
import dev.waybill.domain.json.JsonNumber;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Text with places in braces that are filled from the event: {@code {/properties/order_id}-x}. */
record Template(List<Part> parts) implements Source {
  static final int LONGEST_WRITTEN = 1_000;
  static final int LONGEST = 10_000;
  static final int MOST_PLACES = 20;

  Template {
    parts = List.copyOf(parts);
  }

  sealed interface Part {
    record Text(String text) implements Part {}

    record Place(JsonPointer pointer) implements Part {}
  }

  /** The template written there, or null and a mistake told. */
  static @Nullable Template read(Form form, String name) {
    var text = form.text(name);
    if (text == null) {
      return null;
    }
    if (text.length() > LONGEST_WRITTEN) {
      form.faults()
          .add(
              form.place(name),
              "limit",
              "wanted at most " + LONGEST_WRITTEN + " characters of text");
      return null;
    }
    var parts = parts(text, form, name);
    if (parts == null) {
      return null;
    }
    var template = new Template(parts);
    long places = template.parts.stream().filter(Part.Place.class::isInstance).count();
    if (places == 0) {
      form.faults()
          .add(
              form.place(name),
              "required",
              "wanted a place in braces, such as {/properties/order_id}; fixed text is a"
                  + " 'constant'");
    } else if (places > MOST_PLACES) {
      form.faults().add(form.place(name), "limit", "wanted at most " + MOST_PLACES + " places");
    }
    return template;
  }

  private static @Nullable List<Part> parts(String written, Form form, String name) {
    var parts = new ArrayList<Part>();
    var text = new StringBuilder();
    int i = 0;
    while (i < written.length()) {
      char c = written.charAt(i);
      boolean doubled = i + 1 < written.length() && written.charAt(i + 1) == c;
      if ((c != '{' && c != '}') || doubled) {
        text.append(c);
        i += c == '{' || c == '}' ? 2 : 1;
        continue;
      }
      int end = c == '{' ? written.indexOf('}', i) : -1;
      if (end < 0) {
        form.faults()
            .add(
                form.place(name),
                "bad_template",
                "a brace is open or closed alone; wanted {/a/place}, and {{ or }} for a brace"
                    + " itself");
        return null;
      }
      addText(parts, text);
      var pointer = Pointers.read(written.substring(i + 1, end), form.place(name), form.faults());
      parts.add(new Part.Place(pointer == null ? JsonPointer.ROOT : pointer));
      i = end + 1;
    }
    addText(parts, text);
    return parts;
  }

  private static void addText(List<Part> parts, StringBuilder text) {
    if (!text.isEmpty()) {
      parts.add(new Part.Text(text.toString()));
      text.setLength(0);
    }
  }

  @Override
  public @Nullable Json read(Scope scope, JsonPointer target) {
    var trace = scope.trace();
    if (trace != null) {
      trace.by("template", null);
    }
    var filled = new StringBuilder();
    for (var part : parts) {
      var text =
          switch (part) {
            case Part.Text(String fixed) -> fixed;
            case Part.Place(JsonPointer pointer) -> at(pointer, scope, target);
          };
      if (text == null) {
        return null;
      }
      if (filled.length() + text.length() > LONGEST) {
        scope.note(target, "too_long", "wanted a text of at most " + LONGEST + " characters");
        return null;
      }
      filled.append(text);
    }
    return Json.of(filled.toString());
  }

  private static @Nullable String at(JsonPointer pointer, Scope scope, JsonPointer target) {
    var value = pointer.resolve(scope.here());
    return switch (value) {
      case null -> null;
      case JsonString(String text) -> text.isBlank() ? null : text;
      case JsonBoolean flag -> Boolean.toString(flag.value());
      case JsonNumber number -> number(number, scope, target);
      default -> {
        if (!value.isEmpty()) {
          scope.note(target, "wrong_type", "wanted text, a number or a boolean in every place");
        }
        yield null;
      }
    };
  }

  private static @Nullable String number(JsonNumber number, Scope scope, JsonPointer target) {
    return switch (Numbers.text(number)) {
      case Conversion.Value(JsonString(String text)) -> text;
      case Conversion.Unusable(String code, String message) -> {
        scope.note(target, code, message);
        yield null;
      }
      case Conversion.Value _, Conversion.Omitted _ -> null;
    };
  }
}
