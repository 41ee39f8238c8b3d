package dev.waybill.inbound.console.piece;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Numbers and times as people read them. */
public final class Figures {
  private Figures() {}

  /** {@code 12,345}. */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** {@code 99.2 %}; never rounded up to a hundred, nor down to none. */
  public static String share(long part, long whole) {
    if (whole == 0) {
      return "–";
    }
    double percent = 100.0 * part / whole;
    if (part < whole && percent > 99.9) {
      return "> 99.9 %";
    }
    if (part > 0 && percent < 0.1) {
      return "< 0.1 %";
    }
    return part == whole ? "100 %" : String.format(Locale.ROOT, "%.1f %%", percent);
  }

  /** {@code 3 min}, {@code 2 h 5 min}, {@code 4 days}. */
  public static String length(Duration given) {
    long seconds = Math.max(0, given.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min";
    }
    if (seconds < 86_400) {
      long minutes = seconds % 3600 / 60;
      return seconds / 3600 + " h" + (minutes == 0 ? "" : " " + minutes + " min");
    }
    long days = seconds / 86_400;
    return days + (days == 1 ? " day" : " days");
  }

  /** {@code 12 ms}, {@code 1.5 s}, and from a minute on as {@link #length}. */
  public static String duration(Duration given) {
    long millis = Math.max(0, given.toMillis());
    if (millis < 1000) {
      return millis + " ms";
    }
    return millis < 60_000 ? String.format(Locale.ROOT, "%.1f s", millis / 1000.0) : length(given);
  }

  /** {@code 120}, {@code 3.4}: so many a minute. */
  public static String perMinute(long count, Duration within) {
    double rate = count * 60.0 / Math.max(1, within.toSeconds());
    return rate == 0 || rate >= 10
        ? count(Math.round(rate))
        : String.format(Locale.ROOT, "%.1f", rate);
  }

  /** {@code 1 event}, {@code 2 events}. */
  public static String events(long count) {
    return counted(count, "event");
  }

  /** {@code 1 attempt}, {@code 2 attempts}; for nouns whose plural is made with an s. */
  public static String counted(long count, String noun) {
    return count == 1 ? "1 " + noun : count(count) + " " + noun + "s";
  }

  /** {@code 3 min ago}, {@code in 2 days}, {@code now}. */
  public static String from(Instant now, Instant time) {
    var apart = Duration.between(time, now);
    if (apart.abs().toSeconds() < 1) {
      return "now";
    }
    return apart.isNegative() ? "in " + length(apart.negated()) : length(apart) + " ago";
  }

  /** {@code 2026-05-01 12:30:05 UTC}. */
  public static String moment(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ').replace("Z", " UTC");
  }
}
