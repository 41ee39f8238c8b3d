package dev.waybill.domain.json;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** A JSON array. */
public record JsonArray(List<Json> elements) implements Json {
  public static final JsonArray EMPTY = new JsonArray(List.of());

  public JsonArray {
    elements = List.copyOf(elements);
  }

  public static JsonArray of(Json... elements) {
    return new JsonArray(List.of(elements));
  }

  public static JsonArray ofStrings(Iterable<String> values) {
    var elements = new ArrayList<Json>();
    values.forEach(value -> elements.add(new JsonString(value)));
    return new JsonArray(elements);
  }

  public static Collector<Json, ?, JsonArray> collector() {
    return Collectors.collectingAndThen(Collectors.toList(), JsonArray::new);
  }

  @Override
  public String toString() {
    return "JsonArray[" + elements.size() + " elements]";
  }
}
