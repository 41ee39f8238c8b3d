package dev.waybill.domain.outbox;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.source.SourceId;

/**
 * A connector's way through one source.
 *
 * @param position the low mark: every event up to and including this number is settled
 * @param end the last number that belongs to the lane, or {@link #OPEN} while the connector is
 *     subscribed
 */
public record Lane(LaneId id, ConnectorId connector, SourceId source, long position, long end) {
  public static final long OPEN = Long.MAX_VALUE;
}
