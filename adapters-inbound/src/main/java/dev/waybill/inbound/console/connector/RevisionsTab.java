package dev.waybill.inbound.console.connector;

import dev.waybill.domain.connector.Configuration;
import dev.waybill.domain.connector.Connector;
import dev.waybill.domain.connector.Revision;
import dev.waybill.inbound.console.frame.Answer;
import dev.waybill.inbound.console.frame.ConsoleRoute;
import dev.waybill.inbound.console.frame.Visit;
import dev.waybill.inbound.console.piece.Changes;
import dev.waybill.inbound.console.piece.Confirmation;
import dev.waybill.inbound.console.piece.Link;
import dev.waybill.inbound.http.Refusals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What was in use before, what each changed, and how to bring it back. */
final class RevisionsTab {
  private static final String PATH = Desk.ONE + "/revisions";

  private final Desk desk;
  private final Changes changes;

  RevisionsTab(Desk desk, Changes changes) {
    this.desk = desk;
    this.changes = changes;
  }

  List<ConsoleRoute> routes() {
    return List.of(
        ConsoleRoute.get(PATH, visit -> desk.at(visit, found -> show(found, visit))),
        ConsoleRoute.post(
            PATH + "/{number}/bring-back",
            visit -> desk.at(visit, found -> bringBack(found, visit))));
  }

  private Answer show(Connector connector, Visit visit) {
    return desk.setup()
        .connectors()
        .revisions(connector.id())
        .map(revisions -> page(connector, revisions, visit))
        .orElseGet(Desk::notFound);
  }

  private Answer page(Connector connector, List<Revision> revisions, Visit visit) {
    var shown = new ArrayList<Shown>();
    for (int i = 0; i < revisions.size(); i++) {
      var revision = revisions.get(i);
      var before = i + 1 < revisions.size() ? revisions.get(i + 1).configuration() : null;
      shown.add(
          new Shown(
              revision.number(),
              revision.promotedAt(),
              revision.number() == connector.registration().revision(),
              changes.between(before, revision.configuration())));
    }
    return Desk.tab(
        connector,
        "Revisions",
        "connector/revisions.jte",
        new View(
            desk.head(connector, "/revisions"),
            connector.registration().version(),
            shown,
            visit.now()));
  }

  private Answer bringBack(Connector connector, Visit visit) {
    var number = visit.path("number");
    if (!number.matches("[1-9][0-9]{0,8}")) {
      return Answer.refused(Refusals.notFound("The connector has no such revision."));
    }
    var revision = Integer.parseInt(number);
    var draft = connector.draft();
    return draft == null || visit.form().has("replace")
        ? broughtBack(connector, revision, Desk.version(visit))
        : ask(connector, draft, revision, visit);
  }

  private Answer broughtBack(Connector connector, int number, long version) {
    return Desk.edited(
        desk.setup().connectors().bringBack(connector.id(), version, number),
        "Revision " + number + " is the draft now. It is used once its checklist passes.");
  }

  /** A draft that somebody works at is not written over without a word. */
  private Answer ask(Connector connector, Configuration draft, int number, Visit visit) {
    return desk.setup().connectors().revisions(connector.id()).stream()
        .flatMap(List::stream)
        .filter(revision -> revision.number() == number)
        .findFirst()
        .map(revision -> confirmation(connector, draft, revision, visit))
        .orElseGet(Desk::notFound);
  }

  private Answer confirmation(
      Connector connector, Configuration draft, Revision revision, Visit visit) {
    var path = Desk.path(connector) + "/revisions";
    var consequences = new ArrayList<String>();
    consequences.add("There is a draft already. It is overwritten and cannot be brought back.");
    consequences.addAll(changes.told(draft, revision.configuration()));
    consequences.add("What is in use goes on until the checklist of the new draft passes.");
    return Answer.confirm(
            "Bring back revision " + revision.number(),
            new Confirmation(
                "Overwrite the draft with revision " + revision.number() + "?",
                consequences,
                path + "/" + revision.number() + "/bring-back",
                Map.of("version", visit.form().text("version"), "replace", "1"),
                "Overwrite the draft",
                new Link("Keep the draft", path)))
        .under(new Link(connector.registration().name(), Desk.path(connector)));
  }

  /** What the tab shows. */
  record View(Head head, long version, List<Shown> revisions, Instant now) {}

  /** One revision, and what was different from the one before. */
  record Shown(int number, Instant at, boolean inUse, List<Changes.Change> changes) {}
}
