package dev.waybill.domain.simulation;

import dev.waybill.domain.connector.ConnectorId;

/** One relay's life for one connector: what it knew is lost with it. */
record Incarnation(int number, int node, ConnectorId connector, int bornAt) {
  @Override
  public String toString() {
    return "node " + node + " relay " + number + " of " + connector;
  }
}
