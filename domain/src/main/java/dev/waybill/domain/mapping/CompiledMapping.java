package dev.waybill.domain.mapping;

import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;

/** A mapping that runs: a tree of places in the payload. */
record CompiledMapping(FieldNode root) implements Mapping {
  @Override
  public Outcome apply(JsonObject event) {
    return apply(Scope.ofEvent(event, null));
  }

  @Override
  public Explained explain(JsonObject event) {
    var trace = new Trace();
    var outcome = apply(Scope.ofEvent(event, trace));
    return new Explained(outcome, trace.fields());
  }

  private Outcome apply(Scope scope) {
    var value = root.evaluate(scope);
    var findings = scope.findings();
    if (!findings.problems().isEmpty()) {
      return new Outcome.Unmappable(findings.problems());
    }
    if (value instanceof JsonObject payload) {
      return new Outcome.Mapped(payload, findings.notes());
    }
    if (value != null) {
      findings.note(JsonPointer.ROOT, "not_an_object", "wanted an object for the whole payload");
    }
    return new Outcome.Mapped(JsonObject.EMPTY, findings.notes());
  }
}
