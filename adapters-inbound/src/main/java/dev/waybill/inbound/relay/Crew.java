package dev.waybill.inbound.relay;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.ConnectorWatch;
import dev.waybill.domain.node.Cluster;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The workers of this node, one for each connector there is, and whose turn each is. One thread
 * hires; everything else is safe for many.
 */
final class Crew implements ConnectorWatch.Guard {
  private final RelayDesk desk;
  private final Map<ConnectorId, ConnectorWorker> workers = new ConcurrentHashMap<>();

  Crew(RelayDesk desk) {
    this.desk = desk;
  }

  Collection<ConnectorWorker> all() {
    return workers.values();
  }

  @Nullable ConnectorWorker find(ConnectorId connector) {
    return workers.get(connector);
  }

  /** Looks who is there, and tells each worker what it is to do. */
  void look() {
    long askedAt = System.nanoTime();
    var versions = desk.connectors().versions();
    hire(versions.keySet());
    for (var worker : all()) {
      worker.seenAt(versions.get(worker.id()), askedAt);
    }
    var cluster = desk.seat().nodes().look();
    if (cluster.isLive(desk.seat().node())) {
      all().forEach(worker -> worker.told(place(worker.id(), cluster)));
    }
  }

  private void hire(Collection<ConnectorId> connectors) {
    workers.values().removeIf(ConnectorWorker::isGone);
    for (var connector : connectors) {
      workers.computeIfAbsent(connector, this::startWorker);
    }
  }

  private ConnectorWorker startWorker(ConnectorId id) {
    var worker = new ConnectorWorker(id, desk);
    worker.start();
    return worker;
  }

  private Custody.Place place(ConnectorId connector, Cluster cluster) {
    var node = desk.seat().node();
    if (!cluster.belongsTo(connector).filter(node::equals).isPresent()) {
      return Custody.Place.ELSEWHERE;
    }
    return switch (cluster.hold(connector)) {
      case FREE -> Custody.Place.OPEN;
      // After an outage of the store every node looks dead until it has beaten.
      case ORPHANED ->
          desk.seat().lease().isSettledIn() ? Custody.Place.OPEN : Custody.Place.AWAITED;
      case OWNED ->
          node.equals(cluster.owners().get(connector)) ? Custody.Place.OPEN : Custody.Place.AWAITED;
    };
  }

  @Override
  public boolean enter(ConnectorId connector) {
    var worker = find(connector);
    return worker != null && worker.enterWatch();
  }

  @Override
  public void leave(ConnectorId connector) {
    var worker = find(connector);
    if (worker != null) {
      worker.leaveWatch();
    }
  }
}
