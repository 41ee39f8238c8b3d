package dev.waybill.tiktok.simulator;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** {@code /control/…}: what another process may ask and change. */
final class ControlEndpoint {
  private static final Pattern TOKEN = Pattern.compile("/control/tokens/([^/]+)/(revoke|restore)");

  private final Tokens tokens;
  private final Faults faults;
  private final Journal journal;
  private final Latency latency;

  ControlEndpoint(Tokens tokens, Faults faults, Journal journal, Latency latency) {
    this.tokens = tokens;
    this.faults = faults;
    this.journal = journal;
    this.latency = latency;
  }

  Reply handle(HttpExchange exchange) throws IOException {
    try {
      return route(exchange);
    } catch (IllegalArgumentException e) {
      return error(400, String.valueOf(e.getMessage()));
    }
  }

  private Reply route(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getRawPath();
    return switch (exchange.getRequestMethod() + " " + path) {
      case "GET /control/statistics" -> Reply.json(200, statistics(journal.statistics()));
      case "GET /control/events" -> events(Query.of(exchange.getRequestURI()).value("event_id"));
      case "GET /control/keys" -> keys();
      case "POST /control/faults" -> addFault(exchange);
      case "DELETE /control/faults" -> clearFaults();
      case "POST /control/delay" -> delay(exchange);
      default -> token(exchange.getRequestMethod(), TOKEN.matcher(path));
    };
  }

  private Reply token(String method, Matcher path) {
    if (!path.matches() || !method.equals("POST")) {
      return error(404, "no such control call");
    }
    var token = URLDecoder.decode(path.group(1), StandardCharsets.UTF_8);
    if (path.group(2).equals("revoke")) {
      tokens.revoke(token);
    } else {
      tokens.restore(token);
    }
    return done(200);
  }

  private Reply addFault(HttpExchange exchange) throws IOException {
    faults.add(FaultReader.read(body(exchange)));
    return done(201);
  }

  private Reply clearFaults() {
    faults.clear();
    return done(200);
  }

  private Reply delay(HttpExchange exchange) throws IOException {
    var body = body(exchange);
    if (body.size() != 1 || !body.has("delay_ms")) {
      throw new IllegalArgumentException("delay: wanted delay_ms and nothing else");
    }
    latency.set(FaultReader.delay(body));
    return done(200);
  }

  private Reply events(String eventId) {
    if (eventId.isEmpty()) {
      throw new IllegalArgumentException("event_id: wanted a query parameter");
    }
    var answer = Json.object();
    var list = answer.putArray("events");
    for (var body : journal.withId(eventId)) {
      list.addObject()
          .put("event_source_id", body.eventSourceId())
          .put("request_id", body.requestId())
          .put("verdict", body.verdict())
          .set("body", Json.MAPPER.readTree(body.json()));
    }
    return Reply.json(200, answer);
  }

  private Reply keys() {
    return journal
        .keyLines()
        .map(lines -> Reply.text(200, "text/plain; charset=utf-8", text(lines)))
        .orElseGet(
            () -> error(409, "keys are not kept: start the simulator so that it keeps them"));
  }

  private static String text(List<String> lines) {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }

  private static ObjectNode statistics(Statistics statistics) {
    var json =
        Json.object()
            .put("calls", statistics.calls())
            .put("refused_calls", statistics.refusedCalls())
            .put("faulted_calls", statistics.faultedCalls())
            .put("events_received", statistics.eventsReceived())
            .put("unique_events", statistics.uniqueEvents())
            .put("duplicate_events", statistics.duplicateEvents())
            .put("test_events", statistics.testEvents());
    var byEvent = json.putObject("by_event");
    statistics.byEvent().forEach((name, total) -> byEvent.set(name, total(total)));
    var findings = json.putObject("findings");
    statistics.findings().forEach((finding, count) -> findings.put(finding, count.longValue()));
    var unknown = json.putArray("unknown_field_names");
    statistics.unknownFieldNames().forEach(unknown::add);
    return json;
  }

  private static ObjectNode total(Statistics.EventTotal total) {
    return Json.object()
        .put("count", total.count())
        .put("value_sum", total.valueSum().toPlainString());
  }

  private static ObjectNode body(HttpExchange exchange) throws IOException {
    var body = RequestBody.read(exchange);
    return Json.objectIn(body.orElseThrow(() -> new IllegalArgumentException("body: too large")));
  }

  private static Reply done(int status) {
    return Reply.json(status, Json.object().put("done", true));
  }

  private static Reply error(int status, String message) {
    return Reply.json(status, Json.object().put("error", message));
  }
}
