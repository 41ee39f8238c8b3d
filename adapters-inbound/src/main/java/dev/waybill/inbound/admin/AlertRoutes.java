package dev.waybill.inbound.admin;

import dev.waybill.domain.alert.Alert;
import dev.waybill.domain.alert.Alert.State;
import dev.waybill.domain.alert.AlertMessage;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.monitor.Condition;
import dev.waybill.inbound.http.Endpoints;
import dev.waybill.inbound.http.Reply;
import dev.waybill.inbound.http.Request;
import dev.waybill.inbound.http.Route;
import java.util.List;

/** What calls for an operator, and what this node works worse for. */
final class AlertRoutes implements Endpoints {
  private final AdminApi.Alarms alarms;

  AlertRoutes(AdminApi.Alarms alarms) {
    this.alarms = alarms;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get("/v1/alerts", this::alerts));
  }

  private Reply alerts(Request request) {
    var alerts = alarms.alerts().alerts();
    return Reply.ok(
        JsonObject.builder()
            .put("firing", in(State.FIRING, alerts))
            .put("resolved", in(State.RESOLVED, alerts))
            .put(
                "degraded",
                alarms.conditions().conditions().stream()
                    .map(AlertRoutes::condition)
                    .collect(JsonArray.collector()))
            .build());
  }

  private static Json in(State state, List<Alert> alerts) {
    return alerts.stream()
        .filter(alert -> alert.state() == state)
        .map(AlertMessage::of)
        .collect(JsonArray.collector());
  }

  private static JsonObject condition(Condition condition) {
    var json = JsonObject.builder().put("name", condition.kind().wire());
    var connector = condition.connector();
    if (connector != null) {
      json.put("connector", connector.toString());
    }
    return json.put("what", condition.what())
        .put("since", condition.since().toString())
        .put("remedy", condition.remedy())
        .build();
  }
}
