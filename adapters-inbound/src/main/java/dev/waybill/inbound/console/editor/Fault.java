package dev.waybill.inbound.console.editor;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/** Tells where a text stops being JSON, as people count: by lines. It may point past a mistake. */
final class Fault {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s+|(?<text>\"(?:[^\"\\\\\\n]|\\\\.)*+\")|(?<word>-?[0-9][0-9.eE+-]*+|true|false|null)"
              + "|(?<mark>[\\[\\]{},:])");

  private final String text;
  private final Deque<Character> open = new ArrayDeque<>();
  private boolean afterValue;
  private int at;

  private Fault(String text) {
    this.text = text;
  }

  /** A sentence about a text that is no JSON. */
  static String in(String text) {
    return new Fault(text).find();
  }

  private String find() {
    var matcher = TOKEN.matcher(text);
    while (at < text.length()) {
      if (!matcher.region(at, text.length()).lookingAt()) {
        return told(text.charAt(at) == '"' ? "a text that does not end" : "what is no JSON");
      }
      var mark = matcher.group("mark");
      boolean value = matcher.group("text") != null || matcher.group("word") != null;
      if (value || mark != null) {
        var problem = value ? value() : mark(matcher.group().charAt(0));
        if (!problem.isEmpty()) {
          return told(problem);
        }
      }
      at = matcher.end();
    }
    return open.isEmpty()
        ? "This is not JSON: look for a member that is named twice, or an escape that is none."
        : "This is not JSON: at its end a " + closing(open.peek()) + " is missing.";
  }

  private String value() {
    if (afterValue) {
      return "a missing comma or colon before it";
    }
    afterValue = true;
    return "";
  }

  private String mark(char mark) {
    switch (mark) {
      case '{', '[' -> {
        if (afterValue) {
          return "a missing comma or colon before it";
        }
        open.push(mark);
      }
      case '}', ']' -> {
        var last = open.poll();
        if (last == null || closing(last) != mark) {
          return "a " + mark + " that closes nothing";
        }
        if (!afterValue && text.substring(0, at).stripTrailing().endsWith(",")) {
          return "a comma too many before it";
        }
        afterValue = true;
      }
      default -> {
        if (!afterValue) {
          return "a " + (mark == ',' ? "comma" : "colon") + " with nothing before it";
        }
        afterValue = false;
      }
    }
    return "";
  }

  private static char closing(char opened) {
    return opened == '{' ? '}' : ']';
  }

  private String told(String what) {
    var before = text.substring(0, at);
    var line = before.chars().filter(one -> one == '\n').count() + 1;
    var column = at - before.lastIndexOf('\n');
    return "This is not JSON: line " + line + ", column " + column + " has " + what + ".";
  }
}
