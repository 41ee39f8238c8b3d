package dev.waybill.domain.outbox;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonNull;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Hides whatever could lead to a person. What is known to name nobody stays; all else is hidden,
 * whatever it is called. The shape stays, so that one sees which identifiers were sent.
 */
public final class Masking {
  /** What stands for what is hidden. */
  public static final Json MASK = Json.of("***");

  private static final Set<String> ITEM =
      Set.of(
          "content_id",
          "content_name",
          "content_category",
          "content_type",
          "brand",
          "price",
          "quantity",
          "product_id",
          "sku",
          "category",
          "variant");

  private static final Set<String> PROPERTIES =
      Set.of(
          "content_ids",
          "content_type",
          "currency",
          "customer_type",
          "delivery_category",
          "lead_event_source",
          "num_items",
          "order_id",
          "predicted_ltv",
          "price",
          "product_id",
          "revenue",
          "shop_id",
          "sku",
          "total",
          "value");

  private static final Set<String> CONTEXT = Set.of("locale", "att_status", "country", "app");

  private static final Set<String> EVENT =
      Set.of("event", "event_time", "event_source", "event_id", "limited_data_use");

  private static final Map<String, Set<String>> WITHIN =
      Map.of("context", CONTEXT, "properties", PROPERTIES);

  private static final Set<String> LISTS = Set.of("contents", "products");

  private Masking() {}

  /** An event as it was received; what is no object is hidden as a whole. */
  public static Json event(Json received) {
    if (!(received instanceof JsonObject(var members))) {
      return MASK;
    }
    var masked = new LinkedHashMap<String, Json>();
    members.forEach((name, value) -> masked.put(name, member(name, value)));
    return new JsonObject(masked);
  }

  private static Json member(String name, Json value) {
    var open = WITHIN.get(name);
    if (open != null && value instanceof JsonObject within) {
      return only(open, within);
    }
    return EVENT.contains(name) ? value : hidden(value);
  }

  private static JsonObject only(Set<String> open, JsonObject object) {
    var masked = new LinkedHashMap<String, Json>();
    object
        .members()
        .forEach(
            (name, value) ->
                masked.put(
                    name,
                    open.equals(PROPERTIES) && LISTS.contains(name)
                        ? items(value)
                        : open.contains(name) ? value : hidden(value)));
    return new JsonObject(masked);
  }

  private static Json items(Json value) {
    return switch (value) {
      case JsonArray(var elements) ->
          elements.stream().map(Masking::items).collect(JsonArray.collector());
      case JsonObject item -> only(ITEM, item);
      case Json other -> hidden(other);
    };
  }

  /** Whether what is at that place of an event is shown. */
  public static boolean isOpen(JsonPointer place) {
    var tokens = place.tokens();
    if (tokens.size() == 1) {
      return EVENT.contains(tokens.getFirst());
    }
    if (tokens.size() < 2) {
      return false;
    }
    var open = WITHIN.get(tokens.getFirst());
    return open != null && (open.contains(tokens.get(1)) || isOpenItem(tokens));
  }

  private static boolean isOpenItem(List<String> tokens) {
    return tokens.getFirst().equals("properties")
        && LISTS.contains(tokens.get(1))
        && ITEM.contains(tokens.getLast());
  }

  /** Whether what is at that place of an element of a list is shown. */
  public static boolean isOpenInItem(JsonPointer place) {
    return place.tokens().size() == 1 && ITEM.contains(place.tokens().getFirst());
  }

  /** The value with nothing but its shape left. */
  public static Json hidden(Json value) {
    return switch (value) {
      case JsonObject(var members) -> {
        var hidden = new LinkedHashMap<String, Json>();
        members.forEach((name, member) -> hidden.put(name, hidden(member)));
        yield new JsonObject(hidden);
      }
      case JsonArray(var elements) ->
          elements.stream().map(Masking::hidden).collect(JsonArray.collector());
      case JsonNull _ -> value;
      case Json _ -> MASK;
    };
  }
}
