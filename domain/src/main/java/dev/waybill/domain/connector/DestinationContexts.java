package dev.waybill.domain.connector;

import dev.waybill.domain.destination.DestinationContext;
import dev.waybill.domain.destination.PlatformSpec;

/** Lends each destination what it needs of the installation. Safe for use by many threads. */
@FunctionalInterface
public interface DestinationContexts {
  DestinationContext of(PlatformSpec spec);
}
