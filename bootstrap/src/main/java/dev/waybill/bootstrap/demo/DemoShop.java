package dev.waybill.bootstrap.demo;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * A shop with a site, an app and a till, whose sender makes the mistakes real senders make: about
 * one event in ten has no identifier, a wrong time, or was sent before. All people in it are made
 * up. One thread at a time.
 */
final class DemoShop {
  private static final List<String> GOODS =
      List.of("Enamel mug", "Linen apron", "Oak board", "Tea towel", "Brass hook", "Wool throw");
  private static final List<String> WORDS = List.of("mug", "apron", "gift", "oak", "kitchen");

  private final RandomGenerator random;
  private final InstantSource clock;
  private final List<JsonObject> recent = new ArrayList<>();
  private long serial;

  DemoShop(RandomGenerator random, InstantSource clock) {
    this.random = random;
    this.clock = clock;
  }

  List<JsonObject> next(int count) {
    var events = new ArrayList<JsonObject>(count);
    for (int i = 0; i < count; i++) {
      events.add(next());
    }
    return events;
  }

  private JsonObject next() {
    return switch (random.nextInt(30)) {
      case 0 -> withoutIdentifier(event());
      case 1 -> withWrongTime(event());
      case 2 -> recent.isEmpty() ? event() : recent.get(random.nextInt(recent.size()));
      default -> remember(event());
    };
  }

  private JsonObject remember(JsonObject event) {
    if (recent.size() >= 200) {
      recent.removeFirst();
    }
    recent.add(event);
    return event;
  }

  private JsonObject event() {
    serial++;
    int visitor = random.nextInt(5_000);
    return switch (random.nextInt(20)) {
      case 0, 1 -> purchase("offline", visitor);
      case 2, 3 -> purchase("app", visitor);
      case 4, 5, 6 -> purchase("web", visitor);
      case 7, 8 -> event("InitiateCheckout", "web", visitor, basket(1 + random.nextInt(4)));
      case 9, 10 -> event("AddToCart", "app", visitor, basket(1));
      case 11, 12 -> event("AddToCart", "web", visitor, basket(1));
      case 13, 14 -> event("Search", "web", visitor, search());
      case 15 -> event("ViewContent", "app", visitor, basket(1));
      default -> event("ViewContent", "web", visitor, basket(1));
    };
  }

  private JsonObject purchase(String source, int visitor) {
    return event(
        "Purchase",
        source,
        visitor,
        basket(1 + random.nextInt(5)).with("order_id", Json.of("order-" + serial)));
  }

  private JsonObject event(String name, String source, int visitor, JsonObject properties) {
    return JsonObject.builder()
        .put("event", name)
        .put("event_time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString())
        .put("event_source", source)
        .put("event_id", source + "-" + serial)
        .put("context", context(source, visitor))
        .put("properties", properties)
        .build();
  }

  private JsonObject context(String source, int visitor) {
    var context =
        JsonObject.builder()
            .put("email", "visitor" + visitor + "@shop.example")
            .put("external_id", "customer-" + visitor)
            // 555-01xx numbers belong to nobody.
            .put("phone", "+1 212 555 01" + String.format(Locale.ROOT, "%02d", visitor % 100));
    return switch (source) {
      case "web" -> web(context, visitor);
      case "app" -> app(context, visitor);
      default -> context.build();
    };
  }

  private static JsonObject web(JsonObject.Builder context, int visitor) {
    return context
        .put("ip", "203.0.113." + (visitor % 250 + 1))
        .put("user_agent", "Mozilla/5.0 (X11; Linux x86_64) Demo/1.0")
        .put("ttclid", "E.C.P.demo" + visitor)
        .put(
            "page",
            JsonObject.builder()
                .put("url", "https://shop.example/goods/" + visitor % GOODS.size())
                .put("referrer", "https://shop.example/")
                .build())
        .build();
  }

  private static JsonObject app(JsonObject.Builder context, int visitor) {
    return context
        .put("ip", "203.0.113." + (visitor % 250 + 1))
        .put("user_agent", "DemoShop/3.1 (Android 16)")
        .put("gaid", String.format(Locale.ROOT, "38400000-8cf0-11bd-b23e-%012x", visitor + 1))
        .put(
            "app",
            JsonObject.builder()
                .put("app_id", "example.shop.demo")
                .put("app_name", "Demo shop")
                .put("app_version", "3.1.0")
                .build())
        .build();
  }

  private JsonObject search() {
    return JsonObject.builder()
        .put("search_string", WORDS.get(random.nextInt(WORDS.size())))
        .build();
  }

  private JsonObject basket(int lines) {
    var contents = new ArrayList<Json>();
    var value = BigDecimal.ZERO;
    for (int i = 0; i < lines; i++) {
      int goods = random.nextInt(GOODS.size());
      int quantity = 1 + random.nextInt(3);
      var price = BigDecimal.valueOf(495 + goods * 700L, 2);
      value = value.add(price.multiply(BigDecimal.valueOf(quantity)));
      contents.add(
          JsonObject.builder()
              .put("content_id", "SKU-" + goods)
              .put("content_name", GOODS.get(goods))
              .put("price", Json.of(price))
              .put("quantity", quantity)
              .build());
    }
    return JsonObject.builder()
        .put("value", Json.of(value))
        .put("currency", "EUR")
        .put("content_type", "product")
        .put("contents", new JsonArray(contents))
        .build();
  }

  private static JsonObject withoutIdentifier(JsonObject event) {
    return event.with("context", JsonObject.builder().put("locale", "en-GB").build());
  }

  private static JsonObject withWrongTime(JsonObject event) {
    return event.with("event_time", Json.of("2026-05-01 10:00"));
  }
}
