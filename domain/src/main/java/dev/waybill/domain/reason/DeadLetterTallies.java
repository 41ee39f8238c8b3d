package dev.waybill.domain.reason;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.replay.Cutoffs;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts dead letters where they are kept. Safe for use by many threads. */
@FunctionalInterface
public interface DeadLetterTallies {
  /**
   * One row for each connector, code, message and event source.
   *
   * @param connector null for every connector that is not deleted
   * @param cutoffs of the connectors that have some
   * @param newest so many of the newest of each lane
   * @throws dev.waybill.domain.StoreUnavailableException when the store is away
   */
  List<Tally> tallies(
      @Nullable ConnectorId connector, Map<ConnectorId, Cutoffs> cutoffs, int newest);

  /**
   * Dead letters alike.
   *
   * @param source null for those of an earlier version
   * @param sendable how many have a payload and happened after the cutoff of their source
   * @param oldest when the oldest of those happened; null when there is none
   * @param lane so many of the same lane were counted in all
   */
  record Tally(
      ConnectorId connector,
      String connectorName,
      String code,
      String message,
      @Nullable EventSource source,
      long count,
      long sendable,
      Instant first,
      Instant last,
      @Nullable Instant oldest,
      long lane) {}
}
