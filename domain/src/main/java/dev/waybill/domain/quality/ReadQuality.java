package dev.waybill.domain.quality;

import dev.waybill.domain.connector.ConnectorId;
import java.time.Instant;
import java.util.Optional;

/** How good the payloads of connectors were. Safe for use by many threads. */
@FunctionalInterface
public interface ReadQuality {
  /**
   * What this node delivered for the connector since it started; empty when that is nothing. Of
   * deliveries of more than 100 events an even sample counts.
   */
  Optional<Report> of(ConnectorId connector);

  /**
   * @param since when counting began
   */
  record Report(Instant since, PayloadTally tally) {}
}
