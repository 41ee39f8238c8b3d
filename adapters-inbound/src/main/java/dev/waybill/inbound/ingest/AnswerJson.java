package dev.waybill.inbound.ingest;

import dev.waybill.domain.ingest.IngestEvents.Answer;
import dev.waybill.domain.ingest.IngestEvents.Answer.Accepted;
import dev.waybill.domain.ingest.IngestEvents.Answer.Duplicate;
import dev.waybill.domain.ingest.IngestEvents.Answer.Rejected;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.inbound.http.ProblemJson;
import java.util.List;

/** The answers to a request, as its 202 tells them. */
final class AnswerJson {
  private AnswerJson() {}

  static JsonObject of(List<Answer> answers) {
    return JsonObject.builder()
        .put("accepted", count(answers, Accepted.class))
        .put("duplicate", count(answers, Duplicate.class))
        .put("rejected", count(answers, Rejected.class))
        .put("results", answers.stream().map(AnswerJson::result).collect(JsonArray.collector()))
        .build();
  }

  private static long count(List<Answer> answers, Class<? extends Answer> kind) {
    return answers.stream().filter(kind::isInstance).count();
  }

  private static Json result(Answer answer) {
    return switch (answer) {
      case Accepted(var id) -> status("accepted").put("event_id", id.value()).build();
      case Duplicate(var id) -> status("duplicate").put("event_id", id.value()).build();
      case Rejected(var problems) ->
          status("rejected").put("problems", ProblemJson.array(problems)).build();
    };
  }

  private static JsonObject.Builder status(String status) {
    return JsonObject.builder().put("status", status);
  }
}
