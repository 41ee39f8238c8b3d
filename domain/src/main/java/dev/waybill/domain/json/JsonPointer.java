package dev.waybill.domain.json;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A path into a JSON value as RFC 6901 writes it; the empty pointer is the value itself. */
public record JsonPointer(List<String> tokens) {
  private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,8}");

  public static final JsonPointer ROOT = new JsonPointer(List.of());

  public JsonPointer {
    tokens = List.copyOf(tokens);
  }

  /**
   * Reads {@code /context/email}.
   *
   * @throws IllegalArgumentException when the text is neither empty nor begins with a slash
   */
  public static JsonPointer parse(String text) {
    if (text.isEmpty()) {
      return ROOT;
    }
    if (text.charAt(0) != '/') {
      throw new IllegalArgumentException("JSON Pointer: wanted a leading '/'");
    }
    var tokens = new ArrayList<String>();
    for (var token : text.substring(1).split("/", -1)) {
      tokens.add(token.replace("~1", "/").replace("~0", "~"));
    }
    return new JsonPointer(tokens);
  }

  public JsonPointer at(String name) {
    var longer = new ArrayList<>(tokens);
    longer.add(name);
    return new JsonPointer(longer);
  }

  public JsonPointer at(int index) {
    return at(Integer.toString(index));
  }

  /** Whether the other place is this one or lies below it. */
  public boolean isAtOrAbove(JsonPointer other) {
    return other.tokens.size() >= tokens.size()
        && other.tokens.subList(0, tokens.size()).equals(tokens);
  }

  /** The value this points to, or null when the way there ends early. */
  public @Nullable Json resolve(Json from) {
    Json here = from;
    for (var token : tokens) {
      var next = step(here, token);
      if (next == null) {
        return null;
      }
      here = next;
    }
    return here;
  }

  private static @Nullable Json step(Json from, String token) {
    return switch (from) {
      case JsonObject object -> object.get(token);
      case JsonArray(var elements) -> element(elements, token);
      case JsonString _, JsonNumber _, JsonBoolean _, JsonNull _ -> null;
    };
  }

  private static @Nullable Json element(List<Json> elements, String token) {
    if (!INDEX.matcher(token).matches()) {
      return null;
    }
    int index = Integer.parseInt(token);
    return index < elements.size() ? elements.get(index) : null;
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    for (var token : tokens) {
      text.append('/').append(token.replace("~", "~0").replace("/", "~1"));
    }
    return text.toString();
  }
}
