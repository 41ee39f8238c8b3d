package dev.waybill.json;

import java.util.Arrays;

/**
 * Escapes of half a character. Jackson refuses a whole document for one in a member name, which
 * would spoil the neighbours of a bad item; so each is turned into the escape of U+0000, which is
 * refused by the item and has the same length.
 */
final class LoneSurrogates {
  /** How many bytes an escape of one UTF-16 unit has. */
  static final int ESCAPE = 6;

  private static final int LONE = -1;

  private LoneSurrogates() {}

  /**
   * The same bytes, or a copy in which every lone surrogate's escape has become {@code \\u0000}.
   */
  static byte[] blanked(byte[] json) {
    byte[] copy = null;
    int i = 0;
    while (i < json.length - 1) {
      if (json[i] != '\\') {
        i++;
        continue;
      }
      int length = lengthAt(json, i);
      if (length == LONE) {
        copy = copy == null ? json.clone() : copy;
        Arrays.fill(copy, i + 2, i + ESCAPE, (byte) '0');
        length = ESCAPE;
      }
      i += length;
    }
    return copy == null ? json : copy;
  }

  /** How many bytes belong to the escape that begins there, or {@link #LONE}. */
  private static int lengthAt(byte[] json, int at) {
    int unit = escaped(json, at, json.length);
    if (unit < 0) {
      return 2;
    }
    if (isHigh(unit) && isLow(escaped(json, at + ESCAPE, json.length))) {
      return 2 * ESCAPE;
    }
    return isHigh(unit) || isLow(unit) ? LONE : ESCAPE;
  }

  /** The UTF-16 unit that the six bytes there escape, or -1 when they do not. */
  static int escaped(byte[] json, int at, int end) {
    if (at + ESCAPE > end || json[at] != '\\' || json[at + 1] != 'u') {
      return -1;
    }
    int unit = 0;
    for (int i = at + 2; i < at + ESCAPE; i++) {
      int digit = Character.digit(json[i], 16);
      if (digit < 0) {
        return -1;
      }
      unit = unit * 16 + digit;
    }
    return unit;
  }

  private static boolean isHigh(int unit) {
    return unit >= Character.MIN_HIGH_SURROGATE && unit <= Character.MAX_HIGH_SURROGATE;
  }

  private static boolean isLow(int unit) {
    return unit >= Character.MIN_LOW_SURROGATE && unit <= Character.MAX_LOW_SURROGATE;
  }
}
