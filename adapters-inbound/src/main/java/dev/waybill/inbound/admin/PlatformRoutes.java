package dev.waybill.inbound.admin;

import static dev.waybill.inbound.http.Route.get;
import static dev.waybill.inbound.http.Route.post;

import dev.waybill.domain.connector.Platforms;
import dev.waybill.domain.destination.DestinationProvider;
import dev.waybill.domain.destination.PlatformSpec;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.Problem;
import dev.waybill.inbound.http.Endpoints;
import dev.waybill.inbound.http.ProblemJson;
import dev.waybill.inbound.http.Refusals;
import dev.waybill.inbound.http.Reply;
import dev.waybill.inbound.http.Request;
import dev.waybill.inbound.http.Route;
import java.io.IOException;
import java.util.List;

/** The catalogue of platforms. */
final class PlatformRoutes implements Endpoints {
  private final Platforms platforms;

  PlatformRoutes(Platforms platforms) {
    this.platforms = platforms;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        get(
            "/v1/platforms",
            _ -> Reply.ok(Fields.named("platforms", platforms.all(), PlatformRoutes::json))),
        get("/v1/platforms/{type}", this::find),
        post("/v1/platforms/{type}/validate", this::validate));
  }

  private Reply find(Request request) {
    return platforms
        .find(request.path("type"))
        .map(provider -> Reply.ok(json(provider.spec())))
        .orElseGet(PlatformRoutes::notFound);
  }

  private Reply validate(Request request) throws IOException {
    var provider = platforms.find(request.path("type"));
    return provider.isEmpty()
        ? notFound()
        : request.withObject(settings -> verdict(provider.get(), settings));
  }

  private Reply verdict(DestinationProvider provider, JsonObject settings) {
    List<Problem> problems = platforms.check(provider, settings);
    return Reply.ok(
        JsonObject.builder()
            .put("valid", problems.isEmpty())
            .put("problems", ProblemJson.array(problems))
            .build());
  }

  private static Reply notFound() {
    return Refusals.notFound("There is no platform of that type; GET /v1/platforms lists them.");
  }

  private static JsonObject json(PlatformSpec spec) {
    return JsonObject.builder()
        .put("type", spec.type())
        .put("title", spec.title())
        .put("description", spec.description())
        .put("role", "destination")
        .put("data_type", "events")
        .put("actions", JsonArray.ofStrings(spec.actions()))
        .put("settings_schema", spec.settingsSchema())
        .put("credential_schema", spec.credentialSchema())
        .put("limits", limits(spec.limits()))
        .put("payload_schema", spec.payloadSchema())
        .put("starting_mappings", Fields.list(spec.startingMappings(), PlatformRoutes::starting))
        .put("event_names", JsonArray.ofStrings(spec.eventNames()))
        .build();
  }

  private static JsonObject limits(PlatformSpec.Limits limits) {
    return JsonObject.builder()
        .put("batch_events", limits.batchEvents())
        .put("batch_bytes", limits.batchBytes())
        .put("deduplication_seconds", limits.deduplication().toSeconds())
        .build();
  }

  private static JsonObject starting(PlatformSpec.StartingMapping starting) {
    return JsonObject.builder()
        .put("name", starting.name())
        .put("title", starting.title())
        .put("mapping", starting.mapping())
        .put("mapping_tests", starting.tests())
        .build();
  }
}
