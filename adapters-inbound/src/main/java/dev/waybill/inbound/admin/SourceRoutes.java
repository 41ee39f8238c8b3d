package dev.waybill.inbound.admin;

import static dev.waybill.inbound.http.Route.delete;
import static dev.waybill.inbound.http.Route.get;
import static dev.waybill.inbound.http.Route.post;

import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.Problem;
import dev.waybill.domain.source.ManageSources;
import dev.waybill.domain.source.ManageSources.Creation.BadName;
import dev.waybill.domain.source.ManageSources.Creation.Created;
import dev.waybill.domain.source.ManageSources.Creation.NameTaken;
import dev.waybill.domain.source.Rejections;
import dev.waybill.domain.source.SourceId;
import dev.waybill.domain.source.WriteKeyId;
import dev.waybill.inbound.http.Endpoints;
import dev.waybill.inbound.http.Refusals;
import dev.waybill.inbound.http.Reply;
import dev.waybill.inbound.http.Request;
import dev.waybill.inbound.http.Route;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/** Sources and their write keys. */
final class SourceRoutes implements Endpoints {
  private static final String SOURCES = "/v1/sources";
  private static final JsonPointer NAME = JsonPointer.ROOT.at("name");

  private final ManageSources sources;

  SourceRoutes(ManageSources sources) {
    this.sources = sources;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        post(SOURCES, this::create),
        get(SOURCES, _ -> Reply.ok(Fields.named("sources", sources.all(), SourceJson::source))),
        get(SOURCES + "/{id}", request -> at(request, this::find)),
        delete(SOURCES + "/{id}", request -> at(request, this::close)),
        post(SOURCES + "/{id}/keys", request -> at(request, this::issueKey)),
        delete(SOURCES + "/{id}/keys/{key_id}", this::revokeKey),
        get(SOURCES + "/{id}/rejections", request -> at(request, this::rejections)));
  }

  private Reply create(Request request) throws IOException {
    return request.withObject(
        body -> {
          var name = body.string("name");
          return name == null
              ? badName("required", "Wanted the name as text.")
              : created(sources.create(name));
        });
  }

  private static Reply created(ManageSources.Creation creation) {
    return switch (creation) {
      case Created(var source) ->
          Reply.json(201, SourceJson.source(source)).with("Location", SOURCES + "/" + source.id());
      case NameTaken _ ->
          Refusals.conflict("name_taken", "There is, or was, a source of that name.");
      case BadName _ ->
          badName(
              "pattern",
              "Wanted 1 to 64 letters, digits, spaces, dots, dashes or underscores, beginning with"
                  + " a letter or digit.");
    };
  }

  private static Reply badName(String code, String message) {
    return Refusals.invalid(
        "The source cannot be created.", List.of(Problem.at(NAME, code, message)));
  }

  private Reply find(SourceId id) {
    return sources
        .find(id)
        .map(source -> Reply.ok(SourceJson.source(source)))
        .orElseGet(SourceRoutes::notFound);
  }

  private Reply close(SourceId id) {
    return sources.close(id) ? Reply.noContent() : notFound();
  }

  private Reply issueKey(SourceId id) {
    return sources
        .issueKey(id)
        .map(key -> Reply.json(201, SourceJson.issued(key)).with("Cache-Control", "no-store"))
        .orElseGet(SourceRoutes::notFound);
  }

  private Reply revokeKey(Request request) {
    return at(
        request,
        id ->
            WriteKeyId.parse(request.path("key_id"))
                .filter(key -> sources.revokeKey(id, key))
                .map(_ -> Reply.noContent())
                .orElseGet(() -> Refusals.notFound("This source has no such key in use.")));
  }

  private Reply rejections(SourceId id) {
    return sources
        .rejections(id, Rejections.KEPT)
        .map(last -> Reply.ok(Fields.named("rejections", last, SourceJson::rejection)))
        .orElseGet(SourceRoutes::notFound);
  }

  private static Reply at(Request request, Function<SourceId, Reply> then) {
    return SourceId.parse(request.path("id")).map(then).orElseGet(SourceRoutes::notFound);
  }

  private static Reply notFound() {
    return Refusals.notFound("There is no such source, or it is closed.");
  }
}
