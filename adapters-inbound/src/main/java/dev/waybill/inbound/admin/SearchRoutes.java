package dev.waybill.inbound.admin;

import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.outbox.Verdict;
import dev.waybill.domain.search.SearchEvents;
import dev.waybill.domain.search.SearchEvents.Hit;
import dev.waybill.domain.search.SearchEvents.LogPage;
import dev.waybill.domain.search.SearchEvents.LogQuery;
import dev.waybill.domain.search.SearchEvents.Page;
import dev.waybill.domain.search.SearchEvents.Query;
import dev.waybill.domain.search.SearchEvents.Sighting;
import dev.waybill.domain.source.SourceId;
import dev.waybill.inbound.http.Endpoints;
import dev.waybill.inbound.http.Refusals;
import dev.waybill.inbound.http.Reply;
import dev.waybill.inbound.http.Request;
import dev.waybill.inbound.http.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finding events among exceptions and in the log. */
final class SearchRoutes implements Endpoints {
  private final SearchEvents search;

  SearchRoutes(SearchEvents search) {
    this.search = search;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/v1/outbox/exceptions", this::exceptions),
        Route.get("/v1/outbox/search", this::log));
  }

  private Reply exceptions(Request request) {
    var fields = new QueryFields(request);
    var connector = fields.connector();
    var verdicts =
        fields.optional(
            "verdict", SearchRoutes::verdicts, "Wanted some of retrying, dead, expired.");
    var from = fields.time("from");
    var to = fields.time("to");
    int limit = fields.limit(100, SearchEvents.LONGEST_PAGE);
    return fields.whenRightTo(
        () -> {
          var query =
              new Query(
                  connector,
                  verdicts == null ? Query.EXCEPTIONS : verdicts,
                  fields.text("code"),
                  fields.text("event"),
                  fields.text("order_id"),
                  from,
                  to);
          return Reply.ok(page(search.exceptions(query, fields.text("cursor"), limit)));
        });
  }

  /** One or several, with commas between them. */
  private static Optional<Set<Verdict>> verdicts(String text) {
    var verdicts = new LinkedHashSet<Verdict>();
    for (var word : text.split(",", -1)) {
      var verdict = Verdict.ofWire(word).filter(Query.EXCEPTIONS::contains);
      if (verdict.isEmpty()) {
        return Optional.empty();
      }
      verdicts.add(verdict.get());
    }
    return Optional.of(verdicts);
  }

  private static JsonObject page(Page page) {
    return JsonObject.builder()
        .put("events", Fields.list(page.hits(), SearchRoutes::hit))
        .put("scanned", page.scanned())
        .put("reached", Fields.time(page.reached()))
        .putNullable("next", page.next())
        .build();
  }

  private static JsonObject hit(Hit hit) {
    var json =
        JsonObject.builder()
            .put("connector", hit.connector().toString())
            .put("name", hit.connectorName())
            .put("source", hit.source().toString())
            .putNullable("event_id", hit.eventId())
            .putNullable("event", hit.name())
            .put("received_at", Fields.time(hit.receivedAt()));
    return FateJson.put(hit.fate(), json).build();
  }

  private Reply log(Request request) {
    var fields = new QueryFields(request);
    var source = fields.optional("source", SourceId::parse, "Wanted a source's id.");
    var orderId = fields.text("order_id");
    var from = fields.time("from");
    var to = fields.time("to");
    int limit = fields.limit(100, SearchEvents.LONGEST_PAGE);
    if (fields.text("source") == null) {
      fields.wrong("source", "Wanted a source's id.");
    }
    if (orderId == null) {
      fields.wrong("order_id", "Wanted an order id.");
    }
    if (!isStretch(from, to)) {
      fields.wrong("from", "Wanted from before to, at most 24 hours apart.");
    }
    return fields.whenRightTo(
        () ->
            source == null || orderId == null || from == null || to == null
                ? ConnectorRoutes.notFound()
                : log(new LogQuery(source, orderId, from, to), fields.text("cursor"), limit));
  }

  private static boolean isStretch(@Nullable Instant from, @Nullable Instant to) {
    return from != null
        && to != null
        && from.isBefore(to)
        && Duration.between(from, to).compareTo(SearchEvents.LONGEST_STRETCH) <= 0;
  }

  private Reply log(LogQuery query, @Nullable String cursor, int limit) {
    return search
        .log(query, cursor, limit)
        .map(page -> Reply.ok(page(page)))
        .orElseGet(() -> Refusals.notFound("There is no such source."));
  }

  private static JsonObject page(LogPage page) {
    return JsonObject.builder()
        .put("events", Fields.list(page.found(), SearchRoutes::sighting))
        .put("scanned", page.scanned())
        .put("of", page.events())
        .putNullable("next", page.next())
        .build();
  }

  private static JsonObject sighting(Sighting sighting) {
    return JsonObject.builder()
        .put("event_key", sighting.key().uuid().toString())
        .putNullable("event_id", sighting.eventId())
        .putNullable("event", sighting.name())
        .put("received_at", Fields.time(sighting.receivedAt()))
        .build();
  }
}
