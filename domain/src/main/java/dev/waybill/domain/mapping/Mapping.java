package dev.waybill.domain.mapping;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A compiled mapping: from an event's body to a platform's payload. Immutable, safe for many
 * threads.
 */
public interface Mapping {
  Outcome apply(JsonObject event);

  /** The same, and how each field came about. For people to look at: slower than {@link #apply}. */
  default Explained explain(JsonObject event) {
    return new Explained(apply(event), List.of());
  }

  /** What a mapping makes of one event. */
  sealed interface Outcome {
    /**
     * @param notes values that were left out because a conversion could not use them; pointers lead
     *     into the payload
     */
    record Mapped(JsonObject payload, List<Problem> notes) implements Outcome {
      public Mapped {
        notes = List.copyOf(notes);
      }
    }

    /** A required field got no value. */
    record Unmappable(List<Problem> problems) implements Outcome {
      public Unmappable {
        problems = List.copyOf(problems);
      }
    }
  }

  /**
   * What became of an event, and why.
   *
   * @param fields every rule that was asked, in the order they were
   */
  record Explained(Outcome outcome, List<FieldTrace> fields) {
    public Explained {
      fields = List.copyOf(fields);
    }
  }

  /**
   * How one field of the payload came about.
   *
   * @param pointer its place in the payload
   * @param rule where its rule stands in the mapping
   * @param by what gave the value: {@code path}, {@code constant}, {@code default}, {@code
   *     template}, {@code sum}, {@code each}; {@code when} if a condition did not hold
   * @param from the place in the event, or in the element of an {@code each}, that it came from;
   *     null where no single place did
   * @param steps the table and the conversions it went through; one after another for each element
   *     of an array
   * @param set whether the field got a value
   */
  record FieldTrace(
      JsonPointer pointer,
      JsonPointer rule,
      String by,
      @Nullable JsonPointer from,
      List<StepTrace> steps,
      boolean set) {
    public FieldTrace {
      steps = List.copyOf(steps);
    }
  }

  /**
   * One conversion of one value.
   *
   * @param result null when nothing was left
   * @param note the code of the note it gave; empty for none
   */
  record StepTrace(String name, @Nullable Json result, String note) {}
}
