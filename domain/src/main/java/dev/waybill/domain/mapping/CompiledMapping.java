package dev.waybill.domain.mapping;

import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;

/** A mapping that runs: a tree of places in the payload. */
record CompiledMapping(FieldNode root) implements Mapping {
  @Override
  public Outcome apply(JsonObject event) {
    var scope = Scope.ofEvent(event);
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
