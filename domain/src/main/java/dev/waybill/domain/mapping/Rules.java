package dev.waybill.domain.mapping;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonBoolean;
import dev.waybill.domain.json.JsonNumber;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The kinds of rule the language has. */
final class Rules {
  private Rules() {}

  record Constant(Json value) implements Rule {
    @Override
    public Json evaluate(Scope scope, JsonPointer target) {
      return value;
    }
  }

  record FromPath(Paths paths, ConversionChain conversions, @Nullable Json fallback)
      implements Rule {
    @Override
    public @Nullable Json evaluate(Scope scope, JsonPointer target) {
      var value = paths.first(scope.here());
      return value == null ? fallback : conversions.convert(value, scope, target);
    }
  }

  /** Several rules for one target: the first that gives a value. */
  record First(List<Rule> rules) implements Rule {
    First {
      rules = List.copyOf(rules);
    }

    @Override
    public @Nullable Json evaluate(Scope scope, JsonPointer target) {
      for (var rule : rules) {
        var value = rule.evaluate(scope, target);
        if (value != null) {
          return value;
        }
      }
      return null;
    }
  }

  record Each(Paths paths, FieldNode fields) implements Rule {
    @Override
    public @Nullable Json evaluate(Scope scope, JsonPointer target) {
      var value = paths.first(scope.here());
      return switch (value) {
        case null -> null;
        case JsonArray(var elements) -> list(elements, scope, target);
        case JsonObject object -> list(List.of(object), scope, target);
        case JsonString _, JsonNumber _, JsonBoolean _ -> noList(scope, target);
        default -> null;
      };
    }

    private @Nullable Json list(List<Json> elements, Scope scope, JsonPointer target) {
      var mapped = new ArrayList<Json>(elements.size());
      for (var element : elements) {
        if (element.isEmpty()) {
          continue;
        }
        var value = fields.evaluate(scope.element(element, target, mapped.size()));
        if (value != null) {
          mapped.add(value);
        }
      }
      return mapped.isEmpty() ? null : new JsonArray(mapped);
    }

    private static @Nullable Json noList(Scope scope, JsonPointer target) {
      scope
          .findings()
          .note(scope.inPayload(target), "not_a_list", "wanted an array or an object to go over");
      return null;
    }
  }

  record OnlyWhen(Condition condition, Rule rule) implements Rule {
    @Override
    public @Nullable Json evaluate(Scope scope, JsonPointer target) {
      return condition.holds(scope.here()) ? rule.evaluate(scope, target) : null;
    }
  }

  record Required(Rule rule) implements Rule {
    @Override
    public @Nullable Json evaluate(Scope scope, JsonPointer target) {
      var notes = scope.findings().notes();
      int before = notes.size();
      var value = rule.evaluate(scope, target);
      if (value == null) {
        var reason =
            notes.size() > before ? notes.getLast().message() : "no place gives a value for it";
        scope
            .findings()
            .problem(scope.inPayload(target), "required", "this field is required: " + reason);
      }
      return value;
    }
  }
}
