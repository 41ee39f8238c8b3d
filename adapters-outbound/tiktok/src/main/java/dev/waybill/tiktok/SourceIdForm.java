package dev.waybill.tiktok;

import dev.waybill.domain.event.EventSource;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an event_source_id looks like: it can be of the wrong kind before anybody is asked. */
final class SourceIdForm {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{5,32}");
  private static final Pattern PIXEL_CODE = Pattern.compile("[A-Za-z0-9]{8,40}");

  private SourceIdForm() {}

  /** What would be right, or null where the id may be. */
  static @Nullable String fault(EventSource source, String id) {
    boolean number = NUMBER.matcher(id).matches();
    return switch (source) {
      case WEB -> {
        boolean code = PIXEL_CODE.matcher(id).matches();
        yield code && !number
            ? null
            : "Wanted the pixel code, which has letters and digits; "
                + (number
                    ? "a number is the pixel id, or the id of an event set."
                    : "it stands at the top of the pixel's page in Events Manager.");
      }
      case APP -> number ? null : "Wanted the TikTok App ID, a number, not the store's id.";
      case OFFLINE ->
          number ? null : "Wanted the offline event set id, a number; a pixel code is for web.";
      case CRM -> number ? null : "Wanted the CRM event set id, a number; a pixel code is for web.";
    };
  }
}
