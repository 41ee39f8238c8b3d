package dev.waybill.domain.connector;

import dev.waybill.domain.connector.TryMappings.Tested;
import dev.waybill.domain.destination.PlatformSpec;
import dev.waybill.domain.destination.PlatformSpec.StartingMapping;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.Problem;
import dev.waybill.domain.mapping.Mapping;
import dev.waybill.domain.mapping.MappingCompiler;
import dev.waybill.domain.mapping.MappingTests;
import dev.waybill.domain.mapping.WholeMapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The mapping of one configuration, compiled, with the tests that are to hold for it: the
 * connector's own and, where it stands on a starting mapping, that one's.
 *
 * @param whole the mapping as it was compiled, with its base put in
 * @param own the connector's own tests as they were written; null where it has none
 * @param starting the starting mapping beneath; null where the mapping is whole by itself
 * @param overridden the fields of the starting mapping that are not compared in its tests
 */
record ConnectorMapping(
    Mapping mapping,
    JsonObject whole,
    @Nullable JsonArray own,
    @Nullable Base starting,
    List<JsonPointer> overridden) {

  /** A starting mapping, compiled as it is. */
  record Base(StartingMapping written, Mapping mapping) {}

  /** A mapping that runs, or every mistake in it. */
  sealed interface Compiled {
    record Ready(ConnectorMapping mapping) implements Compiled {}

    record Faulty(List<Problem> problems) implements Compiled {
      public Faulty {
        problems = List.copyOf(problems);
      }
    }
  }

  /** The results of all tests, or the mistakes in how they are written. */
  sealed interface TestsRun {
    record Done(List<Tested> results) implements TestsRun {
      public Done {
        results = List.copyOf(results);
      }
    }

    record Faulty(List<Problem> problems) implements TestsRun {
      public Faulty {
        problems = List.copyOf(problems);
      }
    }
  }

  /** The starting mapping that a rule is of; empty where it is the connector's own. */
  Optional<String> originOf(JsonPointer rule) {
    return starting == null || overridden.contains(JsonPointer.parse(rule.tokens().get(1)))
        ? Optional.empty()
        : Optional.of(starting.written.name());
  }

  static Compiled compile(
      PlatformSpec spec, Configuration configuration, MappingCompiler compiler) {
    var written = configuration.mapping();
    var whole = whole(spec, written);
    if (!whole.problems().isEmpty()) {
      return new Compiled.Faulty(whole.problems());
    }
    return switch (compiler.compile(whole.mapping(), configuration.settings())) {
      case MappingCompiler.Compiled.Ready(var mapping) ->
          withBase(spec, whole, configuration, mapping, compiler);
      case MappingCompiler.Compiled.Faulty(var problems) ->
          new Compiled.Faulty(written == null ? problems : whole.asWritten(written, problems));
    };
  }

  private static WholeMapping whole(PlatformSpec spec, @Nullable JsonObject written) {
    if (written == null) {
      var starting = spec.startingMapping();
      return WholeMapping.starting(starting.name(), starting.mapping());
    }
    var bases = new LinkedHashMap<String, JsonObject>();
    spec.startingMappings().forEach(starting -> bases.put(starting.name(), starting.mapping()));
    return WholeMapping.of(written, bases);
  }

  private static Compiled withBase(
      PlatformSpec spec,
      WholeMapping whole,
      Configuration configuration,
      Mapping mapping,
      MappingCompiler compiler) {
    var starting =
        spec.startingMappings().stream()
            .filter(one -> one.name().equals(whole.base()))
            .findFirst()
            .orElse(null);
    var tests = configuration.mappingTests();
    if (starting == null || whole.overridden().isEmpty()) {
      var base = starting == null ? null : new Base(starting, mapping);
      return new Compiled.Ready(
          new ConnectorMapping(mapping, whole.mapping(), tests, base, List.of()));
    }
    return switch (compiler.compile(starting.mapping(), configuration.settings())) {
      case MappingCompiler.Compiled.Ready(var base) ->
          new Compiled.Ready(
              new ConnectorMapping(
                  mapping, whole.mapping(), tests, new Base(starting, base), whole.overridden()));
      case MappingCompiler.Compiled.Faulty(var problems) -> new Compiled.Faulty(problems);
    };
  }

  TestsRun test() {
    var results = new ArrayList<Tested>();
    if (own != null) {
      switch (MappingTests.parse(own)) {
        case MappingTests.Parsed.Faulty(var problems) -> {
          return new TestsRun.Faulty(problems);
        }
        case MappingTests.Parsed.Ready(var tests) ->
            MappingTests.run(mapping, tests)
                .forEach(result -> results.add(new Tested(null, result)));
      }
    }
    if (starting != null) {
      switch (MappingTests.parse(starting.written.tests())) {
        case MappingTests.Parsed.Faulty(var problems) -> {
          return new TestsRun.Faulty(problems);
        }
        case MappingTests.Parsed.Ready(var tests) ->
            MappingTests.run(mapping, tests, starting.mapping, overridden)
                .forEach(result -> results.add(new Tested(starting.written.name(), result)));
      }
    }
    return new TestsRun.Done(results);
  }
}
