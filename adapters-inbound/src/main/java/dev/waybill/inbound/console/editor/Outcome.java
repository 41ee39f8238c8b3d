package dev.waybill.inbound.console.editor;

import dev.waybill.domain.connector.TryMappings.Admission;
import dev.waybill.domain.connector.TryMappings.Preview;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.Problem;
import dev.waybill.domain.mapping.Mapping;
import dev.waybill.domain.mapping.Mapping.FieldTrace;
import dev.waybill.domain.mapping.Mapping.StepTrace;
import dev.waybill.inbound.console.piece.Badge;
import dev.waybill.inbound.console.piece.PrettyJson;
import dev.waybill.inbound.console.piece.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the rules make of the sample.
 *
 * @param badge in a word or two
 * @param sentence the same in a sentence
 * @param sample what is wrong with the sample
 * @param rules what is wrong with the rules, as all that follows with the place in front
 * @param tests what is wrong with the tests
 * @param others what is wrong elsewhere, such as with the settings
 * @param payload empty where there is none
 */
record Outcome(
    Badge badge,
    String sentence,
    List<Line> sample,
    List<Line> rules,
    List<Line> tests,
    List<Line> others,
    String payload,
    List<RuleRow> fields,
    List<Line> notes,
    List<Line> findings) {

  /** A remark, and the place it is about; empty for the whole. */
  record Line(String place, String text) {
    static Line of(Problem problem) {
      return new Line(problem.pointer().toString(), problem.message());
    }
  }

  /**
   * What one rule gave.
   *
   * @param rule where it stands in the mapping
   * @param origin the starting mapping it is of; empty for the connector's own
   * @param value empty where it gave nothing
   */
  record RuleRow(
      String field, String rule, String origin, String from, String steps, String value) {}

  /** The rules that made something, and those of the connector's own that did not. */
  List<RuleRow> telling() {
    return fields.stream().filter(Outcome::isTelling).toList();
  }

  /** The starting mapping's rules that made nothing of this sample. */
  List<RuleRow> silent() {
    return fields.stream().filter(row -> !isTelling(row)).toList();
  }

  private static boolean isTelling(RuleRow row) {
    return !row.value().isEmpty() || row.origin().isEmpty();
  }

  static Outcome unread(Typed.Read read) {
    return faulty(
        "Nothing can be shown until what is marked is put right.",
        line(read.eventProblem()),
        line(read.mappingProblem()),
        line(read.testsProblem()),
        List.of());
  }

  private static List<Line> line(String problem) {
    return problem.isEmpty() ? List.of() : List.of(new Line("", problem));
  }

  static Outcome of(Preview preview, Typed.Read read, PrettyJson pretty) {
    var tests = line(read.testsProblem());
    return switch (preview) {
      case Preview.Shown shown -> shown(shown, tests, pretty);
      case Preview.Rejected(var problems) ->
          faulty(
              "An event like this is refused when it comes in, so no rule sees it.",
              problems.stream().map(problem -> below("event", problem)).toList(),
              List.of(),
              tests,
              List.of());
      case Preview.Faulty(var problems) ->
          faulty(
              "These rules cannot be used.",
              List.of(),
              within("mapping", problems),
              tests,
              problems.stream()
                  .filter(problem -> !isIn("mapping", problem))
                  .map(Line::of)
                  .toList());
      case Preview.NotConfigured _, Preview.NotFound _ ->
          faulty(
              "The connector has no configuration to try rules in.",
              List.of(),
              List.of(),
              tests,
              List.of());
    };
  }

  /** Problems of that member of a configuration, with places within it. */
  static List<Line> within(String member, List<Problem> problems) {
    return problems.stream()
        .filter(problem -> isIn(member, problem))
        .map(problem -> below(member, problem))
        .toList();
  }

  static boolean isIn(String member, Problem problem) {
    var tokens = problem.pointer().tokens();
    return !tokens.isEmpty() && tokens.getFirst().equals(member);
  }

  private static Line below(String member, Problem problem) {
    var place = problem.pointer().toString();
    return isIn(member, problem)
        ? new Line(place.substring(member.length() + 1), problem.message())
        : new Line(place, problem.message());
  }

  private static Outcome faulty(
      String sentence, List<Line> sample, List<Line> rules, List<Line> tests, List<Line> others) {
    return new Outcome(
        new Badge(Tone.BAD, "Cannot be tried"),
        sentence,
        sample,
        rules,
        tests,
        others,
        "",
        List.of(),
        List.of(),
        List.of());
  }

  private static Outcome shown(Preview.Shown shown, List<Line> tests, PrettyJson pretty) {
    var findings =
        shown.findings().stream()
            .map(finding -> new Line(finding.pointer().toString(), finding.message()))
            .toList();
    return switch (shown.explained().outcome()) {
      case Mapping.Outcome.Mapped(var payload, var notes) ->
          new Outcome(
              badge(shown.admission()),
              sentence(shown.admission()),
              List.of(),
              List.of(),
              tests,
              List.of(),
              pretty.write(payload),
              rows(shown, payload, pretty),
              notes.stream().map(Line::of).toList(),
              findings);
      case Mapping.Outcome.Unmappable(var problems) ->
          new Outcome(
              new Badge(Tone.BAD, "Not mapped"),
              "The rules make no payload of this event: it would be given up as dead.",
              List.of(),
              List.of(),
              tests,
              List.of(),
              "",
              rows(shown, JsonObject.EMPTY, pretty),
              problems.stream().map(Line::of).toList(),
              findings);
    };
  }

  private static Badge badge(Admission admission) {
    return switch (admission) {
      case WANTED -> new Badge(Tone.GOOD, "Would be sent");
      case FILTERED -> new Badge(Tone.WARN, "Filtered");
      case NO_PLACE -> new Badge(Tone.WARN, "No place");
      case TOO_OLD -> new Badge(Tone.WARN, "Too old");
    };
  }

  private static String sentence(Admission admission) {
    return switch (admission) {
      case WANTED -> "The connector wants this event, and this is what it would send of it.";
      case FILTERED ->
          "The connector's filter does not hold for this event, so nothing would be sent; this is"
              + " what the rules make of it.";
      case NO_PLACE ->
          "The settings name no place for events from there, so nothing would be sent; this is"
              + " what the rules make of it.";
      case TOO_OLD ->
          "It is older than the platform takes, so nothing would be sent; this is what the rules"
              + " make of it.";
    };
  }

  private static List<RuleRow> rows(Preview.Shown shown, JsonObject payload, PrettyJson pretty) {
    var fields = shown.explained().fields();
    var rows = new ArrayList<RuleRow>(fields.size());
    for (int i = 0; i < fields.size(); i++) {
      rows.add(row(fields.get(i), shown.origins().get(i).orElse(""), payload, pretty));
    }
    return rows;
  }

  private static RuleRow row(
      FieldTrace field, String origin, JsonObject payload, PrettyJson pretty) {
    var from = field.from();
    @Nullable Json value = field.set() ? field.pointer().resolve(payload) : null;
    return new RuleRow(
        field.pointer().toString(),
        field.rule().toString(),
        origin,
        from == null ? field.by() : from.toString(),
        field.steps().stream().map(Outcome::told).collect(Collectors.joining(" → ")),
        value == null ? "" : pretty.write(value));
  }

  private static String told(StepTrace step) {
    return step.note().isEmpty() ? step.name() : step.name() + " (" + step.note() + ")";
  }
}
