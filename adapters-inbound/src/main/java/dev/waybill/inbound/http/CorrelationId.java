package dev.waybill.inbound.http;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What connects a reply, the log and the caller's own records. */
final class CorrelationId {
  static final String HEADER = "X-Correlation-Id";

  /** Its name in the lines of the log. */
  static final String LOGGED = "correlation_id";

  private static final Pattern CLEAN = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private CorrelationId() {}

  /** The caller's own id if it is a clean one, else a new one. */
  static String of(@Nullable String given) {
    return given != null && CLEAN.matcher(given).matches() ? given : UUID.randomUUID().toString();
  }
}
