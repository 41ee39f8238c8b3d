package dev.waybill.domain.outbox;

import java.time.Instant;

/**
 * An attempt went out and no verdict came back, so the platform may have taken the event. It holds
 * until the event is decided, whatever later attempts are told.
 *
 * @param since when the first such attempt began, by the relay's clock; the platform's runs on
 *     while a connector is idle, and so does this
 * @param revision which promoted configuration's mapping made what was sent
 */
public record Uncertainty(Instant since, int revision) {}
