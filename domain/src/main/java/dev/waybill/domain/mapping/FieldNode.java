package dev.waybill.domain.mapping;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One place of the payload: a rule for the place itself, rules for members below it, or both.
 * Members below are put into what the place's own rule gave.
 *
 * @param writtenAt where the rule stands in the mapping
 */
record FieldNode(
    JsonPointer target, @Nullable Rule rule, JsonPointer writtenAt, List<Member> members) {
  FieldNode {
    members = List.copyOf(members);
  }

  /** A place below, by the last step of its way. */
  record Member(String name, FieldNode node) {}

  @Nullable Json evaluate(Scope scope) {
    var own = rule == null ? null : own(rule, scope);
    if (members.isEmpty()) {
      return own;
    }
    var values = JsonObject.builder(members.size());
    if (own instanceof JsonObject object) {
      values.putAll(object);
    }
    boolean anyBelow = false;
    for (var member : members) {
      var value = member.node().evaluate(scope);
      if (value != null) {
        values.put(member.name(), value);
        anyBelow = true;
      }
    }
    return anyBelow ? values.build() : own;
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
