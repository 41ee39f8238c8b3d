package dev.waybill.domain.outbox;

import dev.waybill.domain.outbox.LedgerAudit.Report;
import java.time.Duration;
import java.time.Instant;

/**
 * Counts the whole ledger again in the background, one count of this node at a time. Safe for use
 * by many threads.
 */
public interface VerifyLedger {
  /** Begins a count unless one is under way, and tells how it stands. */
  State begin();

  /** How the last count stands. */
  State state();

  /** How a count stands. */
  sealed interface State {
    /** Nobody asked since this node started. */
    record Never() implements State {}

    /**
     * @param done so many sources and lanes of {@code of} are counted; {@code of} is 0 until that
     *     is known
     */
    record Running(Instant startedAt, int done, int of) implements State {}

    record Done(Instant startedAt, Duration took, Report report) implements State {}

    /** The store was away, or it took too long. */
    record Failed(Instant startedAt) implements State {}
  }
}
