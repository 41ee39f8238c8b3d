package dev.waybill.domain.outbox;

import java.util.List;

/**
 * Counts again what the ledger only looks up: the events in the log, the rows of what is retried or
 * given up on, the settlements with their calls, and the running totals of them all. Everything
 * comes from one snapshot, and nothing is locked that a running platform would wait for.
 */
public interface LedgerAudit {
  /** Everything that is kept; takes time in proportion to the log. */
  int EVERYTHING = Integer.MAX_VALUE;

  /**
   * @param newest so many of the newest commits of each source and settlements of each lane; {@link
   *     #EVERYTHING} for all of them
   * @throws dev.waybill.domain.StoreUnavailableException when the store is away
   */
  Report verify(int newest);

  /** The same, and tells on the way how far it is; whoever cannot tell says nothing. */
  default Report verify(int newest, Progress progress) {
    return verify(newest);
  }

  /** Is told how far a count is; called by the thread that counts. */
  @FunctionalInterface
  interface Progress {
    /** So many sources and lanes are counted, of so many. */
    void at(int done, int of);
  }

  /**
   * What was counted and where it differs; no differences means that the ledger is true.
   *
   * @param events the events of the commits that were counted in the log
   */
  record Report(
      int sources, int lanes, long events, long settlements, List<Difference> differences) {
    public Report {
      differences = List.copyOf(differences);
    }
  }

  /**
   * Something that is not as the rest of the ledger says.
   *
   * @param where the connector and lane, or the source
   * @param what what was counted, in words
   */
  record Difference(String where, String what, long expected, long found) {
    @Override
    public String toString() {
      return "%s: %s: expected %d, found %d".formatted(where, what, expected, found);
    }
  }
}
