package dev.waybill.domain.mapping;

import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.Problem;
import java.util.List;

/**
 * A compiled mapping: from an event's body to a platform's payload. Immutable, safe for many
 * threads.
 */
public interface Mapping {
  Outcome apply(JsonObject event);

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
}
