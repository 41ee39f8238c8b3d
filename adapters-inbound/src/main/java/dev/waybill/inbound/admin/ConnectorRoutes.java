package dev.waybill.inbound.admin;

import static dev.waybill.inbound.http.Route.delete;
import static dev.waybill.inbound.http.Route.get;
import static dev.waybill.inbound.http.Route.patch;
import static dev.waybill.inbound.http.Route.post;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.Connectors.Change;
import dev.waybill.domain.connector.Connectors.Deletion;
import dev.waybill.domain.connector.Connectors.WaitingEvents;
import dev.waybill.domain.connector.ManageConnectors;
import dev.waybill.domain.connector.ManageConnectors.Registered;
import dev.waybill.domain.connector.VerifyConnector;
import dev.waybill.inbound.http.Endpoints;
import dev.waybill.inbound.http.Refusals;
import dev.waybill.inbound.http.Reply;
import dev.waybill.inbound.http.Request;
import dev.waybill.inbound.http.Route;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/** Connectors: registering, drafting, pausing, deleting. */
final class ConnectorRoutes implements Endpoints {
  private static final String CONNECTORS = "/v1/connectors";
  private static final String ONE = CONNECTORS + "/{id}";

  private final ManageConnectors connectors;
  private final ConnectorJson json;
  private final DraftReplies replies;
  private final Verifying verifying;

  ConnectorRoutes(ManageConnectors connectors, VerifyConnector verify) {
    this.connectors = connectors;
    this.json = new ConnectorJson(connectors);
    this.replies = new DraftReplies(json);
    this.verifying = new Verifying(verify, json);
  }

  @Override
  public List<Route> routes() {
    return List.of(
        post(CONNECTORS, this::register),
        get(
            CONNECTORS,
            _ -> Reply.ok(Fields.named("connectors", connectors.all(), json::connector))),
        get(ONE, request -> at(request, this::find)),
        patch(ONE + "/draft", this::editDraft),
        post(ONE + "/verify", verifying::verify),
        post(ONE + "/confirm", verifying::confirm),
        post(ONE + "/pause", request -> at(request, id -> changed(connectors.pause(id)))),
        post(ONE + "/resume", request -> at(request, id -> changed(connectors.resume(id)))),
        delete(ONE, this::remove));
  }

  private Reply register(Request request) throws IOException {
    return request.withObject(body -> registered(connectors.register(body)));
  }

  private Reply registered(Registered registered) {
    return switch (registered) {
      case Registered.Done(var connector) ->
          replies.shown(201, connector).with("Location", CONNECTORS + "/" + connector.id());
      case Registered.Invalid(var problems) ->
          Refusals.invalid("The connector cannot be registered.", problems);
    };
  }

  private Reply find(ConnectorId id) {
    return connectors
        .find(id)
        .map(connector -> replies.shown(200, connector))
        .orElseGet(ConnectorRoutes::notFound);
  }

  private Reply editDraft(Request request) throws IOException {
    var id = ConnectorId.parse(request.path("id"));
    if (id.isEmpty()) {
      return notFound();
    }
    return DraftReplies.atVersion(
        request,
        version ->
            request.withObject(
                body -> replies.edited(connectors.editDraft(id.get(), version, body))));
  }

  private Reply changed(Change change) {
    return switch (change) {
      case Change.Changed(var connector) -> replies.shown(200, connector);
      case Change.Stale _ ->
          Refusals.conflict("changed_meanwhile", "The connector was changed meanwhile; try again.");
      case Change.NotFound _ -> notFound();
    };
  }

  private Reply remove(Request request) {
    return Flag.named("discard", request)
        .map(discard -> at(request, id -> deleted(connectors.delete(id, waiting(discard)))))
        .orElseGet(() -> Flag.refused("discard"));
  }

  private static WaitingEvents waiting(boolean discard) {
    return discard ? WaitingEvents.DISCARD : WaitingEvents.KEEP;
  }

  private static Reply deleted(Deletion deletion) {
    return switch (deletion) {
      case Deletion.Deleted _ -> Reply.noContent();
      case Deletion.EventsWaiting(var count) ->
          Refusals.conflict(
              "events_waiting",
              "Events that wait or retry here: "
                  + count
                  + "; ?discard=true deletes the connector and settles them as expired.");
      case Deletion.NotFound _ -> notFound();
    };
  }

  static Reply at(Request request, Function<ConnectorId, Reply> then) {
    return ConnectorId.parse(request.path("id")).map(then).orElseGet(ConnectorRoutes::notFound);
  }

  static Reply notFound() {
    return Refusals.notFound("There is no such connector.");
  }
}
