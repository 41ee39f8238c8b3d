package dev.waybill.tiktok.simulator;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code /control/…}: what another process may ask and change. */
final class ControlEndpoint {
  private static final Pattern TOKEN =
      Pattern.compile("/control/tokens/([^/]+)/(revoke|restore|expire|forbid|allow)");

  private final Journal journal;
  private final Faults faults;
  private final ControlEvents events;
  private final ControlTokens tokens;
  private final ControlSettings settings;

  ControlEndpoint(Workings workings, EventViews views) {
    this.journal = workings.journal();
    this.faults = workings.faults();
    this.events = new ControlEvents(views);
    this.tokens = new ControlTokens(workings);
    this.settings = new ControlSettings(workings);
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
      case "GET /control/statistics" ->
          Reply.json(200, ControlStatistics.json(journal.statistics()));
      case "GET /control/events" -> events.matching(Query.of(exchange.getRequestURI()));
      case "GET /control/keys" -> keys();
      case "POST /control/faults" -> addFault(body(exchange));
      case "DELETE /control/faults" -> clearFaults();
      case "POST /control/delay" -> settings.delay(body(exchange));
      case "GET /control/clock" -> settings.clock();
      case "POST /control/clock" -> settings.advance(body(exchange));
      case "GET /control/limits" -> settings.limits();
      case "POST /control/limits" -> settings.limit(body(exchange));
      case "GET /control/authorisation" -> settings.consent();
      case "POST /control/authorisation" -> settings.consent(body(exchange));
      case "GET /control/tokens" -> tokens.list();
      case "POST /control/tokens" -> tokens.issue(body(exchange));
      default -> token(exchange, TOKEN.matcher(path));
    };
  }

  private Reply token(HttpExchange exchange, Matcher path) throws IOException {
    if (!path.matches() || !exchange.getRequestMethod().equals("POST")) {
      return error(404, "no such control call");
    }
    var token = URLDecoder.decode(path.group(1), StandardCharsets.UTF_8);
    return tokens.change(token, path.group(2), RequestBody.readSmall(exchange));
  }

  private Reply addFault(ControlBody body) {
    faults.add(FaultReader.read(body.object()));
    return done(201);
  }

  private Reply clearFaults() {
    faults.clear();
    return done(200);
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

  private static ControlBody body(HttpExchange exchange) throws IOException {
    return ControlBody.of(RequestBody.readSmall(exchange));
  }

  static Reply done(int status) {
    return Reply.json(status, Json.object().put("done", true));
  }

  private static Reply error(int status, String message) {
    return Reply.json(status, Json.object().put("error", message));
  }
}
