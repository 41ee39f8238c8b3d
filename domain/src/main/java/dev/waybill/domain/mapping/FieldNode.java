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
 *
 * @param writtenAt where the rule stands in the mapping
 */
record FieldNode(
    JsonPointer target,
    @Nullable Rule rule,
    JsonPointer writtenAt,
    Map<String, FieldNode> members) {

  @Nullable Json evaluate(Scope scope) {
    var own = rule == null ? null : own(rule, scope);
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

  private @Nullable Json own(Rule own, Scope scope) {
    if (!scope.affords(1, target)) {
      return null;
    }
    var trace = scope.trace();
    return trace == null ? own.evaluate(scope, target) : traced(own, scope, trace);
  }

  private @Nullable Json traced(Rule own, Scope scope, Trace trace) {
    trace.begin();
    var value = own.evaluate(scope, target);
    trace.end(scope.inPayload(target), writtenAt, value);
    return value;
  }
}
