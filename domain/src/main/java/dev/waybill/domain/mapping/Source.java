package dev.waybill.domain.mapping;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonPointer;
import org.jspecify.annotations.Nullable;

/** Where a rule has its value from before it is converted. */
@FunctionalInterface
interface Source {
  /**
   * The value, not empty, or null for none.
   *
   * @param target the field's place within the scope, for what there is to tell
   */
  @Nullable Json read(Scope scope, JsonPointer target);

  /** What stands at the first of these places that holds something. */
  record At(Paths paths) implements Source {
    @Override
    public @Nullable Json read(Scope scope, JsonPointer target) {
      var trace = scope.trace();
      if (trace != null) {
        trace.by("path", paths.winner(scope.here()));
      }
      return paths.first(scope);
    }
  }
}
