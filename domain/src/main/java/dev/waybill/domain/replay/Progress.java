package dev.waybill.domain.replay;

/** How far a replay has come; all figures from one snapshot of the store. */
public sealed interface Progress {
  /** How many events it was about when it began. */
  long selected();

  /** How many it has not come to yet, or not finished with. */
  long remaining();

  /** How many it is through with. */
  default long done() {
    return selected() - remaining();
  }

  /**
   * Of dead letters. What became of those that were moved is told by the connector's ledger, where
   * they belong.
   *
   * @param moved from dead to retrying
   * @param withoutPayload those that stay dead since their payload is past its time
   */
  record Moves(long selected, long moved, long withoutPayload) implements Progress {
    @Override
    public long remaining() {
      return selected - moved - withoutPayload;
    }
  }

  /**
   * Of a time range: an account of its own, apart from the connector's ledger.
   *
   * @param remaining not sent yet or to be tried again, or never to be since it was cancelled;
   *     counted for itself and never by subtraction
   * @param balanced whether the equation holds and every count has its evidence
   */
  record Deliveries(
      long selected,
      long redelivered,
      long dead,
      long expired,
      long filtered,
      long remaining,
      boolean balanced)
      implements Progress {
    /** What the equation leaves unexplained; 0 in a healthy account. */
    public long unexplained() {
      return selected - redelivered - dead - expired - filtered - remaining;
    }

    /** The same figures, which do not stand the test. */
    public Deliveries unbalanced() {
      return new Deliveries(selected, redelivered, dead, expired, filtered, remaining, false);
    }
  }
}
