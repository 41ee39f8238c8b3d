package dev.waybill.tiktok.simulator;

import dev.waybill.tiktok.simulator.TakenCall.TakenEvent;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One event that was taken, with what TikTok's test page would show of it.
 *
 * @param recognised paths that TikTok knows
 * @param unrecognised paths that it accepts and ignores
 * @param warnings what it passes over in silence and somebody should know
 * @param mergedUser the user with what later events of the same key filled in; empty if nothing was
 */
record SeenEvent(
    TakenCall call,
    TakenEvent event,
    JsonNode body,
    List<String> recognised,
    List<String> unrecognised,
    List<String> warnings,
    Optional<JsonNode> mergedUser) {

  String text(String field) {
    return body.path(field).stringValue("");
  }
}
