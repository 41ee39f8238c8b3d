package dev.waybill.tiktok.simulator;

import com.sun.net.httpserver.HttpExchange;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * The three GET calls a connector may use to look at its credential: whose it is, which accounts,
 * which pixels.
 */
final class LookUpEndpoint {
  private static final String ADVERTISER = "7100000000000000001";

  private final Tokens tokens;
  private final RequestIds requestIds;

  LookUpEndpoint(Tokens tokens, RequestIds requestIds) {
    this.tokens = tokens;
    this.requestIds = requestIds;
  }

  Reply user(HttpExchange exchange) {
    var data =
        Json.object()
            .put("display_name", "Simulated User")
            .put("email", "s***r@example.com")
            .put("core_user_id", "7100000000000000002");
    // Seen live: this one says a bad token with 403, where the errors page says 401.
    return refused(exchange)
        .map(
            refusal ->
                withStatus(
                    refusal,
                    refusal.code() == Code.INVALID_TOKEN ? 403 : refusal.code().httpStatus()))
        .orElseGet(() -> Reply.ok(requestIds.next(), data));
  }

  Reply advertisers(HttpExchange exchange) {
    var query = Query.of(exchange.getRequestURI());
    return refused(exchange)
        .or(() -> required(query, "app_id"))
        .or(() -> required(query, "secret"))
        .map(refusal -> Reply.refused(refusal, requestIds.next()))
        .orElseGet(() -> Reply.ok(requestIds.next(), advertiserList()));
  }

  Reply pixels(HttpExchange exchange) {
    var query = Query.of(exchange.getRequestURI());
    return refused(exchange)
        .or(() -> required(query, "advertiser_id"))
        .or(() -> pageSize(query.value("page_size")))
        .map(refusal -> Reply.refused(refusal, requestIds.next()))
        .orElseGet(() -> Reply.ok(requestIds.next(), pixelList(exchange, query)));
  }

  private Optional<Refusal> refused(HttpExchange exchange) {
    return tokens.refusal(exchange.getRequestHeaders().getFirst("Access-Token"));
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

  private static Optional<Refusal> pageSize(String size) {
    return size.isEmpty() || size.matches("[1-9]|1[0-9]|20")
        ? Optional.empty()
        : Refusal.parameter("page_size", "must be between 1 and 20.");
  }

  private static ObjectNode advertiserList() {
    var data = Json.object();
    data.putArray("list")
        .addObject()
        .put("advertiser_id", ADVERTISER)
        .put("advertiser_name", "Simulated Shop");
    return data;
  }

  private ObjectNode pixelList(HttpExchange exchange, Query query) {
    var data = Json.object();
    var pixels = data.putArray("pixels");
    int size = query.value("page_size").isEmpty() ? 10 : Integer.parseInt(query.value("page_size"));
    var codes =
        codes(exchange.getRequestHeaders().getFirst("Access-Token"), query.value("code")).toList();
    codes.stream().limit(size).forEach(code -> pixels.add(pixel(code)));
    data.putObject("page_info")
        .put("page", 1)
        .put("page_size", size)
        .put("total_number", codes.size())
        .put("total_page", (codes.size() + size - 1) / size);
    return data;
  }

  // A token for everything has no list of its own; it knows whatever code it is asked for.
  private Stream<String> codes(String token, String code) {
    var ids = tokens.idsOf(token);
    var known = ids.isEmpty() ? Stream.of(code) : ids.stream().sorted();
    return known.filter(Source.WEB::isId).filter(id -> code.isEmpty() || id.equals(code));
  }

  private static ObjectNode pixel(String code) {
    return Json.object()
        .put(
            "pixel_id",
            String.valueOf(7_200_000_000_000_000_000L + (code.hashCode() & 0xffff_ffffL)))
        .put("pixel_code", code)
        .put("pixel_name", "Simulated pixel")
        .put("activity_status", "ACTIVE");
  }
}
