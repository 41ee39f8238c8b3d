package dev.waybill.domain.mapping;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The options written beside a conversion's name.
 *
 * @param settings the connector's settings, which an option may point into
 */
record ConversionOptions(Form form, JsonObject settings, PhoneNumbers phones) {

  /** The text of an option, written down or taken from a setting; empty when there is none. */
  String text(String name) {
    var written = form.any(name);
    return written instanceof JsonObject reference
        ? setting(new Form(reference, form.place(name), form.faults()))
        : orEmpty(form.text(name));
  }

  private String setting(Form reference) {
    var pointerText = reference.text("setting");
    var fallback = reference.text("default");
    if (!reference.has("setting")) {
      reference.missing("setting", "a JSON Pointer into the connector's settings");
    }
    reference.rejectOthers();
    var place = reference.place("setting");
    var pointer =
        pointerText == null ? null : Pointers.read(pointerText, place, reference.faults());
    if (pointer == null) {
      return "";
    }
    var value = pointer.resolve(settings);
    if (value != null && value.text() == null) {
      reference.faults().add(place, "wrong_type", "this setting is no text");
    }
    if (value == null && !reference.has("default")) {
      reference
          .faults()
          .add(
              place,
              "unknown_setting",
              "there is no such setting; set it, or give a 'default' beside it");
    }
    return orEmpty(value == null ? fallback : value.text());
  }

  /** The option as a place to look in, or null when it is absent. */
  @Nullable Paths place(String name) {
    var written = form.any(name);
    if (written == null) {
      return null;
    }
    if (!(written instanceof JsonObject object)) {
      form.wrongType(name, "an object such as {\"path\": \"/context/country\"}", written);
      return null;
    }
    var inner = new Form(object, form.place(name), form.faults());
    var paths = Paths.read(inner, "path");
    inner.rejectOthers();
    return paths;
  }

  /** The option as a list of texts; empty when it is absent. */
  Set<String> texts(String name) {
    var texts = new LinkedHashSet<String>();
    var written = form.array(name);
    if (written == null) {
      return texts;
    }
    if (written.elements().isEmpty()) {
      form.faults().add(form.place(name), "required", "wanted at least one string");
    }
    int index = 0;
    for (Json element : written.elements()) {
      var text = element.text();
      if (text == null) {
        form.faults()
            .add(
                form.place(name).at(index),
                "wrong_type",
                "wanted a string, found " + element.kind());
      } else {
        texts.add(text);
      }
      index++;
    }
    return texts;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
