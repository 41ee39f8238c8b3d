package dev.waybill.domain.mapping;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonObject;

/** Replaces a text by its entry in a table. */
record TableConversion(JsonObject entries, Otherwise otherwise) implements Conversion {
  static final Otherwise KEEP = Value::new;
  static final Otherwise OMIT = _ -> OMITTED;

  @Override
  public Result convert(Json value, Json here) {
    var text = value.text();
    var entry = text == null ? null : entries.get(text);
    return entry == null ? otherwise.convert(value) : new Value(entry);
  }

  /** What becomes of a value that is not in the table. */
  @FunctionalInterface
  interface Otherwise {
    Result convert(Json value);
  }
}
