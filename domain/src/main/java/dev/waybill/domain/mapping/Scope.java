package dev.waybill.domain.mapping;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonPointer;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * What rules read from: the event, or one element of a list in it.
 *
 * @param here the value that paths start at
 * @param findings shared by all scopes of one event
 * @param list the payload list being filled, or null for the event itself
 */
record Scope(Json here, Findings findings, @Nullable ListPlace list) {
  static Scope ofEvent(Json event, @Nullable Trace trace) {
    return new Scope(event, new Findings(trace), null);
  }

  Scope element(Json element, JsonPointer target, int index) {
    return new Scope(element, findings, new ListPlace(this, target, index));
  }

  @Nullable Trace trace() {
    return findings.trace();
  }

  void note(JsonPointer target, String code, String message) {
    findings.note(inPayload(target), code, message);
  }

  /**
   * Whether so much more may be done for this event. The first time it may not, that is the event's
   * problem.
   */
  boolean affords(long work, JsonPointer target) {
    boolean spent = findings.isSpent();
    if (findings.spend(work)) {
      return true;
    }
    if (!spent) {
      findings.problem(
          inPayload(target),
          "too_large",
          "this mapping makes too much of one event; wanted fewer or smaller copies of it");
    }
    return false;
  }

  /** Whether the condition holds here; of the whole event each is asked about once. */
  boolean holds(Condition condition, int known) {
    return list == null ? findings.holds(condition, known, here) : condition.holds(here);
  }

  /** The place in the whole payload of a target within this scope; built only when told about. */
  JsonPointer inPayload(JsonPointer target) {
    if (list == null) {
      return target;
    }
    var tokens = new ArrayList<>(list.scope.inPayload(list.target).at(list.index).tokens());
    tokens.addAll(target.tokens());
    return new JsonPointer(tokens);
  }

  record ListPlace(Scope scope, JsonPointer target, int index) {}
}
