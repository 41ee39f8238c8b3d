package dev.waybill.domain.connector;

import java.time.Duration;
import java.util.Optional;

/**
 * The authorisations that were begun and not come back from, durable and known to every node. Safe
 * for use by many threads; every call may throw {@link
 * dev.waybill.domain.StoreUnavailableException}.
 */
public interface AuthorizationStates {
  /**
   * @param state nobody could guess; it is stored so that it cannot be read back
   */
  void begin(String state, ConnectorId connector, Duration validFor);

  /** Whose it is, once; empty when it was taken before, has expired, or was never begun. */
  Optional<ConnectorId> take(String state);
}
