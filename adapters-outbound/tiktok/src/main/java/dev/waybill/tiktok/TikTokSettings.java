package dev.waybill.tiktok;

import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.json.JsonBoolean;
import dev.waybill.domain.json.JsonNumber;
import dev.waybill.domain.json.JsonObject;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One connector's settings, as the settings schema describes them. */
record TikTokSettings(
    Map<EventSource, String> sourceIds,
    @Nullable String testEventCode,
    @Nullable String advertiserId,
    Map<EventSource, Duration> acceptanceWindows,
    EventIds eventIds,
    CallLimits callLimits) {
  TikTokSettings {
    sourceIds = Collections.unmodifiableMap(sourceIds);
    acceptanceWindows = Collections.unmodifiableMap(acceptanceWindows);
  }

  /** Whether event_id travels with app events, and with web events whose sender gave none. */
  record EventIds(boolean ofApps, boolean generated) {}

  static TikTokSettings of(JsonObject settings) {
    var ids = new EnumMap<EventSource, String>(EventSource.class);
    var windows = new EnumMap<EventSource, Duration>(EventSource.class);
    for (var source : EventSource.values()) {
      var id = settings.object("event_source_ids").string(source.wire());
      if (id != null) {
        ids.put(source, id);
      }
      windows.put(source, window(settings.object("acceptance_window_days"), source));
    }
    return new TikTokSettings(
        ids,
        settings.string("test_event_code"),
        settings.string("advertiser_id"),
        windows,
        new EventIds(
            settings.get("send_app_event_id") != JsonBoolean.FALSE,
            settings.get("send_generated_event_id") != JsonBoolean.FALSE),
        CallLimits.of(settings.object("call_limits")));
  }

  private static Duration window(JsonObject days, EventSource source) {
    if (days.get(source.wire()) instanceof JsonNumber(var given)) {
      return Duration.ofDays(given.intValueExact());
    }
    return Duration.ofDays(source == EventSource.OFFLINE ? 28 : 7);
  }
}
