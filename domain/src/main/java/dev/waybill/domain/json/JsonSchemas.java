package dev.waybill.domain.json;

import java.util.List;

/** Checks values against JSON Schema (2020-12). Safe for use by many threads. */
public interface JsonSchemas {
  /**
   * Every problem of the value under that schema; none when it is valid. No message repeats a
   * value.
   */
  List<Problem> check(JsonObject schema, Json value);
}
