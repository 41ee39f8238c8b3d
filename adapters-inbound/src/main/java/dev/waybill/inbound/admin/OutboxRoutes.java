package dev.waybill.inbound.admin;

import dev.waybill.domain.json.JsonCodec;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.outbox.OutboxView;
import dev.waybill.domain.outbox.OutboxView.Item;
import dev.waybill.domain.outbox.OutboxView.Page;
import dev.waybill.domain.relay.ReadBacklogs;
import dev.waybill.domain.relay.ReadBacklogs.BacklogUntil;
import dev.waybill.inbound.admin.ListQuery.Parsed.Asked;
import dev.waybill.inbound.admin.ListQuery.Parsed.Wrong;
import dev.waybill.inbound.http.Endpoints;
import dev.waybill.inbound.http.Refusals;
import dev.waybill.inbound.http.Reply;
import dev.waybill.inbound.http.Request;
import dev.waybill.inbound.http.Route;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The outbox: how far each connector is behind, and lists of events by verdict. */
final class OutboxRoutes implements Endpoints {
  private final OutboxView outbox;
  private final ReadBacklogs backlogs;
  private final JsonCodec codec;
  private final InstantSource clock;

  OutboxRoutes(AdminApi.Watch watch) {
    this.outbox = watch.outbox();
    this.backlogs = watch.backlogs();
    this.codec = watch.codec();
    this.clock = watch.clock();
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/v1/outbox", _ -> Reply.ok(outbox())),
        Route.get("/v1/outbox/events", this::events));
  }

  private JsonObject outbox() {
    return JsonObject.builder()
        .put("connectors", Fields.list(backlogs.until(), this::backlog))
        .put("log", LogJson.of(backlogs.log()))
        .build();
  }

  private JsonObject backlog(BacklogUntil until) {
    var backlog = until.backlog();
    var expiry = until.firstExpiry();
    var oldest = backlog.oldestWaiting();
    var lag = oldest == null ? Duration.ZERO : Duration.between(oldest, clock.instant());
    return JsonObject.builder()
        .put("connector", backlog.connector().toString())
        .put("name", backlog.name())
        .put("waiting", backlog.waiting())
        .put("retrying", backlog.retrying())
        .put("oldest_waiting", Fields.time(oldest))
        .put("lag_seconds", Math.max(0, lag.toSeconds()))
        .put("first_expiry", Fields.time(expiry == null ? null : expiry.at()))
        .putNullable("first_expiry_by", expiry == null ? null : expiry.cause().wire())
        .build();
  }

  private Reply events(Request request) {
    return switch (ListQuery.parse(request)) {
      case Wrong(var problems) -> Refusals.badRequest("A parameter is wrong.", problems);
      case Asked(var query) -> events(query);
    };
  }

  private Reply events(ListQuery query) {
    Optional<Page> page;
    try {
      page = outbox.events(query.connector(), query.verdict(), query.before(), query.limit());
    } catch (IllegalArgumentException e) {
      if (query.before() == null) {
        throw e;
      }
      return Refusals.badRequest("A parameter is wrong.", List.of(ListQuery.wrongCursor()));
    }
    return page.map(found -> page(found, query)).orElseGet(ConnectorRoutes::notFound);
  }

  private Reply page(Page page, ListQuery query) {
    var json = JsonObject.builder().put("events", Fields.list(page.items(), this::item));
    var next = page.next();
    if (next == null) {
      return Reply.ok(json.putNullable("next", null).build());
    }
    var cursor = query.cursor(next);
    return Reply.ok(json.put("next", cursor).build())
        .with("Link", "<" + query.path(cursor) + ">; rel=\"next\"");
  }

  // The payload itself is left out: it may be somebody's data, and the story shows it masked.
  private JsonObject item(Item item) {
    var event = event(item);
    var json =
        JsonObject.builder()
            .put("source", item.source().toString())
            .putNullable("event_id", event.string("event_id"))
            .putNullable("event", event.string("event"))
            .putNullable("event_time", event.string("event_time"))
            .put("received_at", Fields.time(item.receivedAt()));
    return FateJson.put(item.fate(), json).build();
  }

  private JsonObject event(Item item) {
    var payload = item.payload();
    return payload != null && codec.read(payload).orElse(null) instanceof JsonObject object
        ? object
        : JsonObject.EMPTY;
  }
}
