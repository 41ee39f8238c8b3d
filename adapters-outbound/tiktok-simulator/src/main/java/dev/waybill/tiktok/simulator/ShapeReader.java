package dev.waybill.tiktok.simulator;

import dev.waybill.tiktok.simulator.Shape.Anything;
import dev.waybill.tiktok.simulator.Shape.Group;
import dev.waybill.tiktok.simulator.Shape.ListOf;
import dev.waybill.tiktok.simulator.Shape.Member;
import dev.waybill.tiktok.simulator.Shape.Scalar;
import dev.waybill.tiktok.simulator.Shape.TextOrTexts;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Holds JSON against a shape while it is read, so that no tree of it is ever built: the first value
 * of the wrong form, and on the way what nobody asked for.
 */
final class ShapeReader {
  private static final Shape ANYTHING = new Anything();
  private static final Member UNKNOWN = new Member(ANYTHING, Role.PLAIN, Member.EVERYWHERE);

  private final JsonParser parser;
  private final Source source;
  private final Findings findings;
  private final Values values;

  /** Looks at values of the right form that play a role. */
  interface Values {
    Optional<Problem> scalar(Role role, JsonParser parser);

    /** An object has come to its end. */
    void end(Group group, int members);
  }

  ShapeReader(JsonParser parser, Source source, Findings findings, Values values) {
    this.parser = parser;
    this.source = source;
    this.findings = findings;
    this.values = values;
  }

  /** Reads the value that the parser stands at, to its end also if it is wrong. */
  Optional<Problem> read(Shape shape, Role role) {
    var token = parser.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return Problem.ofShape("value may not be null.");
    }
    return switch (shape) {
      case Scalar scalar -> scalar(token, scalar, role);
      case Anything _ -> anything(token);
      case TextOrTexts _ ->
          token == JsonToken.START_ARRAY
              ? elements(Scalar.TEXT, role)
              : scalar(token, Scalar.TEXT, role);
      case ListOf(var element) ->
          token == JsonToken.START_ARRAY ? elements(element, role) : wrong("not a valid list.");
      case Group group ->
          token == JsonToken.START_OBJECT ? members(group) : wrong("not a valid object.");
    };
  }

  private Optional<Problem> scalar(JsonToken token, Scalar scalar, Role role) {
    findings.addIf(
        token == JsonToken.VALUE_STRING && parser.getStringLength() == 0, Finding.EMPTY_VALUE);
    return switch (scalar) {
      case TEXT ->
          token == JsonToken.VALUE_STRING ? good(role) : wrong("not a valid string.");
      case WHOLE ->
          token == JsonToken.VALUE_NUMBER_INT ? good(role) : wrong("not a valid integer.");
      case NUMBER -> isPlainNumber(token) ? good(role) : wrong("not a valid number.");
      case FLAG -> token.isBoolean() ? good(role) : wrong("not a valid boolean.");
    };
  }

  private Optional<Problem> good(Role role) {
    return role == Role.PLAIN ? Optional.empty() : values.scalar(role, parser);
  }

  private Optional<Problem> wrong(String reason) {
    parser.skipChildren();
    return Problem.ofShape(reason);
  }

  private Optional<Problem> anything(JsonToken token) {
    if (token == JsonToken.START_ARRAY) {
      return elements(ANYTHING, Role.PLAIN);
    }
    return token == JsonToken.START_OBJECT ? unknownMembers() : Optional.empty();
  }

  private Optional<Problem> unknownMembers() {
    Optional<Problem> found = Optional.empty();
    for (var name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      found = Problem.earlier(found, within(name, read(ANYTHING, Role.PLAIN)));
    }
    return found;
  }

  private Optional<Problem> members(Group group) {
    Optional<Problem> found = Optional.empty();
    int count = 0;
    for (var name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      count++;
      var member = member(group, name);
      found = Problem.earlier(found, within(name, read(member.shape(), member.role())));
    }
    values.end(group, count);
    return found;
  }

  private Member member(Group group, String name) {
    var member = group.members().get(name);
    if (member == null) {
      findings.unknownField(group.path(), name);
      return UNKNOWN;
    }
    findings.addIf(!member.isFor(source), Finding.NOT_FOR_THIS_SOURCE);
    return member;
  }

  private Optional<Problem> elements(Shape shape, Role role) {
    Optional<Problem> found = Optional.empty();
    for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
      found = Problem.earlier(found, within(i, read(shape, role)));
    }
    return found;
  }

  private static Optional<Problem> within(String name, Optional<Problem> problem) {
    return problem.isEmpty() ? problem : Optional.of(problem.get().within(name));
  }

  private static Optional<Problem> within(int index, Optional<Problem> problem) {
    return problem.isEmpty() ? problem : within(String.valueOf(index), problem);
  }

  // 1e999999999 is a short number that becomes a gigabyte as soon as it is added up.
  private boolean isPlainNumber(JsonToken token) {
    return token == JsonToken.VALUE_NUMBER_INT
        || (token == JsonToken.VALUE_NUMBER_FLOAT
            && Math.abs(parser.getDecimalValue().scale()) <= 100);
  }
}
