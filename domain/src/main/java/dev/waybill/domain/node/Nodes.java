package dev.waybill.domain.node;

import dev.waybill.domain.outbox.NodeId;

/**
 * The nodes on this store. Whether one lives is told by the store's clock alone. Safe for use by
 * many threads. Every call may throw {@link dev.waybill.domain.StoreUnavailableException}, after a
 * few seconds at the latest, and may be repeated.
 */
public interface Nodes {
  /**
   * Says that the node lives; the first time makes it known.
   *
   * @param version of the program it runs, for people
   * @return the store's history, see {@link dev.waybill.domain.outbox.Ownership#history}
   */
  long beat(NodeId node, String version);

  /**
   * From now on no connector ought to be this node's; it lives on until it leaves or falls silent.
   */
  void leaving(NodeId node);

  /** The node is gone, and whatever it still owns is free. */
  void leave(NodeId node);

  /** Everybody there is, and who owns what. */
  Cluster look();
}
