package dev.waybill.inbound.console.connector;

import dev.waybill.domain.connector.Connector;
import dev.waybill.domain.connector.Connectors.Change;
import dev.waybill.domain.connector.Connectors.Deletion;
import dev.waybill.domain.connector.Connectors.WaitingEvents;
import dev.waybill.domain.relay.ReadBacklogs;
import dev.waybill.domain.relay.ReadBacklogs.BacklogUntil;
import dev.waybill.inbound.console.frame.Answer;
import dev.waybill.inbound.console.frame.ConsoleRoute;
import dev.waybill.inbound.console.frame.Visit;
import dev.waybill.inbound.console.piece.Confirmation;
import dev.waybill.inbound.console.piece.Figures;
import dev.waybill.inbound.console.piece.Flash;
import dev.waybill.inbound.console.piece.Link;
import java.util.List;
import java.util.Map;

/** Pausing, resuming, deleting. */
final class Switches {
  private static final int MANY_MORE = 2;

  private final Desk desk;
  private final ReadBacklogs backlogs;

  Switches(Desk desk, ReadBacklogs backlogs) {
    this.desk = desk;
    this.backlogs = backlogs;
  }

  List<ConsoleRoute> routes() {
    var connectors = desk.setup().connectors();
    return List.of(
        ConsoleRoute.post(
            Desk.ONE + "/pause",
            visit ->
                desk.at(
                    visit,
                    found ->
                        changed(
                            connectors.pause(found.id()),
                            "Paused. Events go on being accepted and wait."))),
        ConsoleRoute.post(
            Desk.ONE + "/resume",
            visit ->
                desk.at(
                    visit,
                    found ->
                        changed(
                            connectors.resume(found.id()),
                            "Resumed. It goes on where it stopped."))),
        ConsoleRoute.get(
            Desk.ONE + "/delete", visit -> desk.at(visit, found -> ask(found, waiting(found)))),
        ConsoleRoute.post(
            Desk.ONE + "/delete", visit -> desk.at(visit, found -> delete(found, visit))));
  }

  private static Answer changed(Change change, String done) {
    return switch (change) {
      case Change.Changed(var connector) ->
          Answer.moved(Desk.path(connector)).saying(Flash.good(done));
      case Change.Stale _ -> Desk.changedMeanwhile();
      case Change.NotFound _ -> Desk.notFound();
    };
  }

  private long waiting(Connector connector) {
    return backlogs.until().stream()
        .map(BacklogUntil::backlog)
        .filter(backlog -> backlog.connector().equals(connector.id()))
        .mapToLong(backlog -> backlog.waiting() + backlog.retrying())
        .sum();
  }

  private static Answer ask(Connector connector, long waiting) {
    var name = connector.registration().name();
    boolean discard = waiting > 0;
    var consequences =
        List.of(
            discard
                ? "Events that wait or retry here: "
                    + Figures.count(waiting)
                    + ". They are settled as expired and never delivered."
                : "No events wait or retry here.",
            "Its settings, credential, mapping and revisions are deleted and cannot be brought"
                + " back.",
            "Its line of the ledger stays, and so do the events of its sources.");
    return Answer.confirm(
            "Delete",
            new Confirmation(
                "Delete the connector " + name + "?",
                consequences,
                Desk.path(connector) + "/delete",
                Map.of("discard", Long.toString(waiting)),
                discard ? "Delete it and discard " + Figures.events(waiting) : "Delete it",
                new Link("Keep it", Desk.path(connector))))
        .under(new Link(name, Desk.path(connector)));
  }

  private Answer delete(Connector connector, Visit visit) {
    long told = told(visit);
    long now = told == 0 ? 0 : waiting(connector);
    // Some more come in while somebody reads the question.
    if (now > MANY_MORE * told) {
      return ask(connector, now);
    }
    var events = told == 0 ? WaitingEvents.KEEP : WaitingEvents.DISCARD;
    return switch (desk.setup().connectors().delete(connector.id(), events)) {
      case Deletion.Deleted(var discarded) ->
          Answer.moved("/")
              .saying(
                  Flash.good(
                      connector.registration().name()
                          + " was deleted"
                          + (discarded == 0
                              ? "."
                              : ", and " + Figures.events(discarded) + " were discarded.")));
      case Deletion.EventsWaiting(var count) -> ask(connector, count);
      case Deletion.NotFound _ -> Desk.notFound();
    };
  }

  /** How many events somebody agreed to discard; many more are asked for again. */
  private static long told(Visit visit) {
    var text = visit.form().text("discard");
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
  }
}
