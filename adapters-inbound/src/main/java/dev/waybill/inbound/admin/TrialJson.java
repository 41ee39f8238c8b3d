package dev.waybill.inbound.admin;

import dev.waybill.domain.connector.TryMappings.Preview;
import dev.waybill.domain.connector.TryMappings.TestRun;
import dev.waybill.domain.connector.TryMappings.Tested;
import dev.waybill.domain.destination.LintFinding;
import dev.waybill.domain.destination.OutboundRequest;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonNull;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.mapping.Mapping;
import dev.waybill.domain.mapping.Mapping.FieldTrace;
import dev.waybill.domain.mapping.Mapping.StepTrace;
import dev.waybill.domain.mapping.MappingTest.Difference;
import dev.waybill.domain.quality.ReadQuality;
import dev.waybill.inbound.http.ProblemJson;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Test runs, previews and figures of quality as this API writes them. */
final class TrialJson {
  private static final MathContext SHARE = new MathContext(4);

  private TrialJson() {}

  static JsonObject tests(TestRun.Done run) {
    var passed = run.results().stream().filter(tested -> tested.result().passed()).count();
    return JsonObject.builder()
        .put("configuration", word(run.which()))
        .put("passed", passed)
        .put("total", run.results().size())
        .put("results", Fields.list(run.results(), TrialJson::result))
        .build();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static JsonObject result(Tested tested) {
    var result = tested.result();
    return JsonObject.builder()
        .put("name", result.name())
        .putNullable("starting_mapping", tested.base())
        .put("passed", result.passed())
        .put("left_out", Fields.list(result.leftOut(), TrialJson::pointer))
        .put("differences", Fields.list(result.differences(), TrialJson::difference))
        .put("problems", ProblemJson.array(result.problems()))
        .put("detail", result.detail())
        .build();
  }

  private static Json pointer(@Nullable JsonPointer pointer) {
    return pointer == null ? JsonNull.NULL : Json.of(pointer.toString());
  }

  private static JsonObject difference(Difference difference) {
    return JsonObject.builder()
        .put("pointer", pointer(difference.pointer()))
        .put("kind", difference.kind().word())
        .put("expected", Fields.orNull(difference.expected()))
        .put("actual", Fields.orNull(difference.actual()))
        .build();
  }

  static JsonObject preview(Preview.Shown shown) {
    var json =
        JsonObject.builder()
            .put("configuration", word(shown.which()))
            .put("event_id", shown.event().id().value())
            .put("admission", word(shown.admission()));
    switch (shown.explained().outcome()) {
      case Mapping.Outcome.Mapped(var payload, var notes) ->
          json.put("payload", payload)
              .put("problems", JsonArray.EMPTY)
              .put("notes", ProblemJson.array(notes));
      case Mapping.Outcome.Unmappable(var problems) ->
          json.put("payload", JsonNull.NULL)
              .put("problems", ProblemJson.array(problems))
              .put("notes", JsonArray.EMPTY);
    }
    return json.put("fields", fields(shown))
        .put("request", shown.request().<Json>map(TrialJson::request).orElse(JsonNull.NULL))
        .put("findings", Fields.list(shown.findings(), TrialJson::finding))
        .build();
  }

  private static JsonArray fields(Preview.Shown shown) {
    var fields = shown.explained().fields();
    var written = new ArrayList<Json>(fields.size());
    for (int i = 0; i < fields.size(); i++) {
      written.add(field(fields.get(i), shown.origins().get(i)));
    }
    return new JsonArray(written);
  }

  private static JsonObject field(FieldTrace field, Optional<String> origin) {
    return JsonObject.builder()
        .put("pointer", pointer(field.pointer()))
        .put("rule", pointer(field.rule()))
        .putNullable("starting_mapping", origin.orElse(null))
        .put("by", field.by())
        .put("from", pointer(field.from()))
        .put("steps", Fields.list(field.steps(), TrialJson::step))
        .put("set", field.set())
        .build();
  }

  private static JsonObject step(StepTrace step) {
    return JsonObject.builder()
        .put("name", step.name())
        .put("result", Fields.orNull(step.result()))
        .putNullable("note", step.note().isEmpty() ? null : step.note())
        .build();
  }

  private static JsonObject request(OutboundRequest request) {
    var headers = JsonObject.builder();
    request.headers().forEach(headers::put);
    return JsonObject.builder()
        .put("method", request.method())
        .put("url", request.uri().toString())
        .put("headers", headers.build())
        .put("body", request.body())
        .build();
  }

  private static JsonObject finding(LintFinding finding) {
    return JsonObject.builder()
        .put("kind", finding.kind())
        .put("pointer", pointer(finding.pointer()))
        .put("message", finding.message())
        .build();
  }

  static JsonObject quality(Optional<ReadQuality.Report> report) {
    return report
        .map(
            given ->
                JsonObject.builder()
                    .put("since", Fields.time(given.since()))
                    .put("events", given.tally().events())
                    .put("identifiers", shares(given.tally().identifiers(), given.tally().events()))
                    .put("findings", counts(given.tally().findings()))
                    .build())
        .orElseGet(
            () ->
                JsonObject.builder()
                    .put("since", JsonNull.NULL)
                    .put("events", 0)
                    .put("identifiers", JsonObject.EMPTY)
                    .put("findings", JsonObject.EMPTY)
                    .build());
  }

  private static JsonObject shares(Map<String, Long> counts, long events) {
    var shares = JsonObject.builder();
    counts.forEach(
        (name, count) ->
            shares.put(
                name,
                Json.of(BigDecimal.valueOf(count).divide(BigDecimal.valueOf(events), SHARE))));
    return shares.build();
  }

  private static JsonObject counts(Map<String, Long> counts) {
    var json = JsonObject.builder();
    counts.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(count -> json.put(count.getKey(), count.getValue()));
    return json.build();
  }
}
