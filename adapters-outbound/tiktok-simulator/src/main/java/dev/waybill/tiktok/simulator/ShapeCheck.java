package dev.waybill.tiktok.simulator;

import dev.waybill.tiktok.simulator.Shape.Anything;
import dev.waybill.tiktok.simulator.Shape.Group;
import dev.waybill.tiktok.simulator.Shape.ListOf;
import dev.waybill.tiktok.simulator.Shape.Scalar;
import dev.waybill.tiktok.simulator.Shape.TextOrTexts;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Holds JSON against a shape: the first value of the wrong form, and on the way what nobody asked
 * for.
 */
final class ShapeCheck {
  private static final Shape ANYTHING = new Anything();

  private final Findings findings;

  ShapeCheck(Findings findings) {
    this.findings = findings;
  }

  Optional<Problem> check(JsonNode node, Shape shape) {
    if (node.isNull()) {
      return Problem.at("", "value may not be null.");
    }
    return switch (shape) {
      case Scalar scalar -> scalar(node, scalar);
      case Anything _ -> anything(node);
      case TextOrTexts _ ->
          node.isArray() ? elements(node, Scalar.TEXT) : scalar(node, Scalar.TEXT);
      case ListOf(var element) ->
          node.isArray() ? elements(node, element) : Problem.at("", "not a valid list.");
      case Group group ->
          node.isObject() ? members(node, group) : Problem.at("", "not a valid object.");
    };
  }

  private Optional<Problem> scalar(JsonNode node, Scalar scalar) {
    findings.addIf(node.isString() && node.stringValue().isEmpty(), Finding.EMPTY_VALUE);
    return switch (scalar) {
      case TEXT -> wanted(node.isString(), "not a valid string.");
      case WHOLE -> wanted(node.isIntegralNumber(), "not a valid integer.");
      case NUMBER -> wanted(node.isNumber() && isPlain(node), "not a valid number.");
      case FLAG -> wanted(node.isBoolean(), "not a valid boolean.");
    };
  }

  private Optional<Problem> anything(JsonNode node) {
    if (node.isArray()) {
      return elements(node, ANYTHING);
    }
    if (!node.isObject()) {
      return Optional.empty();
    }
    for (var member : node.properties()) {
      var problem = check(member.getValue(), ANYTHING);
      if (problem.isPresent()) {
        return problem.map(inner -> inner.within(member.getKey()));
      }
    }
    return Optional.empty();
  }

  private Optional<Problem> members(JsonNode node, Group group) {
    for (var member : node.properties()) {
      var problem = check(member.getValue(), shapeOf(group, member.getKey()));
      if (problem.isPresent()) {
        return problem.map(inner -> inner.within(member.getKey()));
      }
    }
    return Optional.empty();
  }

  private Shape shapeOf(Group group, String name) {
    var shape = group.members().get(name);
    if (shape != null) {
      return shape;
    }
    findings.unknownField(group.path(), name);
    return ANYTHING;
  }

  private Optional<Problem> elements(JsonNode list, Shape shape) {
    for (int i = 0; i < list.size(); i++) {
      var problem = check(list.get(i), shape);
      if (problem.isPresent()) {
        var index = String.valueOf(i);
        return problem.map(inner -> inner.within(index));
      }
    }
    return Optional.empty();
  }

  // 1e999999999 is a short number that becomes a gigabyte as soon as it is added up.
  private static boolean isPlain(JsonNode number) {
    return number.isIntegralNumber() || Math.abs(number.decimalValue().scale()) <= 100;
  }

  private static Optional<Problem> wanted(boolean good, String otherwise) {
    return good ? Optional.empty() : Problem.at("", otherwise);
  }
}
