package dev.waybill.domain.connector;

import dev.waybill.domain.destination.Destination;
import dev.waybill.domain.destination.PlatformSpec.Limits;
import dev.waybill.domain.mapping.EventFilter;
import dev.waybill.domain.mapping.Mapping;

/** A configuration made ready to deliver. Safe for use by many threads until it is closed. */
public record ConnectorRuntime(
    Destination destination, Mapping mapping, EventFilter filter, Limits limits)
    implements AutoCloseable {
  @Override
  public void close() {
    destination.close();
  }
}
