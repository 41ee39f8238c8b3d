package dev.waybill.inbound.console.dead;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.reason.ReadDeadLetters;
import dev.waybill.domain.replay.ManageReplays;
import dev.waybill.domain.replay.Replay;
import dev.waybill.domain.replay.ReplayId;
import dev.waybill.domain.replay.Replays.Change;
import dev.waybill.domain.replay.Replays.Creation;
import dev.waybill.domain.replay.Replays.Finding;
import dev.waybill.inbound.console.frame.Answer;
import dev.waybill.inbound.console.frame.ConsolePart;
import dev.waybill.inbound.console.frame.ConsoleRoute;
import dev.waybill.inbound.console.frame.Visit;
import dev.waybill.inbound.console.piece.Confirmation;
import dev.waybill.inbound.console.piece.Figures;
import dev.waybill.inbound.console.piece.Flash;
import dev.waybill.inbound.console.piece.Link;
import dev.waybill.inbound.http.Refusals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Dead letters by reason, what a replay of them would do, and the replays with their progress. */
public final class DeadPart implements ConsolePart {
  static final String PATH = "/console/dead";
  static final String REPLAYS = "/console/replays";

  private final ReadDeadLetters deadLetters;
  private final ManageReplays replays;
  private final ConnectorNames names;

  public DeadPart(ReadDeadLetters deadLetters, ManageReplays replays, ConnectorNames names) {
    this.deadLetters = deadLetters;
    this.replays = replays;
    this.names = names;
  }

  @Override
  public List<ConsoleRoute> routes() {
    return List.of(
        ConsoleRoute.get(PATH, this::groups),
        ConsoleRoute.post(PATH + "/dry-run", this::dryRun),
        ConsoleRoute.post(PATH + "/replay", this::replay),
        ConsoleRoute.get(REPLAYS, this::replays),
        ConsoleRoute.get(
            REPLAYS + "/list", visit -> Answer.live("dead/replaylist.jte", () -> list(visit))),
        ConsoleRoute.post(
            REPLAYS + "/{id}/pause",
            visit -> at(visit, id -> changed(replays.pause(id), "paused"))),
        ConsoleRoute.post(
            REPLAYS + "/{id}/resume",
            visit -> at(visit, id -> changed(replays.resume(id), "goes on"))),
        ConsoleRoute.get(REPLAYS + "/{id}/cancel", visit -> at(visit, this::askCancel)),
        ConsoleRoute.post(
            REPLAYS + "/{id}/cancel",
            visit -> at(visit, id -> changed(replays.cancel(id), "cancelled"))));
  }

  @Override
  public List<Link> navigation() {
    return List.of(new Link("Dead letters", PATH), new Link("Replays", REPLAYS));
  }

  private Answer groups(Visit visit) {
    var asked = visit.query("connector").filter(text -> !text.isEmpty());
    var connector = asked.flatMap(ConnectorId::parse);
    if (asked.isPresent() && connector.isEmpty()) {
      return Answer.refused(Refusals.notFound("There is no such connector."));
    }
    var view = DeadView.of(deadLetters.groups(connector.orElse(null)), visit.now());
    return Answer.page("Dead letters", "dead/dead.jte", view);
  }

  private Answer dryRun(Visit visit) {
    var picks = Pick.of(visit.form().all("pick"));
    if (picks.isEmpty()) {
      return Answer.moved(PATH)
          .saying(Flash.bad("Nothing was selected. Select at least one reason."));
    }
    var findings = new ArrayList<DryRunView.Line>();
    for (var pick : picks) {
      switch (replays.preview(pick.wanted())) {
        case Finding.Found(var survey) ->
            findings.add(DryRunView.Line.of(names.of(pick.connector()), pick, survey));
        case Finding.NoConnector _, Finding.OutsideLog _ -> {
          // Its connector was deleted meanwhile, and its dead letters with it.
        }
      }
    }
    return Answer.page("Dry run", "dead/dryrun.jte", DryRunView.of(findings, picks))
        .under(new Link("Dead letters", PATH));
  }

  private Answer replay(Visit visit) {
    var picks = Pick.of(visit.form().all("pick"));
    var begun = new ArrayList<String>();
    var refused = new ArrayList<String>();
    for (var pick : picks) {
      switch (replays.begin(pick.wanted())) {
        case Creation.Created(var replay) -> begun.add(names.of(replay.connector()));
        case Creation.Running(var other) ->
            refused.add(
                names.of(pick.connector())
                    + ": "
                    + other
                    + " is not over; cancel it or wait for its end");
        case Creation.NoConnector _, Creation.OutsideLog _ ->
            refused.add(pick.connector() + " was deleted");
      }
    }
    return Answer.moved(REPLAYS).saying(told(begun, refused));
  }

  private static Flash told(List<String> begun, List<String> refused) {
    if (refused.isEmpty()) {
      return begun.isEmpty()
          ? Flash.bad("Nothing was selected, so nothing was begun.")
          : Flash.good("The replay began for " + String.join(", ", begun) + ".");
    }
    var done = begun.isEmpty() ? "Nothing was begun" : "Begun for " + String.join(", ", begun);
    return Flash.bad(done + ". Not begun: " + String.join("; ", refused) + ".");
  }

  private Answer replays(Visit visit) {
    return Answer.page("Replays", "dead/replays.jte", list(visit));
  }

  private ReplayList list(Visit visit) {
    return ReplayList.of(replays.latest(null), names, visit.now());
  }

  private Answer askCancel(ReplayId id) {
    return replays
        .find(id)
        .map(replay -> Answer.confirm("Cancel " + id, confirmation(replay)))
        .map(page -> (Answer) page)
        .orElseGet(DeadPart::notFound);
  }

  private Confirmation confirmation(Replay replay) {
    return new Confirmation(
        "Cancel the replay for " + names.of(replay.connector()) + "?",
        List.of(
            "Not sent again, and staying as they are: "
                + Figures.events(replay.progress().remaining())
                + ".",
            "What was moved already goes on being delivered.",
            "A cancelled replay cannot be resumed; a new one can be begun."),
        REPLAYS + "/" + replay.id() + "/cancel",
        Map.of(),
        "Cancel the replay",
        new Link("Keep it", REPLAYS));
  }

  private static Answer changed(Change change, String word) {
    return switch (change) {
      case Change.Changed(var replay, _) ->
          Answer.moved(REPLAYS).saying(Flash.good(replay.id() + " " + word + "."));
      case Change.Over(var replay) ->
          Answer.moved(REPLAYS)
              .saying(Flash.bad(replay.id() + " is over: it is " + replay.status().wire() + "."));
      case Change.NotFound _ -> notFound();
    };
  }

  private static Answer at(Visit visit, Function<ReplayId, Answer> then) {
    return ReplayId.parse(visit.path("id")).map(then).orElseGet(DeadPart::notFound);
  }

  private static Answer notFound() {
    return Answer.refused(Refusals.notFound("There is no such replay."));
  }
}
