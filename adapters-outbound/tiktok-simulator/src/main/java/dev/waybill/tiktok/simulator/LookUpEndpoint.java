package dev.waybill.tiktok.simulator;

import com.sun.net.httpserver.HttpExchange;
import java.util.Optional;
import java.util.function.BiFunction;
import tools.jackson.databind.node.ObjectNode;

/**
 * The GET calls a connector may use to look at its credential: whose it is, which accounts, which
 * pixels and event sets.
 */
final class LookUpEndpoint {
  private final Tokens tokens;
  private final Consents consents;
  private final RequestIds requestIds;

  LookUpEndpoint(Tokens tokens, Consents consents, RequestIds requestIds) {
    this.tokens = tokens;
    this.consents = consents;
    this.requestIds = requestIds;
  }

  Reply user(HttpExchange exchange) {
    var data =
        Json.object()
            .put("display_name", "Simulated User")
            .put("email", "s***r@example.com")
            .put("core_user_id", "7100000000000000002");
    // Seen live: this one says a bad token with 403, where the errors page says 401.
    return tokenRefusal(exchange)
        .map(
            refusal ->
                withStatus(
                    refusal,
                    refusal.code() == Code.INVALID_TOKEN ? 403 : refusal.code().httpStatus()))
        .orElseGet(() -> Reply.ok(requestIds.next(), data));
  }

  Reply advertisers(HttpExchange exchange) {
    var query = Query.of(exchange.getRequestURI());
    return tokenRefusal(exchange)
        .or(() -> required(query, "app_id"))
        .or(() -> required(query, "secret"))
        .or(() -> consents.appRefusal(query.value("app_id"), query.value("secret")))
        .map(refusal -> Reply.refused(refusal, requestIds.next()))
        .orElseGet(() -> Reply.ok(requestIds.next(), advertiserList(reachOf(exchange))));
  }

  Reply pixels(HttpExchange exchange) {
    return ofAdvertiser(exchange, LookUps::pixels);
  }

  Reply crmSets(HttpExchange exchange) {
    return ofAdvertiser(exchange, (reach, _) -> LookUps.eventSets(reach, Source.CRM));
  }

  Reply offlineSets(HttpExchange exchange) {
    return ofAdvertiser(exchange, (reach, _) -> LookUps.eventSets(reach, Source.OFFLINE));
  }

  private Reply ofAdvertiser(HttpExchange exchange, BiFunction<Reach, Query, ObjectNode> answer) {
    var query = Query.of(exchange.getRequestURI());
    return tokenRefusal(exchange)
        .or(() -> required(query, "advertiser_id"))
        .or(() -> account(reachOf(exchange), query.value("advertiser_id")))
        .or(() -> number(query.value("page_size"), "page_size", "[1-9]|1[0-9]|20", "1 and 20."))
        .or(() -> number(query.value("page"), "page", "[1-9][0-9]{0,3}", "1 and 9999."))
        .map(refusal -> Reply.refused(refusal, requestIds.next()))
        .orElseGet(() -> Reply.ok(requestIds.next(), answer.apply(reachOf(exchange), query)));
  }

  private Optional<Refusal> tokenRefusal(HttpExchange exchange) {
    return tokens.refusal(exchange.getRequestHeaders().getFirst("Access-Token"));
  }

  private Reach reachOf(HttpExchange exchange) {
    return tokens.reachOf(exchange.getRequestHeaders().getFirst("Access-Token"));
  }

  private Reply withStatus(Refusal refusal, int status) {
    return Reply.tiktok(
        status, refusal.code().number(), refusal.message(), requestIds.next(), Optional.empty());
  }

  private static Optional<Refusal> required(Query query, String name) {
    return query.value(name).isEmpty()
        ? Refusal.of(Code.PARAMETER, name + ": Missing data for required field.")
        : Optional.empty();
  }

  private static Optional<Refusal> account(Reach reach, String advertiser) {
    return reach.showsAccount(advertiser)
        ? Optional.empty()
        : Refusal.of(Code.PERMISSION, "No permission to operate advertiser " + advertiser + ".");
  }

  private static Optional<Refusal> number(String value, String name, String pattern, String range) {
    return value.isEmpty() || value.matches(pattern)
        ? Optional.empty()
        : Refusal.parameter(name, "must be between " + range);
  }

  private static ObjectNode advertiserList(Reach reach) {
    var data = Json.object();
    var list = data.putArray("list");
    for (var advertiser : reach.accounts()) {
      list.addObject().put("advertiser_id", advertiser).put("advertiser_name", "Simulated Shop");
    }
    return data;
  }
}
