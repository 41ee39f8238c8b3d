package dev.waybill.tiktok.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the endpoint of a call, and answers for what breaks in it. */
final class Router implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Router.class);

  private final TrackEndpoint track;
  private final LookUpEndpoint lookUps;
  private final ControlEndpoint control;
  private final RequestIds requestIds;

  Router(
      TrackEndpoint track, LookUpEndpoint lookUps, ControlEndpoint control, RequestIds requestIds) {
    this.track = track;
    this.lookUps = lookUps;
    this.control = control;
    this.requestIds = requestIds;
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
    switch (exchange.getRequestMethod() + " " + path) {
      case "POST /open_api/v1.3/event/track/" -> track.handle(exchange);
      case "GET /open_api/v1.3/pixel/list/" -> lookUps.pixels(exchange).sendTo(exchange);
      case "GET /open_api/v1.3/oauth2/advertiser/get/" ->
          lookUps.advertisers(exchange).sendTo(exchange);
      case "GET /open_api/v1.3/user/info/" -> lookUps.user(exchange).sendTo(exchange);
      default -> noRoute().sendTo(exchange);
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
