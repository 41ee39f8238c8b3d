package dev.waybill.json;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonBoolean;
import dev.waybill.domain.json.JsonNull;
import dev.waybill.domain.json.JsonNumber;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.JsonString;
import dev.waybill.domain.json.Problem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads one value from where the parser stands and leaves the parser at the value's last token,
 * whatever is wrong with it: the first problem is remembered and what follows is skipped. Only a
 * syntax error ends it early, with the parser's exception.
 */
final class TreeReader {
  private static final int MAX_SCALE = 100;
  private static final int MAX_NUMBER_LENGTH = 1_000;

  /** How many values go by between two looks at how much was read. */
  private static final int LOOK_EVERY = 64;

  private final JsonParser parser;
  private final int maxDepth;
  private final int maxBytes;
  private final long start;
  private final ArrayList<Object> path = new ArrayList<>();
  private int values;
  private @Nullable Problem problem;

  TreeReader(JsonParser parser, int maxDepth, int maxBytes) {
    this.parser = parser;
    this.maxDepth = maxDepth;
    this.maxBytes = maxBytes;
    this.start = parser.currentTokenLocation().getByteOffset();
  }

  /** The value; of no use when there is a {@link #problem()}. */
  Json read() {
    var value = value();
    lookAtSize();
    return value;
  }

  @Nullable Problem problem() {
    return problem;
  }

  private Json value() {
    if (++values % LOOK_EVERY == 0) {
      lookAtSize();
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> container(true);
      case START_ARRAY -> container(false);
      case VALUE_STRING -> string();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
      case VALUE_TRUE -> JsonBoolean.TRUE;
      case VALUE_FALSE -> JsonBoolean.FALSE;
      case null, default -> JsonNull.NULL;
    };
  }

  private Json container(boolean object) {
    if (path.size() == maxDepth) {
      refuse(Refusal.TOO_DEEP);
    }
    if (problem != null) {
      parser.skipChildren();
      return JsonNull.NULL;
    }
    return object ? object() : array();
  }

  private Json object() {
    var members = JsonObject.builder();
    boolean empty = true;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = parser.currentName();
      parser.nextToken();
      if (problem != null) {
        parser.skipChildren();
        continue;
      }
      path.addLast(name);
      member(members, name);
      path.removeLast();
      empty = false;
    }
    return empty ? JsonObject.EMPTY : members.build();
  }

  private void member(JsonObject.Builder members, String name) {
    if (!Utf8.isCleanText(name)) {
      // The name itself cannot be repeated: the pointer stops at the object.
      path.removeLast();
      refuse(Refusal.INVALID_TEXT);
      path.addLast("");
    }
    if (!members.putNew(name, value())) {
      refuse(Refusal.DUPLICATE_MEMBER);
    }
  }

  private Json array() {
    List<Json> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (problem != null) {
        parser.skipChildren();
        continue;
      }
      path.addLast(elements.size());
      elements.add(value());
      path.removeLast();
    }
    return elements.isEmpty() ? JsonArray.EMPTY : new JsonArray(elements);
  }

  private Json string() {
    var text = parser.getString();
    if (!Utf8.isCleanText(text)) {
      refuse(Refusal.INVALID_TEXT);
    }
    return new JsonString(text);
  }

  private Json number() {
    if (parser.getStringLength() > MAX_NUMBER_LENGTH) {
      refuse(Refusal.NUMBER_OUT_OF_RANGE);
      return JsonNull.NULL;
    }
    try {
      var value = new BigDecimal(parser.getString());
      if (Math.abs((long) value.scale()) <= MAX_SCALE) {
        return new JsonNumber(value);
      }
    } catch (NumberFormatException _) {
      // an exponent that no int can hold
    }
    refuse(Refusal.NUMBER_OUT_OF_RANGE);
    return JsonNull.NULL;
  }

  private void lookAtSize() {
    if (maxBytes != Integer.MAX_VALUE
        && parser.currentLocation().getByteOffset() - start > maxBytes) {
      problem = Refusal.TOO_LARGE.at();
    }
  }

  private void refuse(Refusal refusal) {
    if (problem == null) {
      problem = refusal.at(pointer());
    }
  }

  private JsonPointer pointer() {
    return new JsonPointer(path.stream().map(Object::toString).toList());
  }
}
