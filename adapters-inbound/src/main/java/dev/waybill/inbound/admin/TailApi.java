package dev.waybill.inbound.admin;

import dev.waybill.domain.credential.Secret;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonCodec;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.Problem;
import dev.waybill.domain.outbox.EventTail;
import dev.waybill.domain.outbox.EventTail.Arrived;
import dev.waybill.domain.outbox.EventTail.Standing;
import dev.waybill.domain.source.ManageSources;
import dev.waybill.domain.source.SourceId;
import dev.waybill.inbound.http.Endpoints;
import dev.waybill.inbound.http.Refusals;
import dev.waybill.inbound.http.Reply;
import dev.waybill.inbound.http.Request;
import dev.waybill.inbound.http.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code GET /v1/sources/{id}/events}, behind the admin token: the end of a source's log, for
 * following it. Names, ids and verdicts; nothing of what an event is about.
 */
public final class TailApi implements Endpoints {
  private static final int FEW = 20;

  private final AdminAccess access;
  private final ManageSources sources;
  private final EventTail tail;
  private final JsonCodec codec;

  /**
   * @param codec reads stored payloads
   */
  public TailApi(Secret adminToken, ManageSources sources, EventTail tail, JsonCodec codec) {
    this.access = new AdminAccess(adminToken);
    this.sources = sources;
    this.tail = tail;
    this.codec = codec;
  }

  @Override
  public List<Route> routes() {
    return List.of(access.guard(Route.get("/v1/sources/{id}/events", this::events)));
  }

  private Reply events(Request request) {
    return SourceId.parse(request.path("id"))
        .filter(id -> sources.find(id).isPresent())
        .map(id -> events(id, request))
        .orElseGet(() -> Refusals.notFound("There is no such source."));
  }

  private Reply events(SourceId source, Request request) {
    var problems = new ArrayList<Problem>();
    var limit = number(request, "limit", FEW, 1, EventTail.LONGEST);
    if (limit.isEmpty()) {
      problems.add(wrong("limit", "Wanted 1 to " + EventTail.LONGEST + "."));
    }
    var after = request.query("after");
    var place = number(request, "after", 0, 0, Long.MAX_VALUE);
    if (place.isEmpty()) {
      problems.add(wrong("after", "Wanted a cursor that an answer before gave."));
    }
    if (limit.isEmpty() || place.isEmpty()) {
      return Refusals.badRequest("A parameter is wrong.", problems);
    }
    int most = limit.get().intValue();
    long last = place.get();
    return page(after.isEmpty() ? tail.newest(source, most) : tail.after(source, last, most), last);
  }

  private static Optional<Long> number(
      Request request, String name, long otherwise, long least, long most) {
    var text = request.query(name);
    if (text.isEmpty()) {
      return Optional.of(otherwise);
    }
    return text.filter(digits -> digits.matches("[0-9]{1,18}"))
        .map(Long::valueOf)
        .filter(number -> number >= least && number <= most);
  }

  private static Problem wrong(String parameter, String message) {
    return Problem.at(JsonPointer.ROOT.at(parameter), "bad_parameter", message);
  }

  private Reply page(List<Arrived> events, long before) {
    long last = events.isEmpty() ? before : events.getLast().seq();
    return Reply.ok(
        JsonObject.builder()
            .put("events", Fields.list(events, this::event))
            .put("next", Long.toString(last))
            .build());
  }

  private Json event(Arrived arrived) {
    var event =
        codec.read(arrived.payload()).orElse(null) instanceof JsonObject object
            ? object
            : JsonObject.EMPTY;
    return JsonObject.builder()
        .put("cursor", Long.toString(arrived.seq()))
        .putNullable("event_id", event.string("event_id"))
        .putNullable("event", event.string("event"))
        .putNullable("event_source", event.string("event_source"))
        .put("received_at", Fields.time(arrived.receivedAt()))
        .put("connectors", Fields.list(arrived.standings(), TailApi::standing))
        .build();
  }

  private static Json standing(Standing standing) {
    var json =
        JsonObject.builder()
            .put("connector", standing.connector().toString())
            .put("name", standing.name());
    return FateJson.put(standing.fate(), json).build();
  }
}
