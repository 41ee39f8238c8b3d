package dev.waybill.domain.event;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * A time as nearly everybody writes it, {@code 2026-11-22T15:13:54.250+01:00}, read in a twentieth
 * of the time that a formatter takes. Every event's time is read at least three times.
 */
final class UsualTime {
  private static final int SECONDS_END = 19;
  private static final int ZONE = 6;
  private static final int MOST_DIGITS = 9;
  private static final int MOST_ZONE_HOURS = 17;

  private final String text;

  private UsualTime(String text) {
    this.text = text;
  }

  /** Null for what is written in another way, or is no time from 1970 on. */
  static @Nullable Instant parse(String text) {
    return text.length() <= SECONDS_END ? null : new UsualTime(text).instant();
  }

  private @Nullable Instant instant() {
    if (!is(4, '-') || !is(7, '-') || !is(10, 'T') || !is(13, ':') || !is(16, ':')) {
      return null;
    }
    int zoneAt = fractionEnd();
    var zone = zoneAt < 0 ? null : zoneSeconds(zoneAt);
    var day = epochDay();
    var second = secondOfDay();
    return zone == null || day == null || second == null
        ? null
        : Instant.ofEpochSecond(day * 86_400 + second - zone, nanos(zoneAt));
  }

  private boolean is(int at, char wanted) {
    return text.charAt(at) == wanted;
  }

  /** The number there, or -1 where there is anything but digits. */
  private int digits(int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  private @Nullable Long epochDay() {
    int year = digits(0, 4);
    int month = digits(5, 7);
    int day = digits(8, 10);
    return year < 1970
            || month < 1
            || month > 12
            || day < 1
            || day > YearMonth.of(year, month).lengthOfMonth()
        ? null
        : LocalDate.of(year, month, day).toEpochDay();
  }

  private @Nullable Integer secondOfDay() {
    int hour = digits(11, 13);
    int minute = digits(14, 16);
    int second = digits(17, SECONDS_END);
    return hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59
        ? null
        : (hour * 60 + minute) * 60 + second;
  }

  /** Where the fraction of a second ends, or would begin; -1 where there are no digits in it. */
  private int fractionEnd() {
    if (!is(SECONDS_END, '.')) {
      return SECONDS_END;
    }
    int end = SECONDS_END + 1;
    while (end < text.length() && digits(end, end + 1) >= 0) {
      end++;
    }
    int count = end - SECONDS_END - 1;
    return count < 1 || count > MOST_DIGITS ? -1 : end;
  }

  private long nanos(int fractionEnd) {
    if (fractionEnd == SECONDS_END) {
      return 0;
    }
    long nanos = digits(SECONDS_END + 1, fractionEnd);
    for (int i = fractionEnd - SECONDS_END - 1; i < MOST_DIGITS; i++) {
      nanos *= 10;
    }
    return nanos;
  }

  /** How far the zone is ahead; null for one that is written in another way. */
  private @Nullable Integer zoneSeconds(int at) {
    int length = text.length() - at;
    if (length == 1 && is(at, 'Z')) {
      return 0;
    }
    if (length != ZONE || !is(at + 3, ':') || !(is(at, '+') || is(at, '-'))) {
      return null;
    }
    int hours = digits(at + 1, at + 3);
    int minutes = digits(at + 4, at + ZONE);
    if (hours < 0 || hours > MOST_ZONE_HOURS || minutes < 0 || minutes > 59) {
      return null;
    }
    int seconds = (hours * 60 + minutes) * 60;
    return is(at, '-') ? -seconds : seconds;
  }
}
