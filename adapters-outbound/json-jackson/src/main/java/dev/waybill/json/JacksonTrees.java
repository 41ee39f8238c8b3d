package dev.waybill.json;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonBoolean;
import dev.waybill.domain.json.JsonNull;
import dev.waybill.domain.json.JsonNumber;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonString;
import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The domain's tree as Jackson's, which the schema validator wants. */
final class JacksonTrees {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JacksonTrees() {}

  static JsonNode of(Json value) {
    return switch (value) {
      case JsonNull _ -> NODES.nullNode();
      case JsonBoolean bool -> NODES.booleanNode(bool.value());
      case JsonNumber(var number) -> number(number);
      case JsonString(var text) -> NODES.stringNode(text);
      case JsonArray(var elements) -> {
        var array = NODES.arrayNode(elements.size());
        elements.forEach(element -> array.add(of(element)));
        yield array;
      }
      case JsonObject(var members) -> {
        var object = NODES.objectNode();
        members.forEach((name, member) -> object.set(name, of(member)));
        yield object;
      }
    };
  }

  // JSON Schema counts 1.0 as an integer; Jackson's validator looks at the node's own type.
  private static JsonNode number(BigDecimal number) {
    return number.stripTrailingZeros().scale() <= 0
        ? NODES.numberNode(number.toBigIntegerExact())
        : NODES.numberNode(number);
  }
}
