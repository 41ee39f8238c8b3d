package dev.waybill.domain.mapping;

import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.Problem;
import java.util.List;

/** Turns a filter written as JSON (a condition, see docs/mapping.md) into one that runs. */
public final class EventFilters {
  private EventFilters() {}

  /**
   * Compiles a filter; the empty object wants every event. The pointers of mistakes lead into the
   * filter as it was handed in.
   */
  public static Compiled compile(JsonObject filter) {
    if (filter.isEmpty()) {
      return new Compiled.Ready(EventFilter.ALL);
    }
    var faults = new Faults();
    var condition = new ConditionCompiler(faults).compile(filter, JsonPointer.ROOT);
    return faults.none() ? new Compiled.Ready(condition::holds) : new Compiled.Faulty(faults.all());
  }

  /** Either a filter that runs or every mistake in it. */
  public sealed interface Compiled {
    record Ready(EventFilter filter) implements Compiled {}

    record Faulty(List<Problem> problems) implements Compiled {
      public Faulty {
        problems = List.copyOf(problems);
      }
    }
  }
}
