package dev.waybill.domain.outbox;

import dev.waybill.domain.event.EventKey;
import java.time.Instant;

/**
 * One event as the log holds it.
 *
 * @param seq its number within the source
 * @param payload the event's body as UTF-8 JSON; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // hot path: read once, parsed once
public record Entry(long seq, EventKey key, Instant receivedAt, byte[] payload) {}
