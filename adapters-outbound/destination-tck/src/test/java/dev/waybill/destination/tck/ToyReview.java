package dev.waybill.destination.tck;

import dev.waybill.domain.destination.LintFinding;
import dev.waybill.domain.destination.LintKind;
import dev.waybill.domain.destination.OutboundEvent;
import dev.waybill.domain.destination.PayloadReview;
import dev.waybill.domain.json.JsonPointer;
import java.util.List;

/** Knows one thing about good payloads. */
record ToyReview(Flaw flaw) implements PayloadReview {
  private static final String NO_ID = "no_id";

  @Override
  public List<MatchKey> matchKeys() {
    return List.of(MatchKey.at("id", "/id"));
  }

  @Override
  public List<LintFinding> findings(OutboundEvent event) {
    return event.payload().get("id") == null
        ? List.of(new LintFinding(NO_ID, JsonPointer.ROOT, "Wanted an id."))
        : List.of();
  }

  @Override
  public List<LintKind> kinds() {
    return flaw == Flaw.FINDS_WHAT_IT_DOES_NOT_EXPLAIN
        ? List.of()
        : List.of(new LintKind(NO_ID, "The toy has no id.", "Give it one."));
  }
}
