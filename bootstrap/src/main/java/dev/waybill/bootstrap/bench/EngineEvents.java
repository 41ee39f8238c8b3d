package dev.waybill.bootstrap.bench;

import dev.waybill.domain.event.EventId;
import dev.waybill.domain.event.EventKey;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.event.Occurrence;
import dev.waybill.domain.outbox.NewEvent;
import dev.waybill.domain.source.SourceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Purchases as ingest hands them to the log. One thread at a time. */
final class EngineEvents {
  private final Purchases purchases;
  private final SourceId source;
  private final EventBytes template;

  EngineEvents(Purchases purchases, SourceId source) {
    this.purchases = purchases;
    this.source = source;
    this.template = purchases.single();
  }

  /** Events of that and the following serial numbers. */
  List<NewEvent> next(long firstSerial, int count) {
    var now = Instant.now();
    var events = new ArrayList<NewEvent>(count);
    for (long serial = firstSerial; serial < firstSerial + count; serial++) {
      var key =
          EventKey.of(
              source, EventSource.WEB, Purchases.NAME, new EventId(purchases.eventId(serial)));
      var payload = template.number(serial, now).bytes().clone();
      events.add(new NewEvent(source, key, payload, new Occurrence(EventSource.WEB, now)));
    }
    return events;
  }
}
