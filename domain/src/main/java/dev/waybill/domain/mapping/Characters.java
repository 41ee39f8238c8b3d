package dev.waybill.domain.mapping;

import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/** Which characters count as what, in every script. */
final class Characters {
  private static final Pattern SHA256_HEX = Pattern.compile("[0-9a-fA-F]{64}");
  private static final int SHA256_LENGTH = 64;
  private static final int NEXT_LINE = 0x85;

  private Characters() {}

  /** Without the white space at both ends, no-break spaces included. */
  static String strip(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  static String keep(String text, IntPredicate wanted) {
    var kept = new StringBuilder(text.length());
    text.codePoints().filter(wanted).forEach(kept::appendCodePoint);
    return kept.toString();
  }

  static boolean isSpace(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == NEXT_LINE;
  }

  static boolean isPunctuation(int c) {
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  static boolean isDash(int c) {
    return Character.getType(c) == Character.DASH_PUNCTUATION;
  }

  /** Letters with their marks (many scripts write vowels as marks) and digits. */
  static boolean isLetterOrDigit(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> true;
      default -> Character.isLetterOrDigit(c);
    };
  }

  /** Whether this already is a SHA-256 digest in hex, in either case. */
  static boolean isSha256(String text) {
    return text.length() == SHA256_LENGTH && SHA256_HEX.matcher(text).matches();
  }
}
