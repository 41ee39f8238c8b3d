package dev.waybill.domain.mapping;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.Problem;
import dev.waybill.domain.mapping.MappingTest.Expected;
import dev.waybill.domain.mapping.MappingTest.Result;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs tests of one mapping.
 *
 * @param base the mapping that the tests were written for
 * @param overridden fields that are not compared, with all that lies below them
 */
record MappingTestRun(Mapping mapping, Mapping base, List<JsonPointer> overridden) {

  Result result(MappingTest test) {
    return switch (mapping.apply(test.event())) {
      case Mapping.Outcome.Mapped(var payload, _) -> mapped(test, payload);
      case Mapping.Outcome.Unmappable(var problems) -> unmappable(test, problems);
    };
  }

  private Result mapped(MappingTest test, JsonObject payload) {
    return switch (test.expected()) {
      case Expected.Payload(var wanted) -> {
        var leftOut =
            overridden.stream()
                .filter(field -> field.resolve(wanted) != null || field.resolve(payload) != null)
                .toList();
        var differences = Differences.between(pruned(wanted, leftOut), pruned(payload, leftOut));
        yield new Result(test.name(), differences.isEmpty(), leftOut, differences, List.of());
      }
      case Expected.Problems(var codes) -> {
        boolean leftOut = wanted(codes, test.event()).isEmpty();
        yield new Result(
            test.name(), leftOut, leftOut ? overridden : List.of(), List.of(), List.of());
      }
    };
  }

  private Result unmappable(MappingTest test, List<Problem> problems) {
    var counted = problems.stream().filter(problem -> !isOverridden(problem.pointer())).toList();
    boolean passed =
        switch (test.expected()) {
          case Expected.Payload _ -> counted.isEmpty();
          case Expected.Problems(var codes) ->
              wanted(codes, test.event())
                  .equals(counted.stream().map(Problem::code).sorted().toList());
        };
    var leftOut = counted.size() == problems.size() ? List.<JsonPointer>of() : overridden;
    return new Result(test.name(), passed, leftOut, List.of(), passed ? List.of() : counted);
  }

  /**
   * The problem codes still to come, sorted. Which field a code is expected of is not written down;
   * the base tells.
   */
  private List<String> wanted(List<String> codes, JsonObject event) {
    if (overridden.isEmpty()) {
      return codes.stream().sorted().toList();
    }
    return switch (base.apply(event)) {
      case Mapping.Outcome.Mapped _ -> List.of();
      case Mapping.Outcome.Unmappable(var problems) ->
          problems.stream()
              .filter(problem -> !isOverridden(problem.pointer()))
              .map(Problem::code)
              .sorted()
              .toList();
    };
  }

  private boolean isOverridden(JsonPointer pointer) {
    return overridden.stream().anyMatch(field -> field.isAtOrAbove(pointer));
  }

  private static JsonObject pruned(JsonObject payload, List<JsonPointer> fields) {
    Json value = payload;
    for (var field : fields) {
      value = value == null ? null : without(value, field.tokens());
    }
    return value instanceof JsonObject object ? object : JsonObject.EMPTY;
  }

  /** What is left; an object in which nothing is left goes too. */
  private static @Nullable Json without(Json value, List<String> tokens) {
    if (tokens.isEmpty()) {
      return null;
    }
    if (!(value instanceof JsonObject object) || object.get(tokens.getFirst()) == null) {
      return value;
    }
    var members = new LinkedHashMap<>(object.members());
    var name = tokens.getFirst();
    members.computeIfPresent(
        name, (_, member) -> without(member, tokens.subList(1, tokens.size())));
    return members.isEmpty() ? null : new JsonObject(members);
  }
}
