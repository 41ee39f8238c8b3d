package dev.waybill.domain.alert;

import java.time.Duration;

/** Lengths of time for people. */
final class Spans {
  private Spans() {}

  /** In the two largest units that fit, such as {@code 2 d 3 h}. */
  static String of(Duration span) {
    if (span.toDays() > 0) {
      return span.toDays() + " d " + span.toHoursPart() + " h";
    }
    if (span.toHours() > 0) {
      return span.toHours() + " h " + span.toMinutesPart() + " min";
    }
    return span.toMinutes() > 0 ? span.toMinutes() + " min" : span.toSeconds() + " s";
  }
}
