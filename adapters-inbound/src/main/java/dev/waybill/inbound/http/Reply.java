package dev.waybill.inbound.http;

import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is answered; immutable. The server adds the correlation id. */
public record Reply(int status, Map<String, String> headers, Content content) {
  public Reply {
    headers = Map.copyOf(headers);
  }

  public static Reply json(int status, JsonObject body) {
    return new Reply(status, Map.of(), new Content.Document("application/json", body));
  }

  public static Reply ok(JsonObject body) {
    return json(200, body);
  }

  public static Reply noContent() {
    return new Reply(204, Map.of(), new Content.Nothing());
  }

  public static Reply bytes(String type, byte[] bytes) {
    return bytes(200, type, bytes);
  }

  public static Reply bytes(int status, String type, byte[] bytes) {
    return new Reply(status, Map.of(), new Content.Bytes(type, bytes));
  }

  public Reply with(String header, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Reply(status, more, content);
  }

  /** What a reply carries. */
  public sealed interface Content {
    record Nothing() implements Content {}

    record Document(String type, JsonObject body) implements Content {}

    @SuppressWarnings("ArrayRecordComponent") // written once and never changed
    record Bytes(String type, byte[] bytes) implements Content {}

    /** A refusal that becomes problem+json; {@code code} ends its {@code type}. */
    record Refusal(String code, String title, String detail, List<Problem> errors)
        implements Content {
      public Refusal {
        errors = List.copyOf(errors);
      }
    }
  }
}
