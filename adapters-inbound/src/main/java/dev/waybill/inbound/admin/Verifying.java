package dev.waybill.inbound.admin;

import dev.waybill.domain.connector.VerifyConnector;
import dev.waybill.domain.connector.VerifyConnector.Verification;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.Problem;
import dev.waybill.inbound.http.Refusals;
import dev.waybill.inbound.http.Reply;
import dev.waybill.inbound.http.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/connectors/{id}/verify} and {@code …/confirm}. */
final class Verifying {
  /** Whoever holds the admin token and gives no name. */
  private static final String NAMELESS = "admin";

  private static final int LONGEST = 100;

  private final VerifyConnector verify;
  private final ConnectorJson json;

  Verifying(VerifyConnector verify, ConnectorJson json) {
    this.verify = verify;
    this.json = json;
  }

  Reply verify(Request request) {
    return ConnectorRoutes.at(request, id -> verified(verify.verify(id)));
  }

  Reply confirm(Request request) throws IOException {
    return request.withObject(
        body -> {
          var problems = new ArrayList<Problem>();
          var check = text(body, "check", null, problems);
          var by = text(body, "by", NAMELESS, problems);
          return check == null || by == null
              ? Refusals.invalid("Nothing was confirmed.", problems)
              : ConnectorRoutes.at(request, id -> verified(verify.confirm(id, check, by)));
        });
  }

  private static @Nullable String text(
      JsonObject body, String name, @Nullable String otherwise, List<Problem> problems) {
    var given = body.get(name);
    var text = given == null ? otherwise : given.text();
    if (text == null || text.isBlank() || text.length() > LONGEST) {
      problems.add(
          Problem.at(
              JsonPointer.ROOT.at(name),
              "wrong_text",
              "Wanted a text of 1 to " + LONGEST + " characters."));
      return null;
    }
    return text;
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
      case Verification.NothingToConfirm(var checks) -> nothingToConfirm(checks);
      case Verification.NotFound _ -> ConnectorRoutes.notFound();
    };
  }

  private static Reply nothingToConfirm(List<VerifyConnector.Check> checks) {
    var lines =
        checks.stream()
            .map(check -> check.name() + (check.passed() ? " passed" : " did not pass"))
            .collect(Collectors.joining(", "));
    return Refusals.conflict(
        "nothing_to_confirm",
        "Only a line that could not be checked can be confirmed. This time: " + lines + ".");
  }

  private static JsonObject check(VerifyConnector.Check check) {
    var line = JsonObject.builder().put("name", check.name()).put("passed", check.passed());
    var confirmation = check.confirmation();
    line.put("confirmed", confirmation != null);
    if (confirmation != null) {
      line.put("confirmed_by", confirmation.by()).put("confirmed_at", confirmation.at().toString());
    }
    return line.put("detail", check.detail()).build();
  }
}
