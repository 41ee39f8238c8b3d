package dev.waybill.phone;

import dev.waybill.phone.DigitPattern.Choice;
import dev.waybill.phone.DigitPattern.OneOf;
import dev.waybill.phone.DigitPattern.Repeat;
import dev.waybill.phone.DigitPattern.Sequence;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads digits, {@code \d}, classes, groups, alternatives and the quantifiers {@code ? {n} {n,m}}.
 * Anything else is refused with an {@link IllegalArgumentException}, because to guess at it could
 * call a wrong number valid.
 */
final class DigitPatternReader {
  private static final char END = '\0';
  private static final int MOST_REPEATS = 20;
  private final String text;
  private int at;

  private DigitPatternReader(String text) {
    this.text = text;
  }

  static DigitPattern read(String text) {
    var reader = new DigitPatternReader(text);
    var pattern = reader.choice();
    reader.expect(END);
    return pattern;
  }

  private DigitPattern choice() {
    var parts = new ArrayList<DigitPattern>();
    parts.add(sequence());
    while (take('|')) {
      parts.add(sequence());
    }
    return parts.size() == 1 ? parts.getFirst() : new Choice(List.copyOf(parts));
  }

  private DigitPattern sequence() {
    var parts = new ArrayList<DigitPattern>();
    while (next() != '|' && next() != ')' && next() != END) {
      parts.add(repeated(single()));
    }
    return new Sequence(List.copyOf(parts));
  }

  private DigitPattern single() {
    if (take('(')) {
      return group();
    }
    return new OneOf(take('[') ? digitClass() : escapedOrPlain());
  }

  private DigitPattern group() {
    if (take('?')) {
      expect(':');
      return closed(choice());
    }
    var captured = closed(choice());
    // A group that could match nothing might or might not have taken part in an empty match.
    if (captured.matchesEmptyText()) {
      throw refused();
    }
    return captured;
  }

  private DigitPattern closed(DigitPattern inside) {
    expect(')');
    return inside;
  }

  private int escapedOrPlain() {
    if (take('\\')) {
      expect('d');
      return DigitPattern.ANY_DIGIT;
    }
    return 1 << digit();
  }

  private int digitClass() {
    var digits = 0;
    do {
      digits |= next() == '\\' ? escapedOrPlain() : range();
    } while (!take(']'));
    return digits;
  }

  private int range() {
    var first = digit();
    var last = take('-') ? digit() : first;
    if (last < first) {
      throw refused();
    }
    return (2 << last) - (1 << first);
  }

  private DigitPattern repeated(DigitPattern part) {
    if (take('?')) {
      return onceQuantified(new Repeat(part, 0, 1));
    }
    if (!take('{')) {
      return part;
    }
    var least = count();
    var most = take(',') ? count() : least;
    expect('}');
    if (least > most || most > MOST_REPEATS) {
      throw refused();
    }
    return onceQuantified(new Repeat(part, least, most));
  }

  /** A second quantifier behind the first would make it lazy or possessive. */
  private DigitPattern onceQuantified(DigitPattern repeat) {
    if ("?+*{".indexOf(next()) >= 0) {
      throw refused();
    }
    return repeat;
  }

  private int count() {
    var count = digit();
    while (next() >= '0' && next() <= '9' && count <= MOST_REPEATS) {
      count = count * 10 + digit();
    }
    return count;
  }

  private int digit() {
    var digit = next() - '0';
    if (digit < 0 || digit > 9) {
      throw refused();
    }
    at++;
    return digit;
  }

  private char next() {
    return at < text.length() ? text.charAt(at) : END;
  }

  private boolean take(char wanted) {
    if (next() != wanted || at == text.length()) {
      return false;
    }
    at++;
    return true;
  }

  private void expect(char wanted) {
    if (wanted == END ? at != text.length() : !take(wanted)) {
      throw refused();
    }
  }

  private IllegalArgumentException refused() {
    return new IllegalArgumentException(
        "numbering pattern: wanted digits, classes, groups and counts, got something else at "
            + at
            + " of "
            + text);
  }
}
