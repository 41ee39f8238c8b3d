package dev.waybill.inbound.admin;

import dev.waybill.domain.connector.VerifyConnector;
import dev.waybill.domain.connector.VerifyConnector.Verification;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.Problem;
import dev.waybill.inbound.http.Refusals;
import dev.waybill.inbound.http.Reply;
import dev.waybill.inbound.http.Request;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code POST /v1/connectors/{id}/verify}. */
final class Verifying {
  private final VerifyConnector verify;
  private final ConnectorJson json;

  Verifying(VerifyConnector verify, ConnectorJson json) {
    this.verify = verify;
    this.json = json;
  }

  Reply verify(Request request) throws IOException {
    return request.withOptionalObject(
        body ->
            confirmed(body)
                .map(names -> ConnectorRoutes.at(request, id -> verified(verify.verify(id, names))))
                .orElseGet(Verifying::badNames));
  }

  /** The names to confirm; empty when they are no array of strings. */
  private static Optional<Set<String>> confirmed(JsonObject body) {
    return switch (body.get("confirm")) {
      case null -> Optional.of(Set.of());
      case JsonArray(var elements) -> texts(elements);
      default -> Optional.empty();
    };
  }

  private static Optional<Set<String>> texts(List<Json> elements) {
    var names = new HashSet<String>();
    for (var element : elements) {
      var name = element.text();
      if (name == null) {
        return Optional.empty();
      }
      names.add(name);
    }
    return Optional.of(names);
  }

  private static Reply badNames() {
    return Refusals.invalid(
        "Nothing was verified.",
        List.of(
            Problem.at(
                JsonPointer.ROOT.at("confirm"),
                "wrong_type",
                "Wanted an array with the names of checks.")));
  }

  private Reply verified(Verification verification) {
    return switch (verification) {
      case Verification.Done(var passed, var checks, var connector) ->
          Reply.ok(
                  JsonObject.builder()
                      .put("passed", passed)
                      .put("checks", Fields.list(checks, Verifying::check))
                      .put("connector", json.connector(connector))
                      .build())
              .with("ETag", VersionTag.of(connector.registration().version()));
      case Verification.Changed _ ->
          Refusals.conflict(
              "changed_meanwhile",
              "The connector was changed while it was verified; nothing was promoted.");
      case Verification.NotFound _ -> ConnectorRoutes.notFound();
    };
  }

  private static JsonObject check(VerifyConnector.Check check) {
    return JsonObject.builder()
        .put("name", check.name())
        .put("passed", check.passed())
        .put("confirmed", check.confirmed())
        .put("detail", check.detail())
        .build();
  }
}
