package dev.waybill.destination.tck;

import dev.waybill.domain.destination.Destination;
import dev.waybill.domain.destination.DestinationConfiguration;
import dev.waybill.domain.destination.DestinationContext;
import dev.waybill.domain.destination.DestinationProvider;
import dev.waybill.domain.destination.PlatformSpec;

/** A toy that no line names for the ServiceLoader. */
record UnregisteredToy(ToyProvider toy) implements DestinationProvider {
  @Override
  public PlatformSpec spec() {
    return toy.spec();
  }

  @Override
  public Destination open(DestinationConfiguration configuration, DestinationContext context) {
    return toy.open(configuration, context);
  }
}
