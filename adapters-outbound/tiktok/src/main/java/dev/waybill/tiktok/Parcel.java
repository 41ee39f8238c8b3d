package dev.waybill.tiktok;

import dev.waybill.domain.destination.OutboundEvent;
import dev.waybill.domain.destination.Outcome;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonNull;
import dev.waybill.domain.json.JsonObject;
import java.util.Comparator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One event as it goes into {@code data[]}, and with which others it may travel.
 *
 * @param refusal why it does not travel at all, or null if it does
 */
record Parcel(Group group, JsonObject event, Outcome.@Nullable Rejected refusal) {
  private static final Pattern TEST_CODE = Pattern.compile("[A-Za-z0-9_-]{3,64}");

  /** Events that may share a call; those with a test event code never with those without. */
  record Group(EventSource source, @Nullable String testEventCode) implements Comparable<Group> {
    private static final Comparator<Group> ORDER =
        Comparator.comparing(Group::source)
            .thenComparing(
                Group::testEventCode, Comparator.nullsFirst(Comparator.<String>naturalOrder()));

    @Override
    public int compareTo(Group other) {
      return ORDER.compare(this, other);
    }
  }

  static Parcel of(OutboundEvent event, TikTokSettings settings) {
    var own = event.payload().get("test_event_code");
    var code = own == null ? settings.testEventCode() : own.text();
    return new Parcel(
        new Group(event.source(), code),
        Bare.of(withRightId(event, settings.eventIds()).without("test_event_code")),
        refusal(event, own));
  }

  private static Outcome.@Nullable Rejected refusal(OutboundEvent event, @Nullable Json ownCode) {
    if (ownCode != null && !isTestCode(ownCode)) {
      return new Outcome.Rejected(
          "invalid_test_event_code",
          "Wanted a test event code of 3 to 64 letters, digits, _ or -; without one it would count.");
    }
    var fault = EventNames.fault(event.source(), event.payload().string("event"));
    return fault == null ? null : new Outcome.Rejected("invalid_event_name", fault);
  }

  private static boolean isTestCode(Json code) {
    var text = code instanceof JsonNull ? null : code.text();
    return text != null && TEST_CODE.matcher(text).matches();
  }

  /** Whatever the mapping did, event_id travels, unless a setting says that it must not. */
  private static JsonObject withRightId(OutboundEvent event, TikTokSettings.EventIds rules) {
    var id = event.id().value();
    var mapped = event.payload().string("event_id");
    boolean isOurs = event.id().isGenerated() && (mapped == null || mapped.equals(id));
    boolean hides =
        (event.source() == EventSource.APP && !rules.ofApps())
            || (event.source() == EventSource.WEB && isOurs && !rules.generated());
    if (hides) {
      return event.payload().without("event_id");
    }
    return mapped == null ? event.payload().with("event_id", Json.of(id)) : event.payload();
  }
}
