package dev.waybill.tiktok.simulator;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;

/** The body of a call as it came; nobody changes it. */
final class BodyBytes {
  private final byte[] bytes;

  /** Keeps the array itself, because bodies are large and many: whoever made it lets go of it. */
  BodyBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  int length() {
    return bytes.length;
  }

  JsonParser parser() {
    return Json.MAPPER.createParser(bytes);
  }

  JsonParser parser(int start, int end) {
    return Json.MAPPER.createParser(bytes, start, end - start);
  }

  JsonNode tree(int start, int end) {
    return Json.MAPPER.readTree(bytes, start, end - start);
  }
}
