package dev.waybill.phone;

/** A set of digit texts as a table with a row per state: one look-up per digit answers. */
final class DigitTable {
  /** A row's columns: the state after each digit, then whether the text may end here. */
  static final int COLUMNS = 11;

  static final int MAY_END = 10;
  static final int DEAD = 0;

  /** Holds nothing. */
  static final DigitTable EMPTY = new DigitTable(new char[COLUMNS], DEAD);

  private final char[] rows;
  private final int start;

  DigitTable(char[] rows, int start) {
    this.rows = rows;
    this.start = start;
  }

  /** Whether the text from there on is in the set; it must be digits to its end. */
  boolean holds(String text, int from) {
    var state = start;
    for (var at = from; at < text.length() && state != DEAD; at++) {
      state = rows[state * COLUMNS + text.charAt(at) - '0'];
    }
    return rows[state * COLUMNS + MAY_END] != 0;
  }

  int bytes() {
    return rows.length * Character.BYTES;
  }
}
