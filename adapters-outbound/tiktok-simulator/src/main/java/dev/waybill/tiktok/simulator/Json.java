package dev.waybill.tiktok.simulator;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The one configured mapper: exact decimals, no key twice in an object. */
final class Json {
  // Trailing tokens are looked for by hand, because events are read one by one out of a longer
  // document.
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /**
   * The object in a control call's body; the message of the exception says nothing about its
   * content.
   */
  static ObjectNode objectIn(byte[] body) {
    try {
      if (MAPPER.readTree(body) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException _) {
      throw new IllegalArgumentException("body: not valid JSON");
    }
    throw new IllegalArgumentException("body: wanted a JSON object");
  }
}
