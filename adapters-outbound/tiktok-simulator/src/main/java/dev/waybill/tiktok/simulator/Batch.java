package dev.waybill.tiktok.simulator;

import dev.waybill.tiktok.simulator.Envelope.Item;
import java.util.List;
import java.util.Optional;

/** A call that passed every check and is to be kept. The keys stand in the order of the items. */
record Batch(
    Envelope envelope,
    String requestId,
    String maskedToken,
    List<Optional<EventKey>> keys,
    Findings findings) {

  static Batch of(Envelope envelope, String requestId, String maskedToken, Findings findings) {
    var keysOf = new EventKeys(envelope.eventSourceId());
    var keys = envelope.data().orElseThrow().stream().map(item -> keysOf.of(item.event())).toList();
    return new Batch(envelope, requestId, maskedToken, keys, findings);
  }

  List<Item> items() {
    return envelope.data().orElseThrow();
  }
}
