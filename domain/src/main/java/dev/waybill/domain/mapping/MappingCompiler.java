package dev.waybill.domain.mapping;

import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.Problem;
import java.util.List;

/** Turns a mapping written as JSON into one that runs. Safe for use by many threads. */
public interface MappingCompiler {
  /**
   * @param mapping the mapping as users write it (see docs/mapping.md)
   * @param settings the connector's settings, which conversions may read
   */
  Compiled compile(JsonObject mapping, JsonObject settings);

  /** Either a mapping that runs or every mistake in it. */
  sealed interface Compiled {
    record Ready(Mapping mapping) implements Compiled {}

    record Faulty(List<Problem> problems) implements Compiled {
      public Faulty {
        problems = List.copyOf(problems);
      }
    }
  }
}
