package dev.waybill.inbound.admin;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonNull;
import dev.waybill.domain.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How this API writes times, lists and what is absent. */
final class Fields {
  private Fields() {}

  static Json time(@Nullable Instant time) {
    return time == null ? JsonNull.NULL : Json.of(time.toString());
  }

  static Json orNull(@Nullable Json value) {
    return value == null ? JsonNull.NULL : value;
  }

  static <T> JsonArray list(List<T> values, Function<? super T, ? extends Json> write) {
    return new JsonArray(values.stream().<Json>map(write).toList());
  }

  static <T> JsonObject named(
      String name, List<T> values, Function<? super T, ? extends Json> write) {
    return JsonObject.builder().put(name, list(values, write)).build();
  }
}
