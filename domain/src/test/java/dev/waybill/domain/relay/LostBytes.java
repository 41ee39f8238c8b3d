package dev.waybill.domain.relay;

/** Lets the simulation see what only this package may. */
public final class LostBytes {
  private LostBytes() {}

  /** How many bytes of the node's memory a relay has taken for none of its deliveries. */
  public static long of(ConnectorRelay relay) {
    return relay.bytesLost();
  }
}
