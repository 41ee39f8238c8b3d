package dev.waybill.domain.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonText;
import dev.waybill.domain.json.Problem;
import java.util.List;

/** Compiles and applies mappings written as text. */
final class Mappings {
  private static final MappingCompiler COMPILER = new JsonMappingCompiler(new FewPhoneNumbers());

  private Mappings() {}

  static Mapping compiled(String mapping) {
    return compiled(mapping, JsonObject.EMPTY);
  }

  static Mapping compiled(String mapping, JsonObject settings) {
    return switch (COMPILER.compile(JsonText.object(mapping), settings)) {
      case MappingCompiler.Compiled.Ready(var ready) -> ready;
      case MappingCompiler.Compiled.Faulty(var problems) -> throw new AssertionError(problems);
    };
  }

  /** The mistakes as "pointer code". */
  static List<String> mistakes(String mapping) {
    return mistakes(mapping, JsonObject.EMPTY);
  }

  static List<String> mistakes(String mapping, JsonObject settings) {
    return switch (COMPILER.compile(JsonText.object(mapping), settings)) {
      case MappingCompiler.Compiled.Ready _ -> List.of();
      case MappingCompiler.Compiled.Faulty(var problems) -> told(problems);
    };
  }

  static List<String> told(List<Problem> problems) {
    assertThat(problems).allSatisfy(problem -> assertThat(problem.message()).isNotBlank());
    return problems.stream().map(problem -> problem.pointer() + " " + problem.code()).toList();
  }

  /** A mapping with these fields, from this event. */
  static Mapping.Outcome apply(String fields, String event) {
    return compiled("{\"fields\": " + fields + "}").apply(JsonText.object(event));
  }

  static Mapping.Outcome.Mapped mapped(String fields, String event) {
    return (Mapping.Outcome.Mapped) apply(fields, event);
  }

  static JsonObject payload(String fields, String event) {
    return mapped(fields, event).payload();
  }
}
