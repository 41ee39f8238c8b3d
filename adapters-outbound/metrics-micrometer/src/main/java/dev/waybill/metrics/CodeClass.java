package dev.waybill.metrics;

import java.util.regex.Pattern;

/** Few words for many codes: numbers by their first digit, words as they are. */
final class CodeClass {
  private static final Pattern STATUS = Pattern.compile("http_([1-5])[0-9]{2}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{2,9}");
  private static final Pattern WORD = Pattern.compile("[a-z][a-z_]{0,39}|[0-9]");

  private CodeClass() {}

  static String of(String code) {
    var status = STATUS.matcher(code);
    if (status.matches()) {
      return "http_" + status.group(1) + "xx";
    }
    if (NUMBER.matcher(code).matches()) {
      return code.charAt(0) + "x".repeat(code.length() - 1);
    }
    return WORD.matcher(code).matches() ? code : "other";
  }
}
