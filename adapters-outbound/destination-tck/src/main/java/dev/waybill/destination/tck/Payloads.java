package dev.waybill.destination.tck;

import dev.waybill.domain.destination.OutboundEvent;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonNumber;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonString;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks into the payloads of events. */
final class Payloads {
  /** Shorter values could stand in any sentence. */
  private static final int TELLING = 6;

  private Payloads() {}

  /** The texts and numbers in it that would tell something if they were shown; no event id. */
  static Set<String> values(OutboundEvent event) {
    return leaves(event.payload())
        .filter(value -> value.length() >= TELLING && !value.equals(event.id().value()))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Stream<String> leaves(Json json) {
    return switch (json) {
      case JsonObject(var members) -> members.values().stream().flatMap(Payloads::leaves);
      case JsonArray(var elements) -> elements.stream().flatMap(Payloads::leaves);
      case JsonString(var text) -> Stream.of(text);
      case JsonNumber(var number) -> Stream.of(number.toPlainString());
      default -> Stream.of();
    };
  }

  /** Whether somewhere in it stands an object with all that the payload has. */
  static boolean isCarried(JsonObject payload, Json body) {
    return switch (body) {
      case JsonObject(var members) ->
          members.entrySet().containsAll(payload.members().entrySet())
              || members.values().stream().anyMatch(member -> isCarried(payload, member));
      case JsonArray(var elements) ->
          elements.stream().anyMatch(element -> isCarried(payload, element));
      default -> false;
    };
  }
}
