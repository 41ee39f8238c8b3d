package dev.waybill.inbound.console.editor;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.outbox.Masking;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes of an event that was received one about nobody. Whatever is hidden where events are shown
 * gives way to what an example has under that name, and is left out where no example has any.
 */
final class StandIns {
  static final String KEPT =
      "A test was added below. A test is kept for good, so personal data of the received event was"
          + " swapped for that of an example, or left out where no example has it. It is kept when"
          + " you save.";
  static final String NO_RESULT =
      "No test was made: without the personal data of the received event there is no result to"
          + " keep. Take an example and write into it what matters.";

  private final Map<String, Json> byName = new LinkedHashMap<>();

  /**
   * @param example an event about nobody
   */
  StandIns(JsonObject example) {
    collect("", example);
  }

  private void collect(String name, Json value) {
    if (value instanceof JsonObject(var members)) {
      members.forEach(this::collect);
      return;
    }
    byName.putIfAbsent(name, value);
  }

  JsonObject swappedIn(JsonObject received) {
    return Masking.event(received) instanceof JsonObject masked
        ? swapped(masked)
        : JsonObject.EMPTY;
  }

  private JsonObject swapped(JsonObject masked) {
    var swapped = JsonObject.builder();
    masked
        .members()
        .forEach((name, value) -> swapped(name, value).ifPresent(now -> swapped.put(name, now)));
    return swapped.build();
  }

  private Optional<Json> swapped(String name, Json value) {
    return switch (value) {
      case JsonObject object -> Optional.of(swapped(object));
      case JsonArray(var elements) ->
          Optional.of(
              elements.stream()
                  .flatMap(element -> swapped(name, element).stream())
                  .collect(JsonArray.collector()));
      case Json leaf ->
          leaf.equals(Masking.MASK) ? Optional.ofNullable(byName.get(name)) : Optional.of(leaf);
    };
  }
}
