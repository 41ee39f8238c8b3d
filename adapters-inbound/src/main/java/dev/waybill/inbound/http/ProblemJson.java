package dev.waybill.inbound.http;

import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.Problem;
import java.util.List;

/** Problems as RFC 9457 and this API write them. */
public final class ProblemJson {
  static final String TYPE = "application/problem+json";

  private ProblemJson() {}

  static JsonObject document(
      int status, Reply.Content.Refusal refusal, String instance, String correlationId) {
    var document =
        JsonObject.builder()
            .put("type", "urn:waybill:problem:" + refusal.code())
            .put("title", refusal.title())
            .put("status", status)
            .put("detail", refusal.detail())
            .put("instance", instance)
            .put("correlation_id", correlationId);
    if (!refusal.errors().isEmpty()) {
      document.put("errors", array(refusal.errors()));
    }
    return document.build();
  }

  public static JsonArray array(List<Problem> problems) {
    return problems.stream().map(ProblemJson::object).collect(JsonArray.collector());
  }

  private static Json object(Problem problem) {
    return JsonObject.builder()
        .put("pointer", problem.pointer().toString())
        .put("code", problem.code())
        .put("message", problem.message())
        .build();
  }
}
