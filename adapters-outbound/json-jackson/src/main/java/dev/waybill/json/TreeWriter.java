package dev.waybill.json;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonBoolean;
import dev.waybill.domain.json.JsonNull;
import dev.waybill.domain.json.JsonNumber;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Writes one tree as compact UTF-8. By hand, since every event is written twice and a generator
 * that is told of it piece by piece takes several times as long: docs/results/hot-path.md.
 */
final class TreeWriter {
  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

  /** The most bytes that one UTF-16 unit may become: those of an escape. */
  private static final int WIDEST = 6;

  private byte[] out = new byte[1_024];
  private int size;

  private TreeWriter() {}

  /**
   * @throws IllegalArgumentException when a text is not well-formed UTF-16
   */
  static byte[] bytes(Json value) {
    var writer = new TreeWriter();
    writer.write(value);
    return Arrays.copyOf(writer.out, writer.size);
  }

  private void write(Json value) {
    switch (value) {
      case JsonNull _ -> ascii("null");
      case JsonBoolean bool -> ascii(bool.value() ? "true" : "false");
      case JsonNumber(var number) -> ascii(number.toPlainString());
      case JsonString(var text) -> text(text);
      case JsonArray(var elements) -> array(elements);
      case JsonObject object -> object(object);
    }
  }

  private void array(List<Json> elements) {
    one('[');
    for (int i = 0; i < elements.size(); i++) {
      if (i > 0) {
        one(',');
      }
      write(elements.get(i));
    }
    one(']');
  }

  private void object(JsonObject object) {
    one('{');
    int first = size;
    object
        .members()
        .forEach(
            (name, member) -> {
              if (size > first) {
                one(',');
              }
              text(name);
              one(':');
              write(member);
            });
    one('}');
  }

  private void text(String text) {
    var utf8 = text.getBytes(StandardCharsets.UTF_8);
    room(utf8.length + 2);
    put('"');
    if (isPlain(text, utf8)) {
      System.arraycopy(utf8, 0, out, size, utf8.length);
      size += utf8.length;
    } else {
      room(text.length() * WIDEST + 1);
      unusual(text);
    }
    put('"');
  }

  /** Whether this is ASCII that stands for itself. */
  private static boolean isPlain(String text, byte[] utf8) {
    for (int i = 0; i < utf8.length; i++) {
      byte b = utf8[i];
      // Half a character has become a question mark.
      if (b < ' ' || b == '"' || b == '\\' || (b == '?' && text.charAt(i) != '?')) {
        return false;
      }
    }
    return true;
  }

  private void unusual(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        i += wide(text, i);
      } else if (c < ' ' || c == '"' || c == '\\') {
        escape(c);
      } else {
        put(c);
      }
    }
  }

  /** How many units more than one were written. */
  private int wide(String text, int at) {
    int point = text.codePointAt(at);
    if (point < 0x800) {
      put(0xC0 | point >> 6);
    } else if (point < 0x10000) {
      if (Character.isSurrogate((char) point)) {
        throw new IllegalArgumentException("JSON text: wanted whole characters, got half of one");
      }
      put(0xE0 | (point >> 12));
      put(0x80 | ((point >> 6) & 0x3F));
    } else {
      put(0xF0 | (point >> 18));
      put(0x80 | ((point >> 12) & 0x3F));
      put(0x80 | ((point >> 6) & 0x3F));
    }
    put(0x80 | (point & 0x3F));
    return point < 0x10000 ? 0 : 1;
  }

  private void escape(char c) {
    put('\\');
    switch (c) {
      case '\b' -> put('b');
      case '\t' -> put('t');
      case '\n' -> put('n');
      case '\f' -> put('f');
      case '\r' -> put('r');
      case '"', '\\' -> put(c);
      default -> {
        put('u');
        put('0');
        put('0');
        put(HEX[c >> 4]);
        put(HEX[c & 0xF]);
      }
    }
  }

  private void ascii(String text) {
    room(text.length());
    for (int i = 0; i < text.length(); i++) {
      put(text.charAt(i));
    }
  }

  private void one(char c) {
    room(1);
    put(c);
  }

  /** Where there is room. */
  private void put(int b) {
    out[size++] = (byte) b;
  }

  private void room(int bytes) {
    if (out.length - size < bytes) {
      out = Arrays.copyOf(out, Math.max(2 * out.length, size + bytes));
    }
  }
}
