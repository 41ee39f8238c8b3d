package dev.waybill.bootstrap.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Text that was rendered once and in which only the digits of serial numbers and times are written
 * anew, so that making a million different events costs next to nothing. One thread at a time.
 */
final class EventBytes {
  /** Twelve digits of an event's serial number. */
  static final String SERIAL = "############";

  /** The last eight of them, for numbers that may not be longer. */
  static final String SHORT_SERIAL = "@@@@@@@@";

  /** A time in UTC with milliseconds. */
  static final String TIME = "~~~~~~~~~~~~~~~~~~~~~~~~";

  private static final DateTimeFormatter TIME_FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final byte[] bytes;
  private final Places serials;
  private final Places shortSerials;
  private final int[] times;
  private final int events;

  /**
   * @param texts of the events, in order, with the placeholders in them; what stands between them
   *     belongs to one of them
   */
  EventBytes(List<String> texts) {
    this.events = texts.size();
    this.bytes = String.join("", texts).getBytes(StandardCharsets.US_ASCII);
    this.serials = Places.of(texts, SERIAL);
    this.shortSerials = Places.of(texts, SHORT_SERIAL);
    this.times = Places.of(texts, TIME).at();
  }

  int events() {
    return events;
  }

  /** The bytes as they are now; the next {@link #number} changes them. */
  byte[] bytes() {
    return bytes;
  }

  /** Makes events of that and the following serial numbers, which happened at that time. */
  EventBytes number(long firstSerial, Instant now) {
    serials.write(bytes, firstSerial, SERIAL.length());
    shortSerials.write(bytes, firstSerial, SHORT_SERIAL.length());
    var time = time(now);
    for (int at : times) {
      System.arraycopy(time, 0, bytes, at, time.length);
    }
    return this;
  }

  private static byte[] time(Instant now) {
    return TIME_FORMAT.format(now).getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Where digits stand, and to which event they belong.
   *
   * @param at the place of the first digit
   * @param event how far the event's number is from the first one's
   */
  @SuppressWarnings("ArrayRecordComponent") // hot path: written through once for each batch
  private record Places(int[] at, int[] event) {
    static Places of(List<String> texts, String placeholder) {
      var at = new int[16 * texts.size()];
      var event = new int[at.length];
      int count = 0;
      int begin = 0;
      for (int i = 0; i < texts.size(); i++) {
        var text = texts.get(i);
        for (int found = text.indexOf(placeholder);
            found >= 0;
            found = text.indexOf(placeholder, found + placeholder.length())) {
          at[count] = begin + found;
          event[count++] = i;
        }
        begin += text.length();
      }
      return new Places(Arrays.copyOf(at, count), Arrays.copyOf(event, count));
    }

    void write(byte[] bytes, long firstSerial, int digits) {
      for (int i = 0; i < at.length; i++) {
        long rest = firstSerial + event[i];
        for (int place = at[i] + digits - 1; place >= at[i]; place--) {
          bytes[place] = (byte) ('0' + rest % 10);
          rest /= 10;
        }
      }
    }
  }
}
