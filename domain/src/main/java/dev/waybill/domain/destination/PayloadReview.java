package dev.waybill.domain.destination;

import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import java.util.List;

/**
 * What a platform knows about good payloads beyond the schema of them. Called for every delivered
 * event: fast, never throws, safe for many threads, and touches nothing outside.
 */
public interface PayloadReview {
  /** Knows nothing. */
  PayloadReview NONE =
      new PayloadReview() {
        @Override
        public List<MatchKey> matchKeys() {
          return List.of();
        }

        @Override
        public List<LintFinding> findings(OutboundEvent event) {
          return List.of();
        }

        @Override
        public List<LintKind> kinds() {
          return List.of();
        }
      };

  /** What the platform finds people by, at most 32; always the same answer. */
  List<MatchKey> matchKeys();

  /** What is unwise about this payload; unknown members and wrong types are found without it. */
  List<LintFinding> findings(OutboundEvent event);

  /**
   * What each kind of its findings means, beside those that every platform has; always the same
   * answer.
   */
  List<LintKind> kinds();

  /**
   * Something the platform finds people by.
   *
   * @param name as the API and the metrics show it, such as {@code email}
   * @param places where it stands in a payload; all of them have to be there
   */
  record MatchKey(String name, List<JsonPointer> places) {
    public MatchKey {
      places = List.copyOf(places);
    }

    /** A key that stands at one place. */
    public static MatchKey at(String name, String pointer) {
      return new MatchKey(name, List.of(JsonPointer.parse(pointer)));
    }

    public boolean isIn(JsonObject payload) {
      for (var place : places) {
        var value = place.resolve(payload);
        if (value == null || value.isEmpty()) {
          return false;
        }
      }
      return true;
    }
  }
}
