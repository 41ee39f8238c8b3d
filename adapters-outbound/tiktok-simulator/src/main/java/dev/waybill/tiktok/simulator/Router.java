package dev.waybill.tiktok.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the endpoint of a call, and answers for what breaks in it. */
final class Router implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Router.class);

  private final TrackEndpoint track;
  private final FaultyCalls others;
  private final Map<String, FaultyCalls.Call> calls;
  private final ControlEndpoint control;
  private final EventPage page;
  private final RequestIds requestIds;

  Router(Workings workings, TrackEndpoint track) {
    this.track = track;
    this.others = new FaultyCalls(workings);
    this.calls = calls(workings);
    var views = new EventViews(workings.journal());
    this.control = new ControlEndpoint(workings, views);
    this.page = new EventPage(workings, views);
    this.requestIds = workings.requestIds();
  }

  private static Map<String, FaultyCalls.Call> calls(Workings workings) {
    var tokens = workings.tokens();
    var consents = workings.consents();
    var oauth = new OauthEndpoint(consents, tokens, workings.requestIds());
    var lookUps = new LookUpEndpoint(tokens, consents, workings.requestIds());
    return Map.of(
        "GET /portal/auth",
        new AuthorisationPage(consents)::answer,
        "POST /open_api/v1.3/oauth2/access_token/",
        oauth::exchange,
        "POST /open_api/v1.3/oauth2/refresh_token/",
        oauth::refresh,
        "POST /open_api/v1.3/oauth2/revoke_token/",
        oauth::revoke,
        "GET /open_api/v1.3/oauth2/advertiser/get/",
        lookUps::advertisers,
        "GET /open_api/v1.3/user/info/",
        lookUps::user,
        "GET /open_api/v1.3/pixel/list/",
        lookUps::pixels,
        "GET /open_api/v1.3/crm/list/",
        lookUps::crmSets,
        "GET /open_api/v1.3/offline/get/",
        lookUps::offlineSets);
  }

  /**
   * An exchange that is closed without an answer closes its connection: that is how a call is hung
   * up.
   */
  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try {
      route(exchange);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failed(exchange, e);
    } finally {
      exchange.close();
    }
  }

  private void route(HttpExchange exchange) throws IOException, InterruptedException {
    var path = exchange.getRequestURI().getRawPath();
    if (path.startsWith("/control/")) {
      control.handle(exchange).sendTo(exchange);
      return;
    }
    var call = exchange.getRequestMethod() + " " + path;
    switch (call) {
      case "POST " + Fault.TRACK -> track.handle(exchange);
      case "GET /" -> page.html().sendTo(exchange);
      case "GET /simulator.css" -> page.css().sendTo(exchange);
      default -> others.handle(exchange, calls.getOrDefault(call, _ -> noRoute()));
    }
  }

  private Reply noRoute() {
    return Reply.refused(new Refusal(Code.NO_ROUTE, "Route not found."), requestIds.next());
  }

  // The exception's message and the path may quote what was sent, so only the place is logged.
  private void failed(HttpExchange exchange, RuntimeException e) throws IOException {
    LOG.error("a call failed: {} at {}", e.getClass().getName(), place(e));
    if (exchange.getResponseCode() < 0) {
      Reply.refused(new Refusal(Code.SYSTEM, "System error."), requestIds.next()).sendTo(exchange);
    }
  }

  private static String place(RuntimeException e) {
    return Optional.of(e.getStackTrace())
        .filter(trace -> trace.length > 0)
        .map(trace -> trace[0].toString())
        .orElse("an unknown place");
  }
}
