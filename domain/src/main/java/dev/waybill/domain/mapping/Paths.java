package dev.waybill.domain.mapping;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a value is looked for: the first place that holds something wins. */
final class Paths {
  static final int MOST = 20;
  private static final Paths NOWHERE = new Paths(List.of());

  private final JsonPointer[] pointers;
  private final String[][] steps;

  Paths(List<JsonPointer> pointers) {
    this.pointers = pointers.toArray(JsonPointer[]::new);
    this.steps =
        pointers.stream()
            .map(pointer -> pointer.tokens().toArray(String[]::new))
            .toArray(String[][]::new);
  }

  /** Reads one pointer or an array of them. */
  static Paths read(Form form, String name) {
    var place = form.place(name);
    var written = form.any(name);
    return switch (written) {
      case JsonString(String text) -> new Paths(one(Json.of(text), place, form.faults()));
      case JsonArray(var elements) when elements.isEmpty() || elements.size() > MOST -> {
        form.faults().add(place, "limit", "wanted 1 to " + MOST + " JSON Pointers");
        yield NOWHERE;
      }
      case JsonArray(var elements) -> new Paths(several(elements, place, form.faults()));
      case null -> {
        form.missing(name, "a JSON Pointer or an array of them");
        yield NOWHERE;
      }
      default -> {
        form.wrongType(name, "a JSON Pointer or an array of them", written);
        yield NOWHERE;
      }
    };
  }

  private static List<JsonPointer> several(List<Json> written, JsonPointer place, Faults faults) {
    var pointers = new ArrayList<JsonPointer>();
    for (int i = 0; i < written.size(); i++) {
      pointers.addAll(one(written.get(i), place.at(i), faults));
    }
    return pointers;
  }

  private static List<JsonPointer> one(Json written, JsonPointer place, Faults faults) {
    var text = written.text();
    if (text == null) {
      faults.add(place, "wrong_type", "wanted a JSON Pointer, found " + written.kind());
      return List.of();
    }
    var pointer = Pointers.read(text, place, faults);
    return pointer == null ? List.of() : List.of(pointer);
  }

  /** The first place that holds something, or null; what stands there is {@link #first}. */
  @Nullable JsonPointer winner(Json from) {
    for (int i = 0; i < steps.length; i++) {
      if (at(i, from) != null) {
        return pointers[i];
      }
    }
    return null;
  }

  /** The first value that is present and not empty, or null. */
  @Nullable Json first(Json from) {
    for (int i = 0; i < steps.length; i++) {
      var value = at(i, from);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /**
   * The same for what a scope reads from; of the event itself, it remembers where it looked last.
   */
  @Nullable Json first(Scope scope) {
    if (scope.list() != null || !(scope.here() instanceof JsonObject event)) {
      return first(scope.here());
    }
    for (int i = 0; i < steps.length; i++) {
      var value = steps[i].length == 2 ? inMember(i, event, scope.findings()) : at(i, event);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private @Nullable Json inMember(int place, JsonObject event, Findings findings) {
    var member = findings.member(steps[place][0], event);
    return member instanceof JsonObject object
        ? notEmpty(object.get(steps[place][1]))
        : at(place, event);
  }

  /** What stands at that place, unless it is empty: the busiest loop of every mapping. */
  private @Nullable Json at(int place, Json from) {
    Json here = from;
    for (var step : steps[place]) {
      if (!(here instanceof JsonObject object)) {
        // An array, most likely; seldom enough to be found in the general way.
        return notEmpty(pointers[place].resolve(from));
      }
      var next = object.get(step);
      if (next == null) {
        return null;
      }
      here = next;
    }
    return notEmpty(here);
  }

  private static @Nullable Json notEmpty(@Nullable Json value) {
    return value == null || value.isEmpty() ? null : value;
  }
}
