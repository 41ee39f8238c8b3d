package dev.waybill.tiktok.simulator;

import java.time.Instant;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;

/**
 * A call that was taken, as it was sent. What is to be said about its events is found out when
 * somebody asks, because far more calls come than are looked at.
 */
record TakenCall(
    Instant receivedAt,
    Source source,
    String eventSourceId,
    String requestId,
    String maskedToken,
    BodyBytes body,
    List<TakenEvent> events) {

  /**
   * One event of it.
   *
   * @param key part of the hash of its key; 0 without one
   */
  record TakenEvent(int start, int end, Verdict verdict, long key) {}

  JsonParser parser(TakenEvent event) {
    return body.parser(event.start(), event.end());
  }

  JsonNode json(TakenEvent event) {
    return body.tree(event.start(), event.end());
  }
}
