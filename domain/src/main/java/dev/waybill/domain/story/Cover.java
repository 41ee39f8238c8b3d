package dev.waybill.domain.story;

import dev.waybill.domain.destination.OutboundRequest;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonBoolean;
import dev.waybill.domain.json.JsonNull;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.mapping.Mapping.FieldTrace;
import dev.waybill.domain.mapping.Mapping.StepTrace;
import dev.waybill.domain.outbox.Masking;
import dev.waybill.domain.story.ExplainEvents.RuleLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What lies over a payload. Closed, it shows a field when its rule wrote it down itself or took it
 * from a place that names nobody, and the members of a request that are no part of the payload and
 * hold none of its hidden values.
 */
enum Cover {
  OPEN,
  CLOSED;

  private static final Set<String> WRITTEN_DOWN = Set.of("constant", "default", "sum");

  /** What each rule did, as far as it may be seen. */
  List<RuleLine> rules(List<FieldTrace> fields, JsonObject payload) {
    return fields.stream().map(field -> rule(field, fields, payload)).toList();
  }

  private RuleLine rule(FieldTrace field, List<FieldTrace> fields, JsonObject payload) {
    return new RuleLine(
        field.pointer(),
        field.by(),
        field.from(),
        field.steps().stream().map(Cover::told).distinct().toList(),
        value(field, fields, payload));
  }

  private static String told(StepTrace step) {
    return step.note().isEmpty() ? step.name() : step.name() + " (" + step.note() + ")";
  }

  private @Nullable Json value(FieldTrace field, List<FieldTrace> fields, JsonObject payload) {
    var value = field.set() ? field.pointer().resolve(payload) : null;
    return value == null || isOpen(field, fields) ? value : Masking.hidden(value);
  }

  private boolean isOpen(FieldTrace field, List<FieldTrace> fields) {
    if (this == OPEN || WRITTEN_DOWN.contains(field.by())) {
      return true;
    }
    var from = field.from();
    if (from == null || field.by().equals("template")) {
      return false;
    }
    return Masking.isOpen(from) || (Masking.isOpenInItem(from) && isOfList(field, fields));
  }

  /** Whether it is a member of an element that a rule made of each element of a list. */
  private static boolean isOfList(FieldTrace field, List<FieldTrace> fields) {
    return fields.stream()
        .anyMatch(
            list ->
                list.by().equals("each")
                    && !list.pointer().equals(field.pointer())
                    && list.pointer().isAtOrAbove(field.pointer()));
  }

  /** The request as far as it may be seen. */
  OutboundRequest request(OutboundRequest request, JsonObject payload, List<FieldTrace> fields) {
    if (this == OPEN) {
      return request;
    }
    var open = new LinkedHashSet<JsonPointer>();
    for (var field : fields) {
      if (field.set() && !field.by().equals("each") && isOpen(field, fields)) {
        open.add(field.pointer());
      }
    }
    var hidden = new LinkedHashSet<Json>();
    var masked = masked(payload, JsonPointer.ROOT, open, hidden);
    return new OutboundRequest(
        request.method(),
        request.uri(),
        request.headers(),
        body(request.body(), payload, masked, hidden));
  }

  private static Json masked(Json value, JsonPointer at, Set<JsonPointer> open, Set<Json> hidden) {
    if (open.contains(at)) {
      return value;
    }
    return switch (value) {
      case JsonObject(var members) -> {
        var masked = new LinkedHashMap<String, Json>();
        members.forEach(
            (name, member) -> masked.put(name, masked(member, at.at(name), open, hidden)));
        yield new JsonObject(masked);
      }
      case JsonArray(var elements) -> {
        var masked = new ArrayList<Json>();
        for (int i = 0; i < elements.size(); i++) {
          masked.add(masked(elements.get(i), at.at(i), open, hidden));
        }
        yield new JsonArray(masked);
      }
      case JsonNull _, JsonBoolean _ -> value;
      case Json leaf -> {
        hidden.add(leaf);
        yield Masking.MASK;
      }
    };
  }

  /** What stands around the payload comes from the settings, unless it repeats what is hidden. */
  private static Json body(Json body, JsonObject payload, Json masked, Set<Json> hidden) {
    if (body.equals(payload)) {
      return masked;
    }
    return switch (body) {
      case JsonObject(var members) -> {
        var shown = new LinkedHashMap<String, Json>();
        members.forEach(
            (name, member) -> {
              var mine = payload.get(name);
              shown.put(
                  name,
                  mine != null && mine.equals(member) && masked instanceof JsonObject cover
                      ? covered(cover, name, member)
                      : body(member, payload, masked, hidden));
            });
        yield new JsonObject(shown);
      }
      case JsonArray(var elements) ->
          elements.stream()
              .map(element -> body(element, payload, masked, hidden))
              .collect(JsonArray.collector());
      case JsonNull _, JsonBoolean _ -> body;
      case Json leaf -> hidden.contains(leaf) ? Masking.MASK : leaf;
    };
  }

  private static Json covered(JsonObject cover, String name, Json member) {
    var shown = cover.get(name);
    return shown == null ? Masking.hidden(member) : shown;
  }
}
