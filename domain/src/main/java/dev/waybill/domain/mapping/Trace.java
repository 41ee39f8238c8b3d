package dev.waybill.domain.mapping;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.mapping.Conversion.Result;
import dev.waybill.domain.mapping.Mapping.FieldTrace;
import dev.waybill.domain.mapping.Mapping.StepTrace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down how each field of one payload came about. One event, one thread. */
final class Trace {
  private final List<FieldTrace> fields = new ArrayList<>();
  private final Deque<Open> open = new ArrayDeque<>();

  /** A field whose rule is being evaluated. */
  private static final class Open {
    private final List<StepTrace> steps = new ArrayList<>(0);
    private String by = "";
    private @Nullable JsonPointer from;
  }

  void begin() {
    open.push(new Open());
  }

  /** What the value comes from; the last word counts. */
  void by(String what, @Nullable JsonPointer from) {
    var field = open.element();
    field.by = what;
    field.from = from;
  }

  void step(String name, Result result) {
    var step =
        switch (result) {
          case Conversion.Value(Json value) -> new StepTrace(name, value, "");
          case Conversion.Omitted _ -> new StepTrace(name, null, "");
          case Conversion.Unusable(String code, _) -> new StepTrace(name, null, code);
        };
    open.element().steps.add(step);
  }

  void end(JsonPointer pointer, JsonPointer rule, @Nullable Json value) {
    var field = open.pop();
    fields.add(new FieldTrace(pointer, rule, field.by, field.from, field.steps, value != null));
  }

  List<FieldTrace> fields() {
    return fields;
  }
}
