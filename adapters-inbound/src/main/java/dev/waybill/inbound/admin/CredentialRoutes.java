package dev.waybill.inbound.admin;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.ManageConnectors;
import dev.waybill.domain.connector.ManageCredentials;
import dev.waybill.domain.connector.ManageCredentials.Begun;
import dev.waybill.domain.connector.ManageCredentials.Deleted;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.inbound.http.Endpoints;
import dev.waybill.inbound.http.Refusals;
import dev.waybill.inbound.http.Reply;
import dev.waybill.inbound.http.Request;
import dev.waybill.inbound.http.Route;
import java.util.List;

/** Credentials that the platform makes, and the end of any. */
final class CredentialRoutes implements Endpoints {
  private static final String ONE = "/v1/connectors/{id}";

  private final ManageCredentials credentials;
  private final ConnectorJson json;

  CredentialRoutes(ManageCredentials credentials, ManageConnectors connectors) {
    this.credentials = credentials;
    this.json = new ConnectorJson(connectors);
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.post(ONE + "/authorize", request -> ConnectorRoutes.at(request, this::authorize)),
        Route.delete(ONE + "/credential", this::delete));
  }

  private Reply authorize(ConnectorId id) {
    return switch (credentials.authorize(id)) {
      case Begun.Started(var url, var validFor) ->
          Reply.ok(
              JsonObject.builder()
                  .put("url", url.toString())
                  .put("valid_seconds", validFor.toSeconds())
                  .build());
      case Begun.NotOffered _ ->
          Refusals.conflict(
              "not_offered", "This platform makes no credentials; put one into the draft.");
      case Begun.NotSetUp(var missing) ->
          Refusals.conflict(
              "not_set_up", "The installation lacks " + String.join(" and ", missing) + ".");
      case Begun.NotFound _ -> ConnectorRoutes.notFound();
    };
  }

  private Reply delete(Request request) {
    return Flag.named("force", request)
        .map(force -> ConnectorRoutes.at(request, id -> deleted(credentials.delete(id, force))))
        .orElseGet(() -> Flag.refused("force"));
  }

  private Reply deleted(Deleted deleted) {
    return switch (deleted) {
      case Deleted.Done(var revoked, var detail, var connector) ->
          Reply.ok(
                  JsonObject.builder()
                      .put("revoked", revoked)
                      .put("detail", detail)
                      .put("connector", json.connector(connector))
                      .build())
              .with("ETag", VersionTag.of(connector.registration().version()));
      case Deleted.Unavailable(var message) ->
          Refusals.badGateway(
              message + " Nothing was deleted; ?force=true forgets the credential here alone.");
      case Deleted.Nothing _ ->
          Refusals.conflict("no_credential", "The connector has no credential.");
      case Deleted.Changed _ ->
          Refusals.conflict(
              "changed_meanwhile", "The connector's credential was changed meanwhile; look again.");
      case Deleted.NotFound _ -> ConnectorRoutes.notFound();
    };
  }
}
