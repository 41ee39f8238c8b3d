package dev.waybill.domain.relay;

import dev.waybill.domain.connector.ConnectorRuntime;

/**
 * One round of a delivery on its way: sent by one thread, while the relay that gave it may go on
 * with others.
 */
public final class Delivery {
  final LaneWork work;
  final PendingDelivery pending;
  private final Round round;

  Delivery(LaneWork work, PendingDelivery pending, Round round) {
    this.work = work;
    this.pending = pending;
    this.round = round;
  }

  /**
   * Maps what is undecided, sends it and reads the answers. To be called once; it may take as long
   * as the destination's timeouts.
   *
   * @throws dev.waybill.domain.StoreUnavailableException when the mapping of an earlier revision
   *     could not be read; bring it back all the same, and after an {@link Error} too
   */
  public void send() {
    round.run(pending);
  }

  /** The configuration it is sent with. */
  public ConnectorRuntime runtime() {
    return round.runtime();
  }

  Round round() {
    return round;
  }
}
