package dev.waybill.tiktok.simulator;

import java.util.List;
import java.util.Optional;

/**
 * A call that passed every check and is to be kept. The keys stand in the order of the events; one
 * is empty where there is no event id.
 */
record Batch(
    Envelope envelope,
    String requestId,
    String maskedToken,
    List<Optional<EventKey>> keys,
    Findings findings) {

  static Batch of(Envelope envelope, String requestId, String maskedToken, Findings findings) {
    var keysOf = new EventKeys(envelope.eventSourceId());
    var keys = envelope.events().stream().map(keysOf::of).toList();
    return new Batch(envelope, requestId, maskedToken, keys, findings);
  }
}
