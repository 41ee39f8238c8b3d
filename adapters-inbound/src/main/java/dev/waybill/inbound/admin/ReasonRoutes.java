package dev.waybill.inbound.admin;

import dev.waybill.domain.audit.ReadAudit;
import dev.waybill.domain.audit.ReadAudit.Act;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonNull;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.reason.ReadDeadLetters;
import dev.waybill.domain.reason.ReadDeadLetters.Group;
import dev.waybill.inbound.http.Endpoints;
import dev.waybill.inbound.http.Reply;
import dev.waybill.inbound.http.Request;
import dev.waybill.inbound.http.Route;
import java.util.List;

/** Why events died, and who did what. */
final class ReasonRoutes implements Endpoints {
  private final ReadDeadLetters deadLetters;
  private final ReadAudit audit;

  ReasonRoutes(ReadDeadLetters deadLetters, ReadAudit audit) {
    this.deadLetters = deadLetters;
    this.audit = audit;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get("/v1/dead-letters", this::groups), Route.get("/v1/audit", this::acts));
  }

  private Reply groups(Request request) {
    var fields = new QueryFields(request);
    var connector = fields.connector();
    return fields.whenRight(
        () -> {
          var groups = deadLetters.groups(connector);
          return Reply.ok(
              JsonObject.builder()
                  .put("groups", Fields.list(groups.groups(), ReasonRoutes::group))
                  .put("whole", groups.whole())
                  .build());
        });
  }

  private static JsonObject group(Group group) {
    var sendable = group.sendable();
    return JsonObject.builder()
        .put("connector", group.connector().toString())
        .put("name", group.connectorName())
        .put("code", group.code())
        .put("pattern", group.pattern())
        .put("count", group.count())
        .put("sendable", sendable == null ? JsonNull.NULL : Json.of(sendable))
        .put("first", Fields.time(group.first()))
        .put("last", Fields.time(group.last()))
        .put("soonest_end", Fields.time(group.soonestEnd()))
        .put("advice", group.advice())
        .build();
  }

  private Reply acts(Request request) {
    var fields = new QueryFields(request);
    int limit = fields.limit(100, ReadAudit.LONGEST_PAGE);
    return fields.whenRightTo(
        () -> {
          var page = audit.page(fields.text("cursor"), limit);
          return Reply.ok(
              JsonObject.builder()
                  .put("acts", Fields.list(page.acts(), ReasonRoutes::act))
                  .putNullable("next", page.next())
                  .build());
        });
  }

  private static JsonObject act(Act act) {
    return JsonObject.builder()
        .put("at", Fields.time(act.at()))
        .put("actor", act.actor())
        .put("action", act.action())
        .put("subject", act.subject())
        .build();
  }
}
