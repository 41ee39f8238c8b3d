package dev.waybill.domain.node;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.outbox.NodeId;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Gives each connector to the node with the highest score for it. Every node that sees the same
 * nodes comes to the same answer; one that comes or goes moves its own share and nothing else.
 */
final class Rendezvous {
  private Rendezvous() {}

  static Optional<NodeId> of(ConnectorId connector, Collection<NodeId> nodes) {
    return nodes.stream()
        .max(
            Comparator.<NodeId>comparingLong(node -> score(connector, node))
                .thenComparing(NodeId::value));
  }

  private static long score(ConnectorId connector, NodeId node) {
    long score = mixed(connector.number());
    score = mixed(score ^ node.value().getMostSignificantBits());
    return mixed(score ^ node.value().getLeastSignificantBits());
  }

  /** Every bit of the input moves about half of the output's. */
  private static long mixed(long value) {
    long mixed = value + 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
