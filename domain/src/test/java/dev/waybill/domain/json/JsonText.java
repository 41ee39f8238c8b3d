package dev.waybill.domain.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.regex.Pattern;

/** A small JSON reader, so that tests can be written as users write; the real one is an adapter. */
public final class JsonText {
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
  private final String text;
  private int position;

  private JsonText(String text) {
    this.text = text;
  }

  public static Json json(String text) {
    var reader = new JsonText(text);
    var value = reader.value();
    reader.skipSpace();
    reader.check(reader.position == text.length());
    return value;
  }

  public static JsonObject object(String text) {
    return (JsonObject) json(text);
  }

  public static JsonArray array(String text) {
    return (JsonArray) json(text);
  }

  private Json value() {
    skipSpace();
    return switch (text.charAt(position)) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> Json.of(string());
      case 't' -> word("true", Json.of(true));
      case 'f' -> word("false", Json.of(false));
      case 'n' -> word("null", JsonNull.NULL);
      default -> number();
    };
  }

  private JsonObject object() {
    var members = JsonObject.builder();
    position++;
    while (!next('}')) {
      skipSpace();
      var name = string();
      check(next(':'));
      members.put(name, value());
      next(',');
    }
    return members.build();
  }

  private JsonArray array() {
    var elements = new ArrayList<Json>();
    position++;
    while (!next(']')) {
      elements.add(value());
      next(',');
    }
    return new JsonArray(elements);
  }

  private String string() {
    check(text.charAt(position++) == '"');
    var read = new StringBuilder();
    for (char c = text.charAt(position++); c != '"'; c = text.charAt(position++)) {
      read.append(c == '\\' ? escaped() : c);
    }
    return read.toString();
  }

  private char escaped() {
    char c = text.charAt(position++);
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'u' -> {
        position += 4;
        yield (char) Integer.parseInt(text.substring(position - 4, position), 16);
      }
      default -> c;
    };
  }

  private Json number() {
    var matcher = NUMBER.matcher(text).region(position, text.length());
    check(matcher.lookingAt());
    position = matcher.end();
    return Json.of(new BigDecimal(matcher.group()));
  }

  private Json word(String word, Json value) {
    check(text.startsWith(word, position));
    position += word.length();
    return value;
  }

  private boolean next(char wanted) {
    skipSpace();
    boolean there = position < text.length() && text.charAt(position) == wanted;
    position += there ? 1 : 0;
    return there;
  }

  private void skipSpace() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
  }

  private void check(boolean fine) {
    if (!fine) {
      throw new IllegalArgumentException("JSON in a test: mistake before character " + position);
    }
  }
}
