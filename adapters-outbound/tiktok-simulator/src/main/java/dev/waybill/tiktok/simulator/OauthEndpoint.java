package dev.waybill.tiktok.simulator;

import com.sun.net.httpserver.HttpExchange;
import dev.waybill.tiktok.simulator.Consents.Exchange.Denied;
import dev.waybill.tiktok.simulator.Consents.Exchange.Granted;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code POST /open_api/v1.3/oauth2/…}: tokens for codes, tokens for tokens, and no more tokens.
 */
final class OauthEndpoint {
  private static final String APP_ID = "app_id";
  private static final String SECRET = "secret";

  private final Consents consents;
  private final Tokens tokens;
  private final RequestIds requestIds;

  OauthEndpoint(Consents consents, Tokens tokens, RequestIds requestIds) {
    this.consents = consents;
    this.tokens = tokens;
    this.requestIds = requestIds;
  }

  Reply exchange(HttpExchange exchange) throws IOException {
    return forApp(
        exchange,
        List.of("auth_code"),
        body -> tokens(consents.exchangeCode(text(body, "auth_code")), withAdvertisers(body)));
  }

  /** There is nothing to refresh, and no such route, unless tokens expire. */
  Reply refresh(HttpExchange exchange) throws IOException {
    if (consents.terms().tokenLife().isEmpty()) {
      return refused(new Refusal(Code.NO_ROUTE, "Route not found."));
    }
    return forApp(exchange, List.of("grant_type", "refresh_token"), this::refresh);
  }

  Reply revoke(HttpExchange exchange) throws IOException {
    return forApp(exchange, List.of("access_token"), body -> revoke(text(body, "access_token")));
  }

  private Reply refresh(ObjectNode body) {
    return text(body, "grant_type").equals("refresh_token")
        ? tokens(consents.refresh(text(body, "refresh_token")), true)
        : refused(new Refusal(Code.INVALID_GRANT_TYPE, "Grant type must be refresh_token."));
  }

  private Reply revoke(String token) {
    var refusal = tokens.refusal(token).filter(found -> found.code() == Code.INVALID_TOKEN);
    if (refusal.isPresent()) {
      return refused(refusal.get());
    }
    consents.revoke(token);
    var data = Json.object().put("app_id", consents.appId());
    tokens.reachOf(token).accounts().forEach(data.putArray("advertiser_ids")::add);
    return Reply.ok(requestIds.next(), data);
  }

  private Reply forApp(
      HttpExchange exchange, List<String> required, Function<ObjectNode, Reply> then)
      throws IOException {
    var body = object(exchange);
    if (body.isEmpty()) {
      return refused(new Refusal(Code.PARAMETER, "Invalid value for body: not valid JSON."));
    }
    return missing(body.get(), APP_ID)
        .or(() -> missing(body.get(), SECRET))
        .or(() -> required.stream().flatMap(name -> missing(body.get(), name).stream()).findFirst())
        .or(() -> consents.appRefusal(text(body.get(), APP_ID), text(body.get(), SECRET)))
        .map(this::refused)
        .orElseGet(() -> then.apply(body.get()));
  }

  private Reply tokens(Consents.Exchange outcome, boolean withAdvertisers) {
    return switch (outcome) {
      case Denied(var refusal) -> refused(refusal);
      case Granted(var grant) -> Reply.ok(requestIds.next(), data(grant, withAdvertisers));
    };
  }

  private static ObjectNode data(Grant grant, boolean withAdvertisers) {
    var data = Json.object().put("access_token", grant.accessToken());
    grant
        .refreshing()
        .ifPresent(
            refreshing ->
                data.put("refresh_token", refreshing.refreshToken())
                    .put("expires_in", refreshing.accessTokenLife().toSeconds()));
    if (withAdvertisers) {
      grant.reach().accounts().forEach(data.putArray("advertiser_ids")::add);
    }
    data.putArray("scope").add(4).add(15);
    return data;
  }

  private Reply refused(Refusal refusal) {
    return Reply.refused(refusal, requestIds.next());
  }

  private static Optional<ObjectNode> object(HttpExchange exchange) throws IOException {
    try {
      return RequestBody.readSmall(exchange).map(Json::objectIn);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Optional<Refusal> missing(ObjectNode body, String name) {
    return text(body, name).isEmpty()
        ? Refusal.of(Code.PARAMETER, name + ": Missing data for required field.")
        : Optional.empty();
  }

  private static boolean withAdvertisers(ObjectNode body) {
    return body.path("return_advertiser_ids").booleanValue(true);
  }

  private static String text(ObjectNode body, String name) {
    return body.path(name).stringValue("");
  }
}
