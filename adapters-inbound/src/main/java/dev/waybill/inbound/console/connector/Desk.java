package dev.waybill.inbound.console.connector;

import dev.waybill.domain.connector.Configuration;
import dev.waybill.domain.connector.Connector;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.ManageConnectors.DraftEdited;
import dev.waybill.domain.destination.DestinationProvider;
import dev.waybill.inbound.admin.AdminApi;
import dev.waybill.inbound.console.frame.Answer;
import dev.waybill.inbound.console.frame.Visit;
import dev.waybill.inbound.console.piece.Flash;
import dev.waybill.inbound.console.piece.Link;
import dev.waybill.inbound.http.Refusals;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What all tabs of a connector share. */
final class Desk {
  static final String ONE = "/console/connectors/{id}";

  private final AdminApi.Setup setup;

  Desk(AdminApi.Setup setup) {
    this.setup = setup;
  }

  AdminApi.Setup setup() {
    return setup;
  }

  /** Goes on with the connector the path names, or says that there is none. */
  Answer at(Visit visit, Function<Connector, Answer> then) {
    return ConnectorId.parse(visit.path("id"))
        .flatMap(setup.connectors()::find)
        .map(then)
        .orElseGet(Desk::notFound);
  }

  static Answer notFound() {
    return Answer.refused(Refusals.notFound("There is no such connector."));
  }

  static Answer changedMeanwhile() {
    return Answer.refused(
        Refusals.conflict(
            "changed_meanwhile", "Somebody changed this connector meanwhile; nothing was done."));
  }

  Head head(Connector connector, String tab) {
    var platform =
        provider(connector)
            .map(found -> found.spec().title())
            .orElse(connector.registration().platform());
    return Head.of(connector, platform, setup.connectors().missing(connector), tab);
  }

  Optional<DestinationProvider> provider(Connector connector) {
    return setup.platforms().find(connector.registration().platform());
  }

  /** The draft, or what is in use where there is none. */
  static @Nullable Configuration shown(Connector connector) {
    var draft = connector.draft();
    return draft == null ? connector.active() : draft;
  }

  /** A tab's page, below the connector's own. */
  static Answer.Page tab(Connector connector, String title, String template, Object view) {
    return Answer.page(title, template, view)
        .under(new Link(connector.registration().name(), path(connector)));
  }

  static String path(Connector connector) {
    return "/console/connectors/" + connector.id();
  }

  /** The version a form was made for; -1, which no connector ever has, where it carries none. */
  static long version(Visit visit) {
    var text = visit.form().text("version");
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
  }

  /** What a change of the draft that worked, or could not, answers; problems are the caller's. */
  static Answer edited(DraftEdited edited, String done) {
    return switch (edited) {
      case DraftEdited.Done(var connector) ->
          Answer.moved(path(connector) + "/verify").saying(Flash.good(done));
      case DraftEdited.Invalid(var problems) ->
          Answer.refused(Refusals.invalid("The draft was not changed.", problems));
      case DraftEdited.Stale _ -> changedMeanwhile();
      case DraftEdited.NotFound _ -> notFound();
    };
  }
}
