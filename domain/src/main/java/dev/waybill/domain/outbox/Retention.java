package dev.waybill.domain.outbox;

import dev.waybill.domain.connector.ConnectorId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Keeps the log within its time and the keys within their budget, by the store's clock. The log is
 * a ring of parts: a new one is begun from time to time, and the oldest is emptied once all its
 * events are older than the retention. Safe for use by many threads and nodes. Every call may throw
 * {@link dev.waybill.domain.StoreUnavailableException}; asking again is safe.
 */
public interface Retention {
  /**
   * A bounded piece of what there is to do now, unless another node is at it.
   *
   * @return what was done, in order; empty when there is nothing to do, or somebody else does it
   */
  List<Step> maintain();

  /** How things stand. Cheap enough to be asked every few seconds. */
  State state();

  /** One thing that was done. */
  sealed interface Step {
    /** A new part was begun. */
    record Begun(Ring ring) implements Step {}

    /** What a lane had not had in time settled as expired. */
    record Expired(ConnectorId connector, long events) implements Step {}

    /** What a replay had not come to in time, expired in its own account; no verdict changes. */
    record Missed(ConnectorId connector, long events) implements Step {}

    /** So many retries got a copy of their payload, because the log is about to lose it. */
    record Rescued(int events) implements Step {}

    /** The oldest part was emptied. */
    record Emptied(Ring ring) implements Step {}

    /** The oldest part cannot be emptied while somebody reads it; it is tried again later. */
    record Blocked(Ring ring) implements Step {}

    /** The current part should end and cannot, because the next one is not empty yet. */
    record Full(Ring ring) implements Step {}

    /** So many rows of the ledger were dropped whose events have left the log. */
    record Trimmed(int rows) implements Step {}

    /** So many dead and expired events lost their payload, which was past its time. */
    record Forgotten(int events) implements Step {}
  }

  /** What goes round. */
  enum Ring {
    /** The events. */
    LOG,
    /** The keys that tell duplicates and find an event by its id. */
    KEYS
  }

  /**
   * How things stand.
   *
   * @param deduplicationWindow how far back a duplicate is surely noticed
   * @param keysForgotten whether keys were ever dropped; until then the window is the whole past
   * @param keys how many keys are held
   * @param bytes the size of the database on disk
   * @param late lanes that will lose events soon, one line for each lane and part of the log
   */
  record State(
      Duration deduplicationWindow, boolean keysForgotten, long keys, long bytes, List<Late> late) {
    public State {
      late = List.copyOf(late);
    }
  }

  /**
   * A lane with events that expire soon with their part of the log.
   *
   * @param part grows from part to part
   */
  record Late(ConnectorId connector, LaneId lane, long part, long events, Instant expiresAt) {}
}
