package dev.waybill.domain.mapping;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.Problem;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
   * @param leftOut fields that were not compared, since the connector has its own rules for them
   * @param differences where the payload is not the expected one; for the eyes of whoever wrote the
   *     example, since they hold its values
   * @param problems why there was no payload, or what was expected and did not come
   */
  public record Result(
      String name,
      boolean passed,
      List<JsonPointer> leftOut,
      List<Difference> differences,
      List<Problem> problems) {
    private static final int MOST_TOLD = 20;

    public Result {
      leftOut = List.copyOf(leftOut);
      differences = List.copyOf(differences);
      problems = List.copyOf(problems);
    }

    /** Where and how it failed, in one line without values; empty when it passed. */
    public String detail() {
      if (passed) {
        return "";
      }
      if (!differences.isEmpty()) {
        return told();
      }
      return problems.isEmpty()
          ? "the event was mapped, and problems were wanted"
          : "problems other than wanted: "
              + problems.stream()
                  .map(problem -> problem.code() + " at " + problem.pointer())
                  .collect(Collectors.joining(", "));
    }

    private String told() {
      int more = differences.size() - MOST_TOLD;
      return differences.stream()
              .limit(MOST_TOLD)
              .map(Difference::told)
              .collect(Collectors.joining(", "))
          + (more > 0 ? " and " + more + " more" : "");
    }
  }

  /** How a field differs from what was expected. */
  public enum Kind {
    MISSING,
    UNEXPECTED,
    DIFFERENT;

    /** The word that people and programs read. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One field that is not as expected.
   *
   * @param expected null where nothing was expected
   * @param actual null where nothing came
   */
  public record Difference(
      JsonPointer pointer, Kind kind, @Nullable Json expected, @Nullable Json actual) {
    private String told() {
      return (pointer.tokens().isEmpty() ? "the payload" : pointer.toString()) + " " + kind.word();
    }
  }
}
