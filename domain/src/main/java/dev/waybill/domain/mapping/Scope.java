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
  static Scope ofEvent(Json event) {
    return new Scope(event, new Findings(), null);
  }

  Scope element(Json element, JsonPointer target, int index) {
    return new Scope(element, findings, new ListPlace(this, target, index));
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
