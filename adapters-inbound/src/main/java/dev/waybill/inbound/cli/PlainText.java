package dev.waybill.inbound.cli;

/** Text of others on its way to a terminal, which would obey what it takes for a command. */
final class PlainText {
  private PlainText() {}

  /** The same on one line, without control characters. */
  static String of(String text) {
    var plain = new StringBuilder(text.length());
    text.codePoints()
        .map(point -> point == '\n' || point == '\t' ? ' ' : point)
        .map(point -> isHarmless(point) ? point : '\uFFFD')
        .forEach(plain::appendCodePoint);
    return plain.toString();
  }

  static boolean isHarmless(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE -> false;
      default -> true;
    };
  }
}
