package dev.waybill.domain.connector;

import dev.waybill.domain.destination.Destination;
import dev.waybill.domain.destination.PlatformSpec.Limits;
import dev.waybill.domain.mapping.EventFilter;
import dev.waybill.domain.mapping.Mapping;

/**
 * A configuration made ready to deliver. Safe for use by many threads until it is closed.
 *
 * @param rate what the operator allows beyond the platform's limits
 * @param revision which promoted configuration this is, counted from 1
 * @param earlier the mappings of the promotions before it
 */
public record ConnectorRuntime(
    Destination destination,
    Mapping mapping,
    EventFilter filter,
    Limits limits,
    RateLimit rate,
    int revision,
    EarlierMappings earlier)
    implements AutoCloseable {
  @Override
  public void close() {
    destination.close();
  }
}
