package dev.waybill.domain.mapping;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonNumber;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds up one number of every element of a list, or the product of two. A sum with an addend
 * missing would be a wrong number, so there is none then.
 */
record Sum(Paths list, Addend of, @Nullable Addend times) implements Source {

  /** A number of one element. */
  record Addend(Paths paths, @Nullable BigDecimal fallback) {
    private static Addend read(Form form, String name) {
      if (!(form.any(name) instanceof JsonObject object)) {
        return new Addend(Paths.read(form, name), null);
      }
      var inner = new Form(object, form.place(name), form.faults());
      var paths = Paths.read(inner, "path");
      var fallback = inner.any("default");
      if (fallback != null && !(fallback instanceof JsonNumber)) {
        inner.wrongType("default", "a number", fallback);
      }
      inner.rejectOthers();
      return new Addend(paths, fallback instanceof JsonNumber(var number) ? number : null);
    }

    private @Nullable BigDecimal in(Json element) {
      var value = paths.first(element);
      if (value == null) {
        return fallback;
      }
      return Numbers.number(value) instanceof Conversion.Value(JsonNumber(var number))
          ? number
          : null;
    }
  }

  static @Nullable Sum read(Form form, String name) {
    var written = form.object(name);
    if (written == null) {
      return null;
    }
    var inner = new Form(written, form.place(name), form.faults());
    var list = Paths.read(inner, "each");
    var of = Addend.read(inner, "of");
    var times = inner.has("times") ? Addend.read(inner, "times") : null;
    inner.rejectOthers();
    return new Sum(list, of, times);
  }

  @Override
  public @Nullable Json read(Scope scope, JsonPointer target) {
    var trace = scope.trace();
    if (trace != null) {
      trace.by("sum", list.winner(scope.here()));
    }
    return switch (list.first(scope.here())) {
      case null -> null;
      case JsonArray(var elements) -> over(elements, scope, target);
      case JsonObject one -> over(List.of(one), scope, target);
      default -> {
        scope.note(target, "not_a_list", Rules.WANTED_A_LIST);
        yield null;
      }
    };
  }

  private @Nullable Json over(List<Json> elements, Scope scope, JsonPointer target) {
    if (!scope.affords(elements.size(), target)) {
      return null;
    }
    var sum = BigDecimal.ZERO;
    for (var element : elements) {
      if (element.isEmpty()) {
        continue;
      }
      var addend = addend(element);
      if (addend == null) {
        scope.note(target, "incomplete_sum", "wanted a number in every element of the list");
        return null;
      }
      sum = sum.add(addend);
    }
    var total = Json.of(sum);
    if (Numbers.number(total) instanceof Conversion.Unusable(String code, String message)) {
      scope.note(target, code, message);
      return null;
    }
    return total;
  }

  private @Nullable BigDecimal addend(Json element) {
    var number = of.in(element);
    if (number == null || times == null) {
      return number;
    }
    var factor = times.in(element);
    return factor == null ? null : number.multiply(factor);
  }
}
