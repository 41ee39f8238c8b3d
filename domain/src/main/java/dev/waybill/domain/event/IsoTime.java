package dev.waybill.domain.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * ISO 8601 with a zone, as senders write it: {@code Z}, {@code +01:00}, {@code +0100}, {@code +01}.
 */
public final class IsoTime {
  /** Java's own formatter is more lenient: it takes 12:00:00.Z and 12:00ZZ. */
  private static final Pattern WITH_ZONE =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?"
              + "([zZ]|[+-][0-9]{2}(:?[0-9]{2})?)");

  private static final Pattern WITHOUT_ZONE =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9:.,]+)?");

  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter(Locale.ROOT)
          // Else the 30th of February would become the 28th.
          .withResolverStyle(ResolverStyle.STRICT);

  private IsoTime() {}

  /** The instant, between the years 1970 and 9999. */
  public static Optional<Instant> parse(String text) {
    var usual = UsualTime.parse(text);
    return usual == null ? parseAny(text) : Optional.of(usual);
  }

  static Optional<Instant> parseAny(String text) {
    if (text.length() > 40 || !WITH_ZONE.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      var time = OffsetDateTime.parse(text, FORMAT);
      return time.getYear() < 1970 ? Optional.empty() : Optional.of(time.toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  static boolean lacksZone(String text) {
    return text.length() <= 40 && WITHOUT_ZONE.matcher(text).matches();
  }
}
