package dev.waybill.domain.mapping;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One place of the payload: a rule for the place itself, rules for members below it, or both.
 * Members below are put into what the place's own rule gave.
 */
record FieldNode(JsonPointer target, @Nullable Rule rule, Map<String, FieldNode> members) {

  @Nullable Json evaluate(Scope scope) {
    var own = rule == null ? null : rule.evaluate(scope, target);
    if (members.isEmpty()) {
      return own;
    }
    var values =
        own instanceof JsonObject object
            ? new LinkedHashMap<>(object.members())
            : LinkedHashMap.<String, Json>newLinkedHashMap(members.size());
    boolean anyBelow = false;
    for (var member : members.entrySet()) {
      var value = member.getValue().evaluate(scope);
      if (value != null) {
        values.put(member.getKey(), value);
        anyBelow = true;
      }
    }
    return anyBelow ? new JsonObject(values) : own;
  }
}
