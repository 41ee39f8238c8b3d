package dev.waybill.domain.destination;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an adapter says, made so that every store can keep it: no control characters, no broken
 * text, no number and no length beyond its range.
 */
public final class Bounded {
  private static final int CODE = 100;
  private static final int MESSAGE = 500;
  private static final int REQUEST_ID = 200;
  private static final int FIRST_STATUS = 100;
  private static final int LAST_STATUS = 599;
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");
  private static final Duration DAY = Duration.ofDays(1);

  private Bounded() {}

  /** At most 100 characters. */
  public static String code(String code) {
    return text(code, CODE);
  }

  /** At most 500 characters. */
  public static String message(String message) {
    return text(message, MESSAGE);
  }

  static String requestId(String id) {
    return text(id, REQUEST_ID);
  }

  static @Nullable Integer status(@Nullable Integer status) {
    return status != null && status >= FIRST_STATUS && status <= LAST_STATUS ? status : null;
  }

  /** Not before 1970 and not after 9999. */
  static Instant at(Instant at) {
    return at.isBefore(Instant.EPOCH) ? Instant.EPOCH : at.isAfter(LAST) ? LAST : at;
  }

  /** No less than nothing and no more than a day. */
  static Duration took(Duration took) {
    return took.isNegative() ? Duration.ZERO : took.compareTo(DAY) > 0 ? DAY : took;
  }

  private static String text(String text, int longest) {
    if (text.length() <= longest && text.chars().allMatch(Bounded::isPlain)) {
      return text;
    }
    var clean = new StringBuilder(longest);
    for (int i = 0; i < text.length() && clean.length() < longest; ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      int kept = isPlain(point) ? point : ' ';
      if (clean.length() + Character.charCount(kept) <= longest) {
        clean.appendCodePoint(kept);
      }
    }
    return clean.toString();
  }

  /** A surrogate that has no partner is a code point of its own. */
  private static boolean isPlain(int point) {
    return !Character.isISOControl(point)
        && (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE);
  }
}
