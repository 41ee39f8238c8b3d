package dev.waybill.tiktok;

import dev.waybill.domain.json.JsonNumber;
import dev.waybill.domain.json.JsonObject;

/** How many calls a token may make in each second, minute and day of UTC. */
record CallLimits(long second, long minute, long day) {
  /** TikTok's own, for {@code /event/track/}. */
  static final CallLimits DOCUMENTED = new CallLimits(1_000, 600_000, 86_400_000);

  static CallLimits of(JsonObject settings) {
    return new CallLimits(
        given(settings, "second", DOCUMENTED.second),
        given(settings, "minute", DOCUMENTED.minute),
        given(settings, "day", DOCUMENTED.day));
  }

  private static long given(JsonObject settings, String name, long otherwise) {
    return settings.get(name) instanceof JsonNumber(var limit) ? limit.longValueExact() : otherwise;
  }
}
