package dev.waybill.inbound.admin;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.ManageConnectors;
import dev.waybill.domain.connector.ManageConnectors.DraftEdited;
import dev.waybill.domain.connector.Revision;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.inbound.http.Endpoints;
import dev.waybill.inbound.http.Refusals;
import dev.waybill.inbound.http.Reply;
import dev.waybill.inbound.http.Request;
import dev.waybill.inbound.http.Route;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/** What was in use before, and how to bring it back. */
final class RevisionRoutes implements Endpoints {
  private static final String REVISIONS = "/v1/connectors/{id}/revisions";
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

  private final ManageConnectors connectors;
  private final DraftReplies replies;

  RevisionRoutes(ManageConnectors connectors) {
    this.connectors = connectors;
    this.replies = new DraftReplies(new ConnectorJson(connectors));
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get(REVISIONS, request -> ConnectorRoutes.at(request, this::list)),
        Route.post(REVISIONS + "/{number}/bring-back", this::bringBack));
  }

  private Reply list(ConnectorId id) {
    return connectors
        .revisions(id)
        .map(all -> Reply.ok(Fields.named("revisions", all, RevisionRoutes::revision)))
        .orElseGet(ConnectorRoutes::notFound);
  }

  private Reply bringBack(Request request) throws IOException {
    var id = ConnectorId.parse(request.path("id"));
    var number = request.path("number");
    if (id.isEmpty() || connectors.find(id.get()).isEmpty()) {
      return ConnectorRoutes.notFound();
    }
    if (!NUMBER.matcher(number).matches()) {
      return noRevision();
    }
    int revision = Integer.parseInt(number);
    return DraftReplies.atVersion(
        request,
        version ->
            switch (connectors.bringBack(id.get(), version, revision)) {
              case DraftEdited.NotFound _ -> noRevision();
              case DraftEdited edited -> replies.edited(edited);
            });
  }

  private static Reply noRevision() {
    return Refusals.notFound(
        "The connector has no such revision; GET /v1/connectors/{id}/revisions lists them.");
  }

  private static JsonObject revision(Revision revision) {
    return JsonObject.builder()
        .put("number", revision.number())
        .put("promoted_at", Fields.time(revision.promotedAt()))
        .put("configuration", ConnectorJson.configuration(revision.configuration()))
        .build();
  }
}
