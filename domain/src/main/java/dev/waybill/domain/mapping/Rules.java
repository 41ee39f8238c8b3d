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
  static final String WANTED_A_LIST = "wanted an array or an object to go over";

  private Rules() {}

  /** The same value for every event. */
  record Constant(Json value, int weight, String called) implements Rule {
    Constant(Json value, String called) {
      this(value, Weights.of(value), called);
    }

    @Override
    public @Nullable Json evaluate(Scope scope, JsonPointer target) {
      var trace = scope.trace();
      if (trace != null) {
        trace.by(called, null);
      }
      return scope.affords(weight, target) ? value : null;
    }
  }

  record Converted(Source source, ConversionChain conversions, @Nullable Rule fallback)
      implements Rule {
    @Override
    public @Nullable Json evaluate(Scope scope, JsonPointer target) {
      var notes = scope.findings().notes();
      int before = notes.size();
      var value = source.read(scope, target);
      if (value != null) {
        return conversions.convert(value, scope, target);
      }
      // A source that could not use what it found has said so; a default is for what is absent.
      return fallback == null || notes.size() > before ? null : fallback.evaluate(scope, target);
    }
  }

  /** The first of several rules that gives a value. */
  record First(List<Rule> rules) implements Rule {
    First {
      rules = List.copyOf(rules);
    }

    @Override
    public @Nullable Json evaluate(Scope scope, JsonPointer target) {
      for (var rule : rules) {
        var value = scope.affords(1, target) ? rule.evaluate(scope, target) : null;
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
      var trace = scope.trace();
      if (trace != null) {
        trace.by("each", paths.winner(scope.here()));
      }
      var value = paths.first(scope.here());
      return switch (value) {
        case null -> null;
        case JsonArray(var elements) -> list(elements, scope, target);
        case JsonObject object -> list(List.of(object), scope, target);
        case JsonString _, JsonNumber _, JsonBoolean _ -> {
          scope.note(target, "not_a_list", WANTED_A_LIST);
          yield null;
        }
        default -> null;
      };
    }

    private @Nullable Json list(List<Json> elements, Scope scope, JsonPointer target) {
      if (!scope.affords(elements.size(), target)) {
        return null;
      }
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
  }

  /**
   * A rule for some events only; a condition's parts cost as much as rules do.
   *
   * @param known conditions that are written alike share a number, and are judged once an event
   */
  record OnlyWhen(Condition condition, int known, int parts, Rule rule) implements Rule {
    @Override
    public @Nullable Json evaluate(Scope scope, JsonPointer target) {
      if (!scope.affords(parts, target)) {
        return null;
      }
      if (scope.holds(condition, known)) {
        return rule.evaluate(scope, target);
      }
      var trace = scope.trace();
      if (trace != null) {
        trace.by("when", null);
      }
      return null;
    }
  }

  record Required(Rule rule) implements Rule {
    @Override
    public @Nullable Json evaluate(Scope scope, JsonPointer target) {
      var notes = scope.findings().notes();
      int before = notes.size();
      var value = rule.evaluate(scope, target);
      if (value == null && !scope.findings().isSpent()) {
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
