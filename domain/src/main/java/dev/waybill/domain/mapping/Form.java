package dev.waybill.domain.mapping;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonBoolean;
import dev.waybill.domain.json.JsonNumber;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.NearestName;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object that a user wrote, while it is read. It remembers what was asked for, so that
 * whatever is left over can be told as a mistake.
 */
final class Form {
  private final JsonObject written;
  private final JsonPointer place;
  private final Faults faults;
  private final Set<String> known = new LinkedHashSet<>();

  Form(JsonObject written, JsonPointer place, Faults faults) {
    this.written = written;
    this.place = place;
    this.faults = faults;
  }

  JsonPointer place() {
    return place;
  }

  JsonPointer place(String name) {
    return place.at(name);
  }

  Faults faults() {
    return faults;
  }

  boolean has(String name) {
    return any(name) != null;
  }

  @Nullable Json any(String name) {
    known.add(name);
    return written.get(name);
  }

  @Nullable String text(String name) {
    var value = any(name);
    if (value == null || value.text() != null) {
      return value == null ? null : value.text();
    }
    wrongType(name, "a string", value);
    return null;
  }

  @Nullable JsonObject object(String name) {
    var value = any(name);
    if (value == null || value instanceof JsonObject) {
      return (JsonObject) value;
    }
    wrongType(name, "an object", value);
    return null;
  }

  @Nullable JsonArray array(String name) {
    var value = any(name);
    if (value == null || value instanceof JsonArray) {
      return (JsonArray) value;
    }
    wrongType(name, "an array", value);
    return null;
  }

  /** The value of a boolean member, or null when it is absent or no boolean. */
  @Nullable JsonBoolean flag(String name) {
    var value = any(name);
    if (value == null || value instanceof JsonBoolean) {
      return (JsonBoolean) value;
    }
    wrongType(name, "true or false", value);
    return null;
  }

  /** A whole number within bounds; anything else is a mistake and reads as the lower bound. */
  int wholeNumber(String name, int least, int most) {
    var value = any(name);
    if (value instanceof JsonNumber number && number.isLong()) {
      long wanted = number.value().longValue();
      if (wanted >= least && wanted <= most) {
        return (int) wanted;
      }
    }
    faults.add(
        value == null ? place : place(name),
        value == null ? "required" : "out_of_range",
        "'" + name + "': wanted a whole number from " + least + " to " + most);
    return least;
  }

  void missing(String name, String wanted) {
    faults.add(place, "required", "'" + name + "' is missing: wanted " + wanted);
  }

  void wrongType(String name, String wanted, Json found) {
    faults.add(place(name), "wrong_type", "wanted " + wanted + ", found " + found.kind());
  }

  /** Of an object that has none of these members: which of them one of its own may be meant for. */
  static String hint(JsonObject written, Collection<String> wanted) {
    return written.members().keySet().stream()
        .map(name -> NearestName.hint(wanted, name))
        .filter(hint -> !hint.isEmpty())
        .findFirst()
        .orElse("");
  }

  /** To be called last: every member nobody asked for is a mistake. */
  void rejectOthers() {
    for (var name : written.members().keySet()) {
      if (!known.contains(name)) {
        faults.add(
            place(name),
            "unknown_member",
            "this member means nothing here; wanted one of: "
                + String.join(", ", known)
                + "."
                + NearestName.hint(known, name));
      }
    }
  }
}
