package dev.waybill.domain.monitor;

import dev.waybill.domain.outbox.NodeId;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * A quick look at the store that reads no event. Safe for use by many threads; may throw {@link
 * dev.waybill.domain.StoreUnavailableException}.
 */
@FunctionalInterface
public interface StoreVitals {
  Vitals look(NodeId self);

  /**
   * What was seen.
   *
   * @param clock the store's, while it looked
   * @param ringFill how much of the log's ring is taken, 0 to 1; up to 0.94 in a healthy one
   * @param lanes how many lanes of connectors that are not deleted are in each state
   * @param owned how many connectors this node owns
   */
  record Vitals(Instant clock, double ringFill, Map<LaneState, Long> lanes, int owned) {
    public Vitals {
      lanes = Map.copyOf(lanes);
    }
  }

  /** How a lane is. */
  enum LaneState {
    /** Delivers, as far as the connector's owner gets. */
    DELIVERING,
    /** Its connector is paused. */
    PAUSED,
    /** Its connector worked and is Unconfigured now. */
    PARKED,
    /** No longer subscribed, or a replay, and not at its end yet. */
    DRAINING,
    /** No node owns its connector. */
    UNOWNED;

    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
