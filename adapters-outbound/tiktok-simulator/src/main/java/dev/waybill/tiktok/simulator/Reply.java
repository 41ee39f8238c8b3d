package dev.waybill.tiktok.simulator;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer in full.
 *
 * @param headers beside Content-Type
 * @param missingBytes promised and then not sent
 */
record Reply(
    int status, String contentType, String body, Map<String, String> headers, int missingBytes) {
  private static final String JSON = "application/json";

  static Reply json(int status, JsonNode body) {
    return text(status, JSON, Json.MAPPER.writeValueAsString(body));
  }

  static Reply text(int status, String contentType, String body) {
    return new Reply(status, contentType, body, Map.of(), 0);
  }

  static Reply raw(Fault.Effect.Raw raw) {
    return new Reply(
        raw.httpStatus(), raw.contentType(), raw.body(), raw.headers(), raw.missingBytes());
  }

  static Reply redirect(String location) {
    return new Reply(302, "text/plain", "", Map.of("Location", location), 0);
  }

  Reply with(Map<String, String> others) {
    return new Reply(status, contentType, body, others, missingBytes);
  }

  /** TikTok's answer to what it took. */
  static Reply ok(String requestId, ObjectNode data) {
    return tiktok(Code.OK.httpStatus(), Code.OK.number(), "OK", requestId, Optional.of(data));
  }

  /** TikTok's answer to what it did not take. */
  static Reply refused(Refusal refusal, String requestId) {
    var code = refusal.code();
    return tiktok(code.httpStatus(), code.number(), refusal.message(), requestId, Optional.empty());
  }

  static Reply tiktok(
      int status, int code, String message, String requestId, Optional<ObjectNode> data) {
    var body = Json.object().put("code", code).put("message", message).put("request_id", requestId);
    body.set("data", data.orElseGet(Json::object));
    return json(status, body);
  }

  void sendTo(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", contentType);
    headers.forEach(exchange.getResponseHeaders()::set);
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    long length = (long) bytes.length + missingBytes;
    // The server's own -1 means no body at all, and its 0 a body of unknown length.
    exchange.sendResponseHeaders(status, length == 0 ? -1 : length);
    if (length > 0) {
      exchange.getResponseBody().write(bytes);
      exchange.getResponseBody().flush();
    }
  }
}
