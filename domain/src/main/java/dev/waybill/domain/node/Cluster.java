package dev.waybill.domain.node;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.outbox.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The nodes as the store knew them at one moment.
 *
 * @param members oldest first
 * @param owners the connectors that are owned, by whoever owns them
 */
public record Cluster(List<Member> members, Map<ConnectorId, NodeId> owners) {
  public Cluster {
    members = List.copyOf(members);
    owners = Map.copyOf(owners);
  }

  /** One node that has beaten and not left. */
  public record Member(
      NodeId node, String version, Instant startedAt, Duration sinceBeat, State state) {}

  /** How a node is. */
  public enum State {
    LIVE,
    /** Finishes what it has begun. */
    LEAVING,
    /** Has not beaten for {@link Lease#DEAD}. */
    DEAD
  }

  /** How a connector's owner is, if it has one. */
  public enum Hold {
    /** Nobody owns it, or somebody who has left. */
    FREE,
    OWNED,
    /** Its owner is silent. */
    ORPHANED
  }

  public boolean isLive(NodeId node) {
    return members.stream().anyMatch(it -> it.node().equals(node) && it.state() == State.LIVE);
  }

  /** The live node that ought to own the connector; empty when none lives. */
  public Optional<NodeId> belongsTo(ConnectorId connector) {
    var live = members.stream().filter(it -> it.state() == State.LIVE).map(Member::node).toList();
    return Rendezvous.of(connector, live);
  }

  public Hold hold(ConnectorId connector) {
    var owner = owners.get(connector);
    if (owner == null) {
      return Hold.FREE;
    }
    return members.stream()
        .filter(it -> it.node().equals(owner))
        .findFirst()
        .map(it -> it.state() == State.DEAD ? Hold.ORPHANED : Hold.OWNED)
        .orElse(Hold.FREE);
  }
}
