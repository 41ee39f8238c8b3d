package dev.waybill.domain.outbox;

import dev.waybill.domain.event.EventKey;
import dev.waybill.domain.event.Occurrence;
import dev.waybill.domain.source.SourceId;

/**
 * An event to be appended.
 *
 * @param payload the event's body as UTF-8 JSON; not copied, and not to be changed by anyone
 * @param occurrence what its windows will be measured by
 */
@SuppressWarnings(
    "ArrayRecordComponent") // hot path: the bytes go from the request to COPY uncopied
public record NewEvent(SourceId source, EventKey key, byte[] payload, Occurrence occurrence) {}
