package dev.waybill.domain.ingest;

import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.Problem;

/** One item of a request body. */
public sealed interface EventItem {
  /** An object that can be checked against the schema. */
  record Parsed(JsonObject body) implements EventItem {}

  /** An item that is refused before the schema: too large, too deep, no object, broken text … */
  record Unreadable(Problem problem) implements EventItem {}
}
