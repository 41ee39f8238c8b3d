package dev.waybill.inbound.admin;

import dev.waybill.domain.json.JsonPointer;
import dev.waybill.domain.json.Problem;
import dev.waybill.inbound.http.Refusals;
import dev.waybill.inbound.http.Reply;
import dev.waybill.inbound.http.Request;
import java.util.List;
import java.util.Optional;

/** A query parameter that is true, false or absent. */
final class Flag {
  private Flag() {}

  /** Empty when it is something else. */
  static Optional<Boolean> named(String name, Request request) {
    return switch (request.query(name).orElse("false")) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  static Reply refused(String name) {
    return Refusals.badRequest(
        "A parameter is wrong.",
        List.of(Problem.at(JsonPointer.ROOT.at(name), "one_of", "Wanted one of: true, false.")));
  }
}
