package dev.waybill.domain.outbox;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.source.SourceId;
import java.util.Map;
import java.util.Set;

/**
 * What a node asks, a few times a second and once for all its connectors, so that idle ones need
 * not ask. Safe for use by many threads; may throw {@link
 * dev.waybill.domain.StoreUnavailableException}.
 */
@FunctionalInterface
public interface Arrivals {
  News news();

  /**
   * What there is to deliver.
   *
   * @param heads the newest number of each source that has one
   * @param due the connectors with retries that are due by the store's clock, or with a replay that
   *     runs
   */
  record News(Map<SourceId, Long> heads, Set<ConnectorId> due) {
    public News {
      heads = Map.copyOf(heads);
      due = Set.copyOf(due);
    }
  }
}
