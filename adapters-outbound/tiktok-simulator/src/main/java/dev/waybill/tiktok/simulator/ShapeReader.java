package dev.waybill.tiktok.simulator;

import dev.waybill.tiktok.simulator.Shape.Anything;
import dev.waybill.tiktok.simulator.Shape.ListOf;
import dev.waybill.tiktok.simulator.Shape.Scalar;
import dev.waybill.tiktok.simulator.Shape.TextOrTexts;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.sym.PropertyNameMatcher;

/**
 * Holds JSON against a shape while it is read, so that no tree of it is ever built: the first value
 * of the wrong form, and on the way what nobody asked for.
 */
final class ShapeReader {
  private static final Shape ANYTHING = new Anything();
  private static final int MOST_DIGITS = 100;

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
      case TEXT -> token == JsonToken.VALUE_STRING ? good(role) : wrong("not a valid string.");
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
    var seen = new SeenNames();
    for (var name = parser.nextName(); name != null; name = parser.nextName()) {
      seen.unknown(name, parser);
      parser.nextToken();
      found = Problem.earlier(found, within(name, read(ANYTHING, Role.PLAIN)));
    }
    return found;
  }

  private Optional<Problem> members(Group group) {
    Optional<Problem> found = Optional.empty();
    var seen = new SeenNames();
    int index = parser.nextNameMatch(group.matcher());
    while (index != PropertyNameMatcher.MATCH_END_OBJECT) {
      var problem = index < 0 ? unknown(group, seen) : known(group, index, seen);
      found = Problem.earlier(found, problem);
      index = parser.nextNameMatch(group.matcher());
    }
    values.end(group, seen.count());
    return found;
  }

  private Optional<Problem> known(Group group, int index, SeenNames seen) {
    seen.known(index, parser);
    var member = group.member(index);
    findings.addIf(!member.isFor(source), Finding.NOT_FOR_THIS_SOURCE);
    parser.nextToken();
    return within(group.name(index), read(member.shape(), member.role()));
  }

  private Optional<Problem> unknown(Group group, SeenNames seen) {
    var name = parser.currentName();
    seen.unknown(name, parser);
    findings.unknownField(group.path(), name);
    parser.nextToken();
    return within(name, read(ANYTHING, Role.PLAIN));
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
        || (token == JsonToken.VALUE_NUMBER_FLOAT && (isPlainText() || isSmall()));
  }

  private boolean isSmall() {
    return Math.abs(parser.getDecimalValue().scale()) <= MOST_DIGITS;
  }

  // What most numbers are, and sooner found out.
  private boolean isPlainText() {
    var text = parser.getStringCharacters();
    int start = parser.getStringOffset();
    int length = parser.getStringLength();
    for (int i = start; i < start + length; i++) {
      if (text[i] == 'e' || text[i] == 'E') {
        return false;
      }
    }
    return length <= MOST_DIGITS;
  }
}
