package dev.waybill.domain.outbox;

import dev.waybill.domain.connector.ConnectorId;
import java.util.List;
import java.util.Optional;

/**
 * How connectors stand: who delivers for a connector, how far it has come, and what became of each
 * event. Safe for use by many threads. Every call may throw {@link
 * dev.waybill.domain.StoreUnavailableException}; asking again is safe, except that a settlement
 * whose outcome is unknown must be asked about by taking the connector again.
 */
public interface Lanes {
  /**
   * Takes the connector for a node, if it is free, this node's already, or owned by a node that is
   * dead by the store's clock. That ends every earlier ownership of it: their settlements are
   * fenced from here on, and every settlement that committed before is seen by whoever asks for
   * positions next.
   *
   * @return empty when it is another node's, and nothing was changed
   */
  Optional<Ownership> take(ConnectorId connector, NodeId node);

  /**
   * Gives the connector up, so that anybody can take it; does nothing when the ownership is over.
   */
  void release(Ownership ownership);

  /**
   * The connector's lanes that are not finished: neither at their end nor without retries. Lanes of
   * replays come last, and for a while those of a replay that was cancelled come too.
   */
  List<Lane> of(ConnectorId connector);

  /**
   * The lane's end by now. Whoever reads the log first and asks for the end then knows which of the
   * events read belong to the lane: a promotion ends a lane at the head of its source.
   */
  long endOf(Lane lane);

  /**
   * The last number of the lane that expired with its part of the log, or 0. To be asked after a
   * read like {@link #endOf}: who does not know of it would send what can be settled no more. A
   * store that never drops a part of its log has nothing to say here.
   */
  default long expiredUpTo(Lane lane) {
    return 0;
  }

  /**
   * Retries of the lane that are due by the store's clock, longest due first.
   *
   * @param limit the most events
   * @param maxBytes where to stop early, counted in payload bytes; at least one event is returned
   *     if one is due
   */
  List<RetryEntry> dueRetries(Lane lane, int limit, int maxBytes);

  /**
   * Those of the lane's events with these numbers that are still to be tried again, due or not,
   * smallest number first. Which retries are due is another question: its answer changes with the
   * clock and with others that fall due.
   */
  List<RetryEntry> retries(Lane lane, List<Long> seqs);

  /**
   * Settles a delivery in one durable transaction, or nothing of it when the ownership is over or
   * the lane has moved on.
   */
  Settled settle(Ownership ownership, Settlement settlement);

  /** What became of a settlement. */
  enum Settled {
    SETTLED,
    /**
     * Somebody else owns the connector by now, or the store's history is another one; nothing was
     * written.
     */
    FENCED,
    /**
     * Part of the range has expired with its part of the log by now, or the retries are gone with a
     * replay that was cancelled a while ago; nothing was written, and the lane is to be read again.
     */
    OUTDATED
  }
}
