package dev.waybill.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonBoolean;
import dev.waybill.domain.json.JsonNull;
import dev.waybill.domain.json.JsonNumber;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonString;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads documents that are in order, in a third of the time that a parser's tokens take: every
 * event is read twice. Where anything is wrong it gives up and says nothing of it; {@link
 * TreeReader} then finds out what it is, and where. So it may give up on what is fine, but must
 * never read what the other refuses, nor read it differently: a test compares the two.
 *
 * <p>For one document, by one thread.
 */
final class SwiftReader {
  /** So many digits always fit a {@code long}. */
  private static final int SHORT_NUMBER = 18;

  private final byte[] json;
  private final int end;
  private final int maxDepth;
  private int at;

  SwiftReader(byte[] json, int from, int to, int maxDepth) {
    this.json = json;
    this.at = from;
    this.end = to;
    this.maxDepth = maxDepth;
  }

  /** The one value that these bytes are; null when it gives up. */
  static @Nullable Json one(byte[] json, int from, int to, int maxDepth) {
    var reader = new SwiftReader(json, from, to, maxDepth);
    reader.skipSpace();
    var value = reader.value(0);
    return reader.isAtEnd() ? value : null;
  }

  /** Whether nothing but white space is left. */
  boolean isAtEnd() {
    skipSpace();
    return at == end;
  }

  /** Goes past that character, and white space around it, if it is the next one. */
  boolean goesOnWith(char c) {
    skipSpace();
    if (at == end || json[at] != c) {
      return false;
    }
    at++;
    skipSpace();
    return true;
  }

  int at() {
    return at;
  }

  /**
   * The value that begins where the reader stands, which then stands behind it; null when it gives
   * up.
   *
   * @param depth how many containers it is in
   */
  @Nullable Json value(int depth) {
    if (at == end) {
      return null;
    }
    return switch (json[at]) {
      case '{' -> depth == maxDepth ? null : object(depth + 1);
      case '[' -> depth == maxDepth ? null : array(depth + 1);
      case '"' -> string();
      case 't' -> word("true", JsonBoolean.TRUE);
      case 'f' -> word("false", JsonBoolean.FALSE);
      case 'n' -> word("null", JsonNull.NULL);
      default -> number();
    };
  }

  private @Nullable Json object(int depth) {
    if (goesOnAfter('{', '}')) {
      return JsonObject.EMPTY;
    }
    var members = JsonObject.builder();
    do {
      var name = name();
      if (name == null || !goesOnWith(':')) {
        return null;
      }
      var value = value(depth);
      if (value == null || !members.putNew(name, value)) {
        return null;
      }
    } while (goesOnWith(','));
    return goesOnPast('}') ? members.build() : null;
  }

  private @Nullable Json array(int depth) {
    if (goesOnAfter('[', ']')) {
      return JsonArray.EMPTY;
    }
    List<Json> elements = new ArrayList<>();
    do {
      var value = value(depth);
      if (value == null) {
        return null;
      }
      elements.add(value);
    } while (goesOnWith(','));
    return goesOnPast(']') ? new JsonArray(elements) : null;
  }

  /** Goes past the bracket it stands at, and says whether the other one follows at once. */
  private boolean goesOnAfter(char open, char close) {
    return goesOnWith(open) && goesOnPast(close);
  }

  /** As {@link #goesOnWith}, but stays right behind the character: a value ends there. */
  private boolean goesOnPast(char c) {
    if (at == end || json[at] != c) {
      return false;
    }
    at++;
    return true;
  }

  private @Nullable Json word(String word, Json meaning) {
    for (int i = 0; i < word.length(); i++) {
      if (!goesOnPast(word.charAt(i))) {
        return null;
      }
    }
    return meaning;
  }

  private @Nullable Json string() {
    var text = text();
    return text == null ? null : new JsonString(text);
  }

  private @Nullable String name() {
    int from = at + 1;
    if (!goesOnPast('"')) {
      return null;
    }
    int hash = 0;
    while (at < end && isPlain(json[at])) {
      hash = 31 * hash + json[at++];
    }
    if (goesOnPast('"')) {
      return SeenNames.of(json, from, at - 1, hash);
    }
    at = from - 1;
    return text();
  }

  /** ASCII that stands for itself. */
  private static boolean isPlain(byte b) {
    return b >= ' ' && b != '"' && b != '\\';
  }

  private @Nullable String text() {
    if (!goesOnPast('"')) {
      return null;
    }
    int from = at;
    while (at < end && isPlain(json[at])) {
      at++;
    }
    if (goesOnPast('"')) {
      return new String(json, from, at - 1 - from, ISO_8859_1);
    }
    return unusual(from);
  }

  /** A text with more in it than plain ASCII. */
  private @Nullable String unusual(int from) {
    var text = new StringBuilder();
    int done = from;
    while (at < end && json[at] != '"') {
      if (json[at] == '\\') {
        if (!append(text, done, at) || !escape(text)) {
          return null;
        }
        done = at;
      } else if (json[at] >= 0 && json[at] < ' ') {
        return null;
      } else {
        at++;
      }
    }
    return append(text, done, at) && goesOnPast('"') && Utf8.isCleanText(text)
        ? text.toString()
        : null;
  }

  private boolean append(StringBuilder text, int from, int to) {
    if (Utf8.firstInvalid(json, from, to) >= 0) {
      return false;
    }
    text.append(new String(json, from, to - from, UTF_8));
    return true;
  }

  private boolean escape(StringBuilder text) {
    if (at + 1 == end) {
      return false;
    }
    int meant =
        switch (json[at + 1]) {
          case '"' -> '"';
          case '\\' -> '\\';
          case '/' -> '/';
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          case 'u' -> LoneSurrogates.escaped(json, at, end);
          default -> -1;
        };
    if (meant < 0) {
      return false;
    }
    at += json[at + 1] == 'u' ? LoneSurrogates.ESCAPE : 2;
    text.append((char) meant);
    return true;
  }

  private @Nullable Json number() {
    boolean negative = goesOnPast('-');
    int first = at;
    int whole = digits();
    if (whole == 0 || (whole > 1 && json[first] == '0')) {
      return null;
    }
    int fraction = 0;
    if (goesOnPast('.')) {
      fraction = digits();
      if (fraction == 0) {
        return null;
      }
    }
    if (whole + fraction > SHORT_NUMBER || isExponentNext()) {
      return null;
    }
    long unscaled = unscaled(first, at);
    return new JsonNumber(BigDecimal.valueOf(negative ? -unscaled : unscaled, fraction));
  }

  private boolean isExponentNext() {
    return at < end && (json[at] == 'e' || json[at] == 'E');
  }

  private int digits() {
    int from = at;
    while (at < end && json[at] >= '0' && json[at] <= '9') {
      at++;
    }
    return at - from;
  }

  private long unscaled(int from, int to) {
    long unscaled = 0;
    for (int i = from; i < to; i++) {
      if (json[i] != '.') {
        unscaled = unscaled * 10 + json[i] - '0';
      }
    }
    return unscaled;
  }

  private void skipSpace() {
    while (at < end
        && (json[at] == ' ' || json[at] == '\n' || json[at] == '\r' || json[at] == '\t')) {
      at++;
    }
  }
}
