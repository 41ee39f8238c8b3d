package dev.waybill.domain.telemetry;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where in a trace something happened, as W3C Trace Context writes it.
 *
 * @param traceId 32 hexadecimal digits, not all of them 0
 * @param spanId 16 hexadecimal digits, not all of them 0
 * @param sampled whether the trace is recorded
 */
public record Traceparent(String traceId, String spanId, boolean sampled) {
  /** The member of an event that holds it, and the header of a request. */
  public static final String NAME = "traceparent";

  private static final Pattern TEXT =
      Pattern.compile(
          "(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})");

  /** Empty for anything else than a well-formed one. */
  public static Optional<Traceparent> parse(@Nullable String text) {
    var read = TEXT.matcher(text == null ? "" : text);
    return read.matches()
        ? Optional.of(
            new Traceparent(
                read.group(1), read.group(2), (Integer.parseInt(read.group(3), 16) & 1) == 1))
        : Optional.empty();
  }

  /** As the header writes it. */
  @Override
  public String toString() {
    return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
  }
}
