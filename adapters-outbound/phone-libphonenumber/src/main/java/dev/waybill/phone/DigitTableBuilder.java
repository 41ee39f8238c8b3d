package dev.waybill.phone;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Tabulates a verdict over a net for all texts up to a length. Rows that say the same are one row,
 * so that the table is the smallest there is.
 */
final class DigitTableBuilder {
  /** What is to be said of a text of that length that has brought the net so far. */
  interface Verdict {
    boolean holds(BitSet at, int length);
  }

  private record Place(BitSet at, int length) {}

  private static final int MOST_ROWS = 8_192;
  private final DigitNet net;
  private final Verdict verdict;
  private final int longest;
  private final Map<Place, Character> states = new HashMap<>();
  private final Map<String, Character> known = new HashMap<>();
  private final StringBuilder rows = new StringBuilder();

  DigitTableBuilder(DigitNet net, Verdict verdict, int longest) {
    this.net = net;
    this.verdict = verdict;
    this.longest = longest;
    row(new char[DigitTable.COLUMNS]);
  }

  /** Throws {@link IllegalArgumentException} if the table would be too large to keep. */
  DigitTable build(BitSet start) {
    var first = state(new Place(start, 0));
    return new DigitTable(rows.toString().toCharArray(), first);
  }

  private char state(Place place) {
    var found = states.get(place);
    if (found != null) {
      return found;
    }
    var state = row(columns(place));
    states.put(place, state);
    return state;
  }

  private char[] columns(Place place) {
    var row = new char[DigitTable.COLUMNS];
    for (var digit = 0; digit <= 9 && place.length < longest; digit++) {
      var next = net.after(place.at, digit);
      row[digit] = next.isEmpty() ? DigitTable.DEAD : state(new Place(next, place.length + 1));
    }
    row[DigitTable.MAY_END] = (char) (verdict.holds(place.at, place.length) ? 1 : 0);
    return row;
  }

  private char row(char[] columns) {
    var content = new String(columns);
    var found = known.get(content);
    if (found != null) {
      return found;
    }
    if (known.size() == MOST_ROWS) {
      throw new IllegalArgumentException("numbering plan: wanted up to " + MOST_ROWS + " states");
    }
    var state = (char) known.size();
    known.put(content, state);
    rows.append(columns);
    return state;
  }
}
