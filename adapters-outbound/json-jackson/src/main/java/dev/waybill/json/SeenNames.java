package dev.waybill.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/**
 * The names of members that were read lately: all events have nearly the same ones, so that most
 * need no new string. A few hundred short names, however many there are. Safe for use by many
 * threads: at worst a string is made once more than was needed.
 */
final class SeenNames {
  private static final int LONGEST = 32;
  private static final String[] NAMES = new String[1_024];

  static {
    Arrays.fill(NAMES, "");
  }

  private SeenNames() {}

  /**
   * The name that these bytes of plain ASCII are.
   *
   * @param hash as {@link String#hashCode} would make it of that name
   */
  static String of(byte[] json, int from, int to, int hash) {
    if (to - from > LONGEST) {
      return text(json, from, to);
    }
    int place = (hash ^ hash >>> 16) & NAMES.length - 1;
    var seen = NAMES[place];
    if (seen.hashCode() == hash && isSame(seen, json, from, to)) {
      return seen;
    }
    var name = text(json, from, to);
    NAMES[place] = name;
    return name;
  }

  private static boolean isSame(String name, byte[] json, int from, int to) {
    if (name.length() != to - from) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) != json[from + i]) {
        return false;
      }
    }
    return true;
  }

  private static String text(byte[] json, int from, int to) {
    return new String(json, from, to - from, ISO_8859_1);
  }
}
