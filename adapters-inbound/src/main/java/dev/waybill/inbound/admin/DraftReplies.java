package dev.waybill.inbound.admin;

import dev.waybill.domain.connector.Connector;
import dev.waybill.domain.connector.ManageConnectors.DraftEdited;
import dev.waybill.inbound.http.Refusals;
import dev.waybill.inbound.http.Reply;
import dev.waybill.inbound.http.Request;
import java.io.IOException;
import java.util.List;

/** How calls that change a draft are asked for and answered. */
final class DraftReplies {
  private final ConnectorJson json;

  DraftReplies(ConnectorJson json) {
    this.json = json;
  }

  /** A change of the version that was seen. */
  @FunctionalInterface
  interface Versioned {
    Reply at(long version) throws IOException;
  }

  /** Goes on with the version of {@code If-Match}, or refuses: 400, 428. */
  static Reply atVersion(Request request, Versioned then) throws IOException {
    return switch (VersionTag.wanted(request)) {
      case VersionTag.Missing _ ->
          Refusals.versionWanted("Send If-Match with the ETag of the connector you have seen.");
      case VersionTag.Unreadable _ ->
          Refusals.badRequest("If-Match: wanted one ETag as this API gives it.", List.of());
      case VersionTag.Given(var version) -> then.at(version);
    };
  }

  Reply edited(DraftEdited edited) {
    return switch (edited) {
      case DraftEdited.Done(var connector) -> shown(200, connector);
      case DraftEdited.Invalid(var problems) ->
          Refusals.invalid("The draft was not changed.", problems);
      case DraftEdited.Stale(var current) ->
          Refusals.stale("The connector was changed meanwhile; read it again.")
              .with("ETag", VersionTag.of(current));
      case DraftEdited.NotFound _ -> ConnectorRoutes.notFound();
    };
  }

  Reply shown(int status, Connector connector) {
    return Reply.json(status, json.connector(connector))
        .with("ETag", VersionTag.of(connector.registration().version()));
  }
}
