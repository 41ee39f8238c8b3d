package dev.waybill.inbound.admin;

import static dev.waybill.inbound.http.Route.get;
import static dev.waybill.inbound.http.Route.post;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.Problem;
import dev.waybill.domain.replay.ManageReplays;
import dev.waybill.domain.replay.ManageReplays.Wanted;
import dev.waybill.domain.replay.ReplayId;
import dev.waybill.domain.replay.Replays.Bounds;
import dev.waybill.domain.replay.Replays.Change;
import dev.waybill.domain.replay.Replays.Creation;
import dev.waybill.domain.replay.Replays.Finding;
import dev.waybill.inbound.admin.ReplayBody.Parsed;
import dev.waybill.inbound.http.Endpoints;
import dev.waybill.inbound.http.Refusals;
import dev.waybill.inbound.http.Reply;
import dev.waybill.inbound.http.Request;
import dev.waybill.inbound.http.Route;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/** Replays: begun, watched, paused, resumed and cancelled. */
final class ReplayRoutes implements Endpoints {
  private static final String REPLAYS = "/v1/replays";

  private final ManageReplays replays;

  ReplayRoutes(ManageReplays replays) {
    this.replays = replays;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        post(REPLAYS, this::begin),
        get(REPLAYS, this::list),
        get(REPLAYS + "/{id}", request -> at(request, this::find)),
        post(REPLAYS + "/{id}/pause", request -> at(request, id -> changed(replays.pause(id)))),
        post(REPLAYS + "/{id}/resume", request -> at(request, id -> changed(replays.resume(id)))),
        post(REPLAYS + "/{id}/cancel", request -> at(request, id -> changed(replays.cancel(id)))));
  }

  private Reply begin(Request request) throws IOException {
    return request.withObject(this::begin);
  }

  private Reply begin(JsonObject body) {
    return switch (ReplayBody.parse(body)) {
      case Parsed.Wrong(var problems) -> Refusals.invalid("Nothing was begun.", problems);
      case Parsed.Asked(var wanted, boolean dryRun) ->
          dryRun ? found(wanted, replays.preview(wanted)) : begun(replays.begin(wanted));
    };
  }

  private static Reply found(Wanted wanted, Finding finding) {
    return switch (finding) {
      case Finding.Found(var survey) -> Reply.ok(ReplayJson.survey(wanted, survey));
      case Finding.OutsideLog(var retained) -> outside(retained);
      case Finding.NoConnector _ -> ConnectorRoutes.notFound();
    };
  }

  private static Reply begun(Creation creation) {
    return switch (creation) {
      case Creation.Created(var replay) ->
          Reply.json(201, ReplayJson.replay(replay)).with("Location", REPLAYS + "/" + replay.id());
      case Creation.Running(var other) ->
          Refusals.conflict(
              "replay_open",
              other + " of the same kind is running or paused for this connector; it must end first.");
      case Creation.OutsideLog(var retained) -> outside(retained);
      case Creation.NoConnector _ -> ConnectorRoutes.notFound();
    };
  }

  private static Reply outside(Bounds retained) {
    var wanted =
        retained.oldest() == null
            ? "The log holds no event of this connector's sources."
            : "Wanted a time within the retained log: %s to %s."
                .formatted(retained.oldest(), retained.newest());
    return Refusals.invalid(
        "Nothing was begun.",
        List.of(Problem.at(JsonPointer.ROOT.at("from"), "outside_log", wanted)));
  }

  private Reply list(Request request) {
    var connector = request.query("connector");
    if (connector.isEmpty()) {
      return Reply.ok(Fields.named("replays", replays.latest(null), ReplayJson::replay));
    }
    return connector
        .flatMap(ConnectorId::parse)
        .map(id -> Reply.ok(Fields.named("replays", replays.latest(id), ReplayJson::replay)))
        .orElseGet(ReplayRoutes::wrongConnector);
  }

  private static Reply wrongConnector() {
    return Refusals.badRequest(
        "A parameter is wrong.",
        List.of(
            Problem.at(
                JsonPointer.ROOT.at("connector"), "bad_parameter", "Wanted a connector's id.")));
  }

  private Reply find(ReplayId id) {
    return replays
        .find(id)
        .map(replay -> Reply.ok(ReplayJson.replay(replay)))
        .orElseGet(ReplayRoutes::notFound);
  }

  private static Reply changed(Change change) {
    return switch (change) {
      case Change.Changed(var replay, _) -> Reply.ok(ReplayJson.replay(replay));
      case Change.Over(var replay) ->
          Refusals.conflict("replay_over", replay.id() + " is " + replay.status().wire() + ".");
      case Change.NotFound _ -> notFound();
    };
  }

  private static Reply at(Request request, Function<ReplayId, Reply> then) {
    return ReplayId.parse(request.path("id")).map(then).orElseGet(ReplayRoutes::notFound);
  }

  private static Reply notFound() {
    return Refusals.notFound("There is no such replay.");
  }
}
