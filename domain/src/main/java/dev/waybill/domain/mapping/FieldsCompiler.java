package dev.waybill.domain.mapping;

import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles {@code fields}, of the mapping itself and of every {@code each} in it. */
final class FieldsCompiler {
  static final int MOST_FIELDS = 500;
  static final int DEEPEST_EACH = 4;
  private static final FieldNode EMPTY =
      new FieldNode(JsonPointer.ROOT, null, JsonPointer.ROOT, List.of());

  private final RuleCompiler rules;
  private final Faults faults;
  private int count;

  FieldsCompiler(RuleCompiler rules, Faults faults) {
    this.rules = rules;
    this.faults = faults;
  }

  FieldNode compile(JsonObject fields, JsonPointer place) {
    return compile(fields, place, 0);
  }

  private FieldNode compile(JsonObject fields, JsonPointer place, int depth) {
    if (fields.isEmpty()) {
      faults.add(place, "required", "wanted at least one field");
      return EMPTY;
    }
    if (depth > DEEPEST_EACH) {
      faults.add(place, "limit", "wanted 'each' nested at most " + DEEPEST_EACH + " deep");
      return EMPTY;
    }
    var root = new Draft(JsonPointer.ROOT);
    for (var field : fields.members().entrySet()) {
      var here = place.at(field.getKey());
      if (++count == MOST_FIELDS + 1) {
        faults.add(here, "limit", "wanted at most " + MOST_FIELDS + " fields in all");
      }
      if (count > MOST_FIELDS) {
        break;
      }
      var target = Pointers.read(field.getKey(), here, faults);
      var rule =
          rules.compile(
              field.getValue(), here, (inner, innerPlace) -> compile(inner, innerPlace, depth + 1));
      if (target != null) {
        root.at(target).setRule(rule, here);
      }
    }
    root.checkNothingBelowLists(null);
    return root.finish();
  }

  /** A place of the payload while the fields are still being read. */
  private final class Draft {
    private final JsonPointer target;
    private final Map<String, Draft> members = new LinkedHashMap<>();
    private @Nullable Rule rule;
    private JsonPointer writtenAt = JsonPointer.ROOT;

    Draft(JsonPointer target) {
      this.target = target;
    }

    Draft at(JsonPointer pointer) {
      var draft = this;
      for (var token : pointer.tokens()) {
        var parent = draft;
        draft = parent.members.computeIfAbsent(token, name -> new Draft(parent.target.at(name)));
      }
      return draft;
    }

    void setRule(Rule compiled, JsonPointer place) {
      rule = compiled;
      writtenAt = place;
    }

    void checkNothingBelowLists(@Nullable Draft list) {
      if (list != null && rule != null) {
        faults.add(
            writtenAt, "conflict", "this lies below " + list.target + ", which 'each' fills");
      }
      var below = list == null && isList(rule) ? this : list;
      members.values().forEach(member -> member.checkNothingBelowLists(below));
    }

    FieldNode finish() {
      var finished = new ArrayList<FieldNode.Member>();
      members.forEach((name, member) -> finished.add(new FieldNode.Member(name, member.finish())));
      return new FieldNode(target, rule, writtenAt, finished);
    }
  }

  private static boolean isList(@Nullable Rule rule) {
    return switch (rule) {
      case null -> false;
      case Rules.Each _ -> true;
      case Rules.First(var rules) -> rules.stream().anyMatch(FieldsCompiler::isList);
      case Rules.Required(Rule inner) -> isList(inner);
      case Rules.OnlyWhen(_, _, _, Rule inner) -> isList(inner);
      default -> false;
    };
  }
}
