package dev.waybill.json;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.Problem;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/** How Jackson is set up here. */
final class Streams {
  /**
   * Deeper than any limit of the ports, so that a nested item is refused by itself and its
   * neighbours are still found; beyond it the document as a whole is refused.
   */
  private static final int PARSER_DEPTH = 100_000;

  // Names, texts and digits are bounded by the document, and TreeReader has limits of its own that
  // spare the neighbours. Encodings are not guessed: it is UTF-8 or refused.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(PARSER_DEPTH)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
          .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
          .build();

  private Streams() {}

  static JsonFactory factory() {
    return FACTORY;
  }

  /** Reads the one value these bytes should be. */
  static Reading readOne(byte[] bytes, int from, int length, int maxDepth) {
    if (Utf8.firstInvalid(bytes, from, from + length) >= 0) {
      return new Reading(null, Refusal.INVALID_TEXT.at());
    }
    try (var parser = FACTORY.createParser(ObjectReadContext.empty(), bytes, from, length)) {
      return readOne(parser, maxDepth);
    } catch (JacksonException _) {
      return new Reading(null, Refusal.MALFORMED.at());
    }
  }

  private static Reading readOne(JsonParser parser, int maxDepth) {
    if (parser.nextToken() == null) {
      return new Reading(null, Refusal.MALFORMED.at());
    }
    var reader = new TreeReader(parser, maxDepth, Integer.MAX_VALUE);
    var value = reader.read();
    if (parser.nextToken() != null) {
      return new Reading(null, Refusal.MALFORMED.at());
    }
    return new Reading(value, reader.problem());
  }

  /** A value, or the problem that makes it unusable. */
  record Reading(@Nullable Json value, @Nullable Problem problem) {}
}
