package dev.waybill.tiktok;

import dev.waybill.domain.destination.OutboundEvent;
import dev.waybill.domain.event.EventId;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.mapping.JsonMappingCompiler;
import dev.waybill.domain.mapping.Mapping;
import dev.waybill.domain.mapping.MappingCompiler.Compiled;
import dev.waybill.phone.LibPhoneNumbers;

/** The mapping of a connector that brings none of its own. */
final class StartingMapping {
  private final Mapping mapping;

  StartingMapping(JsonObject settings) {
    var written = new TikTokProvider().spec().startingMapping().mapping();
    var compiled = new JsonMappingCompiler(new LibPhoneNumbers()).compile(written, settings);
    mapping = ((Compiled.Ready) compiled).mapping();
  }

  Mapping.Outcome apply(JsonObject event) {
    return mapping.apply(event);
  }

  JsonObject payload(JsonObject event) {
    return ((Mapping.Outcome.Mapped) apply(event)).payload();
  }

  /** The event on its way out, under the id and from the source it names. */
  OutboundEvent outbound(JsonObject event) {
    var id = new EventId(String.valueOf(event.string("event_id")));
    var source = EventSource.ofWire(String.valueOf(event.string("event_source"))).orElseThrow();
    return new OutboundEvent(id, source, payload(event));
  }
}
