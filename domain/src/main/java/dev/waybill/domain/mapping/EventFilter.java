package dev.waybill.domain.mapping;

import dev.waybill.domain.json.JsonObject;

/** Decides which events of its sources a connector wants. Immutable, safe for many threads. */
@FunctionalInterface
public interface EventFilter {
  EventFilter ALL = _ -> true;

  boolean wants(JsonObject event);
}
