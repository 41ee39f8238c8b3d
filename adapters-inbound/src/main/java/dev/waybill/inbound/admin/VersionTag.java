package dev.waybill.inbound.admin;

import dev.waybill.inbound.http.Request;
import java.util.regex.Pattern;

/** A connector's version as an ETag. */
sealed interface VersionTag {
  Pattern TAG = Pattern.compile("\"([0-9]{1,18})\"");

  record Given(long version) implements VersionTag {}

  record Missing() implements VersionTag {}

  record Unreadable() implements VersionTag {}

  static String of(long version) {
    return "\"" + version + "\"";
  }

  /** What {@code If-Match} wants. */
  static VersionTag wanted(Request request) {
    var header = request.header("If-Match");
    if (header.isEmpty()) {
      return new Missing();
    }
    var tag = TAG.matcher(header.get().strip());
    return tag.matches() ? new Given(Long.parseLong(tag.group(1))) : new Unreadable();
  }
}
