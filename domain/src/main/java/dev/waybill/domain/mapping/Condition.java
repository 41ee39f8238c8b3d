package dev.waybill.domain.mapping;

import dev.waybill.domain.json.Json;

/** Something that holds for an event, or for one element of it, or does not. */
@FunctionalInterface
interface Condition {
  boolean holds(Json here);
}
