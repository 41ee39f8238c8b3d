package dev.waybill.domain.mapping;

import dev.waybill.domain.json.JsonObject;
import java.util.List;

/**
 * An example event and what is expected of it.
 *
 * @param event an incoming event
 */
public record MappingTest(String name, JsonObject event, Expected expected) {

  /** What the mapping should make of the event. */
  public sealed interface Expected {
    /** Exactly this payload, member order apart. */
    record Payload(JsonObject payload) implements Expected {}

    /** No payload, and problems with exactly these codes, in any order. */
    record Problems(List<String> codes) implements Expected {
      public Problems {
        codes = List.copyOf(codes);
      }
    }
  }

  /**
   * How a test went.
   *
   * @param detail where expectation and result differ, as pointers and kinds, without values
   */
  public record Result(String name, boolean passed, String detail) {}
}
