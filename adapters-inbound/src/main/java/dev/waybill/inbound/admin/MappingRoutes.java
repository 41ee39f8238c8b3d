package dev.waybill.inbound.admin;

import static dev.waybill.inbound.http.Route.get;
import static dev.waybill.inbound.http.Route.post;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.ManageConnectors;
import dev.waybill.domain.connector.TryMappings;
import dev.waybill.domain.connector.TryMappings.Preview;
import dev.waybill.domain.connector.TryMappings.TestRun;
import dev.waybill.domain.connector.TryMappings.Which;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.JsonString;
import dev.waybill.domain.json.Problem;
import dev.waybill.domain.quality.ReadQuality;
import dev.waybill.inbound.http.Endpoints;
import dev.waybill.inbound.http.Refusals;
import dev.waybill.inbound.http.Reply;
import dev.waybill.inbound.http.Request;
import dev.waybill.inbound.http.Route;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Trying mappings out, and how good the payloads were that left the house. */
final class MappingRoutes implements Endpoints {
  private static final String ONE = "/v1/connectors/{id}";
  private static final Set<String> OF_A_TEST_RUN = Set.of("configuration");
  private static final Set<String> OF_A_PREVIEW = Set.of("configuration", "event");

  private final TryMappings trials;
  private final ReadQuality quality;
  private final ManageConnectors connectors;

  MappingRoutes(TryMappings trials, ReadQuality quality, ManageConnectors connectors) {
    this.trials = trials;
    this.quality = quality;
    this.connectors = connectors;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        post(ONE + "/mapping-tests/run", this::runTests),
        post(ONE + "/preview", this::preview),
        get(ONE + "/quality", request -> ConnectorRoutes.at(request, this::quality)));
  }

  private Reply runTests(Request request) throws IOException {
    return request.withOptionalObject(
        body ->
            with(
                body,
                OF_A_TEST_RUN,
                which -> ConnectorRoutes.at(request, id -> tested(trials.runTests(id, which)))));
  }

  private Reply preview(Request request) throws IOException {
    return request.withObject(
        body ->
            body.get("event") instanceof JsonObject event
                ? with(
                    body,
                    OF_A_PREVIEW,
                    which ->
                        ConnectorRoutes.at(
                            request, id -> previewed(trials.preview(id, event, which))))
                : refused("event", "Wanted an event, an object as a sender would send it."));
  }

  /** Goes on with the configuration the body names, or refuses. */
  private static Reply with(JsonObject body, Set<String> known, Function<Which, Reply> then) {
    var unknown = body.members().keySet().stream().filter(name -> !known.contains(name)).toList();
    return unknown.isEmpty() ? with(body, then) : unknown(unknown, known);
  }

  private static Reply with(JsonObject body, Function<Which, Reply> then) {
    return which(body)
        .map(then)
        .orElseGet(
            () -> refused("configuration", "Wanted draft or active, or nothing for either."));
  }

  private static Optional<Which> which(JsonObject body) {
    return switch (body.get("configuration")) {
      case null -> Optional.of(Which.EITHER);
      case JsonString(var name) when name.equals("draft") -> Optional.of(Which.DRAFT);
      case JsonString(var name) when name.equals("active") -> Optional.of(Which.ACTIVE);
      default -> Optional.empty();
    };
  }

  private static Reply unknown(List<String> names, Set<String> known) {
    var wanted = "Wanted nothing but " + String.join(", ", new TreeSet<>(known)) + ".";
    return Refusals.invalid(
        "Nothing was tried.",
        names.stream()
            .map(name -> Problem.at(JsonPointer.ROOT.at(name), "unknown_member", wanted))
            .toList());
  }

  private static Reply refused(String member, String message) {
    return Refusals.invalid(
        "Nothing was tried.",
        List.of(Problem.at(JsonPointer.ROOT.at(member), "not_allowed", message)));
  }

  private static Reply tested(TestRun run) {
    return switch (run) {
      case TestRun.Done done -> Reply.ok(TrialJson.tests(done));
      case TestRun.Faulty(var problems) -> faulty(problems);
      case TestRun.NotFound _ -> ConnectorRoutes.notFound();
      case TestRun.NotConfigured _ -> notConfigured();
    };
  }

  private static Reply previewed(Preview preview) {
    return switch (preview) {
      case Preview.Shown shown -> Reply.ok(TrialJson.preview(shown));
      case Preview.Rejected(var problems) ->
          Refusals.invalid("Ingest would reject this event.", problems);
      case Preview.Faulty(var problems) -> faulty(problems);
      case Preview.NotFound _ -> ConnectorRoutes.notFound();
      case Preview.NotConfigured _ -> notConfigured();
    };
  }

  private static Reply faulty(List<Problem> problems) {
    return Refusals.invalid("This configuration cannot be used.", problems);
  }

  private static Reply notConfigured() {
    return Refusals.notFound("The connector has no such configuration.");
  }

  private Reply quality(ConnectorId id) {
    return connectors
        .find(id)
        .map(_ -> Reply.ok(TrialJson.quality(quality.of(id))))
        .orElseGet(ConnectorRoutes::notFound);
  }
}
