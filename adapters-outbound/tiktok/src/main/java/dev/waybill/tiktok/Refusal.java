package dev.waybill.tiktok;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where TikTok's message points when it refuses a call.
 *
 * @param index the event it names, counted from 0, or null
 * @param field the field of the envelope it names, or null: then no event is to blame
 * @param value the value it repeats, or null; it may be somebody's, and is for looking it up alone
 */
record Refusal(@Nullable Integer index, @Nullable Field field, @Nullable String value) {
  static final Refusal NONE = new Refusal(null, null, null);

  /** A part of the envelope that all events of a call share. */
  enum Field {
    EVENT_SOURCE,
    TEST_EVENT_CODE,
    ACCESS_TOKEN
  }

  private static final Pattern INDEX =
      Pattern.compile(
          "\\b(?:data|batch)(?:\\.|\\[)(\\d{1,4})\\b|\\bindex[ :=]{1,3}(\\d{1,4})\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern VALUE = Pattern.compile("([\"'`])((?:(?!\\1).){3,200})\\1");

  private static final Pattern ENVELOPE =
      Pattern.compile(
          "(?<![\\w.])(?:(event_source(?:_id)?)|(test_event_code)|(access[ _-]?token))(?!\\w)",
          Pattern.CASE_INSENSITIVE);

  static Refusal of(String message) {
    var index = INDEX.matcher(message);
    if (index.find()) {
      var digits = index.group(1) == null ? index.group(2) : index.group(1);
      return new Refusal(Integer.valueOf(digits), null, null);
    }
    var envelope = ENVELOPE.matcher(message);
    if (envelope.find()) {
      return new Refusal(null, field(envelope), null);
    }
    var value = VALUE.matcher(message);
    return value.find() ? new Refusal(null, null, value.group(2)) : NONE;
  }

  @Override
  public String toString() {
    return "Refusal[" + index + " " + field + "]";
  }

  private static Field field(Matcher envelope) {
    if (envelope.group(1) != null) {
      return Field.EVENT_SOURCE;
    }
    return envelope.group(2) != null ? Field.TEST_EVENT_CODE : Field.ACCESS_TOKEN;
  }
}
