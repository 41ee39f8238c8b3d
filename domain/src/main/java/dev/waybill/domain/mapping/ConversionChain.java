package dev.waybill.domain.mapping;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonPointer;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Conversions one after another; an array is converted element by element. */
record ConversionChain(List<Step> steps) {
  ConversionChain {
    steps = List.copyOf(steps);
  }

  /** A conversion and what the mapping calls it. */
  record Step(String name, Conversion conversion) {}

  /** The converted value, or null when nothing is left to send. */
  @Nullable Json convert(Json value, Scope scope, JsonPointer target) {
    if (!scope.affords((long) Weights.of(value) * Math.max(1, steps.size()), target)) {
      return null;
    }
    return value instanceof JsonArray(var elements)
        ? all(elements, scope, target)
        : one(value, scope, target);
  }

  private @Nullable Json all(List<Json> elements, Scope scope, JsonPointer target) {
    if (steps.isEmpty()) {
      var kept = elements.stream().filter(element -> !element.isEmpty()).toList();
      return kept.isEmpty() ? null : new JsonArray(kept);
    }
    var converted = new LinkedHashSet<Json>();
    for (var element : elements) {
      var value = element.isEmpty() ? null : one(element, scope, target);
      if (value != null) {
        converted.add(value);
      }
    }
    return converted.isEmpty() ? null : new JsonArray(List.copyOf(converted));
  }

  private @Nullable Json one(Json value, Scope scope, JsonPointer target) {
    var trace = scope.trace();
    Json current = value;
    for (var step : steps) {
      var result = step.conversion.convert(current, scope.here());
      if (trace != null) {
        trace.step(step.name, result);
      }
      switch (result) {
        case Conversion.Value(Json next) when !next.isEmpty() -> current = next;
        case Conversion.Value _, Conversion.Omitted _ -> {
          return null;
        }
        case Conversion.Unusable(String code, String message) -> {
          scope.note(target, code, message);
          return null;
        }
      }
    }
    // A table's entry may be of any size.
    return steps.isEmpty() || scope.affords(Weights.of(current), target) ? current : null;
  }
}
