package dev.waybill.tiktok;

import dev.waybill.domain.destination.DestinationContext;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.json.JsonObject;
import java.util.HexFormat;

/** An event that never happened, about nobody: names and addresses reserved for examples. */
final class SyntheticEvent {
  /** SHA-256 of {@code alice_abc@gmail.com}, the example of TikTok's own documentation. */
  private static final String EMAIL =
      "848a771458438fc2ec420560d769fb9b9b86851ee338ec56517baabd79d3bb4f";

  private SyntheticEvent() {}

  static JsonObject of(EventSource source, DestinationContext context) {
    var event =
        JsonObject.builder()
            .put("event", "ViewContent")
            .put("event_time", context.clock().instant().getEpochSecond())
            .put("event_id", freshId(context));
    return switch (source) {
      case WEB ->
          event
              .put("user", visitor())
              .put("page", text("url", "https://www.example.com/waybill-test"))
              .build();
      case APP ->
          event.put("user", visitor()).put("app", text("app_id", "com.example.waybill")).build();
      case OFFLINE -> event.put("user", text("email", EMAIL)).build();
      case CRM ->
          event
              .put("user", text("email", EMAIL))
              .put("lead", text("lead_id", "7000000000000000001"))
              .build();
    };
  }

  private static String freshId(DestinationContext context) {
    return "waybill-test-" + HexFormat.of().toHexDigits(context.random().nextLong());
  }

  private static JsonObject visitor() {
    return JsonObject.builder()
        .put("email", EMAIL)
        .put("ip", "203.0.113.7")
        .put("user_agent", "Mozilla/5.0 (compatible; Waybill test event)")
        .build();
  }

  private static JsonObject text(String name, String value) {
    return JsonObject.builder().put(name, value).build();
  }
}
