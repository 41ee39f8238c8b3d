package dev.waybill.domain.mapping;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonPointer;
import org.jspecify.annotations.Nullable;

/** Finds the value of one field of the payload. */
@FunctionalInterface
interface Rule {
  /**
   * The value, or null for none.
   *
   * @param target the field's place within the scope, for what there is to tell
   */
  @Nullable Json evaluate(Scope scope, JsonPointer target);
}
