package dev.waybill.persistence;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.Connectors.Deletion;
import dev.waybill.domain.connector.Connectors.WaitingEvents;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Deletes a connector, whose row is locked, in the transaction it is given. */
final class ConnectorDeletion {
  private static final String UNTOUCHED = "untouched";

  // Waits for settlements that have begun; those that come after wait for us and are fenced then.
  private static final String FENCE =
      """
      INSERT INTO connector_owner AS owner (connector_id, epoch)
      VALUES (:connector, 1)
      ON CONFLICT (connector_id) DO UPDATE
         SET epoch = owner.epoch + 1, taken_at = clock_timestamp()""";

  private static final String UNSETTLED =
      """
      SELECT COALESCE(sum(events_in(lane.source_id, lane.unsettled)
                          + (SELECT count(*) FROM retry_event r WHERE r.lane_id = lane.id)), 0)
        FROM lane_position lane
        JOIN lane own ON own.id = lane.id AND own.replay_id IS NULL
       WHERE lane.connector_id = :connector""";

  private static final String DISCARD_RETRIES =
      """
      WITH gone AS (
        DELETE FROM retry_event retry
         USING lane
         WHERE lane.connector_id = :connector AND lane.replay_id IS NULL
           AND retry.lane_id = lane.id
        RETURNING retry.lane_id, lane.source_id, retry.seq, retry.attempts, retry.event_key,
                  retry.payload, retry.received_at),
      expired AS (
        INSERT INTO terminal_event (lane_id, seq, event_key, verdict, payload, received_at, attempts,
                                    code, message)
        SELECT gone.lane_id, gone.seq, COALESCE(gone.event_key, log.event_key), 'expired',
               COALESCE(gone.payload, log.payload), COALESCE(gone.received_at, log.received_at),
               gone.attempts, 'discarded', 'The connector was deleted.'
          FROM gone
          LEFT JOIN event_log log ON log.source_id = gone.source_id AND log.seq = gone.seq)
      SELECT lane_id, count(*) AS retries FROM gone GROUP BY lane_id""";

  private static final String DISCARD =
      """
      WITH lane AS (
        SELECT id, position, end_seq, unsettled, events_in(source_id, unsettled) AS waiting,
               COALESCE(gone.retries, 0) AS retrying
          FROM lane_position
          LEFT JOIN unnest(:lanes, :retries) AS gone (lane_id, retries) ON gone.lane_id = id
         WHERE connector_id = :connector
           AND NOT EXISTS (SELECT 1 FROM lane own
                            WHERE own.id = lane_position.id AND own.replay_id IS NOT NULL)),
      settled AS (
        INSERT INTO settlement (lane_id, epoch, kind, after_seq, to_seq, low_mark, delivered,
                                retrying, dead, expired, filtered, calls, expired_seqs)
        SELECT lane.id, owner.epoch, 'discard', lane.position, lane.end_seq, lane.end_seq, 0,
               -lane.retrying, 0, lane.waiting + lane.retrying, 0, 0,
               CASE WHEN lane.waiting > 0 THEN lane.unsettled END
          FROM lane
          JOIN connector_owner owner ON owner.connector_id = :connector
         WHERE lane.waiting + lane.retrying > 0
        RETURNING id, lane_id, expired),
      witness AS (
        INSERT INTO settlement_witness (lane_id, settlement_id) SELECT lane_id, id FROM settled)
      SELECT expired FROM settled""";

  private static final String DELETE =
      """
      UPDATE connector SET version = version + 1, deleted_at = clock_timestamp()
       WHERE id = :connector""";

  private final Handle handle;
  private final ConnectorId id;
  private final LaneOpening lanes;

  ConnectorDeletion(Handle handle, ConnectorId id) {
    this.handle = handle;
    this.id = id;
    this.lanes = new LaneOpening(handle, id);
  }

  Deletion delete(WaitingEvents whatWaits) {
    return switch (whatWaits) {
      case KEEP -> deleteIfNothingWaits();
      case DISCARD -> discardAndDelete();
    };
  }

  private Deletion deleteIfNothingWaits() {
    handle.savepoint(UNTOUCHED);
    update(FENCE);
    long waiting = unsettled();
    if (waiting == 0) {
      lanes.end();
      // Asked again: until the lanes had ended, events could still come in.
      waiting = unsettled();
    }
    if (waiting > 0) {
      handle.rollbackToSavepoint(UNTOUCHED);
      return new Deletion.EventsWaiting(waiting);
    }
    ReplayEnd.cancelAll(handle, id);
    update(DELETE);
    return new Deletion.Deleted(0);
  }

  private Deletion discardAndDelete() {
    update(FENCE);
    // Before the lanes end, since appends to their sources wait from then on.
    var retries = discardRetries();
    ReplayEnd.cancelAll(handle, id);
    lanes.end();
    long discarded = discard(retries);
    update(DELETE);
    return new Deletion.Deleted(discarded);
  }

  /** How many there were in each lane. */
  private Map<Integer, Long> discardRetries() {
    var retries = new LinkedHashMap<Integer, Long>();
    handle
        .createQuery(DISCARD_RETRIES)
        .bind("connector", id.number())
        .map((row, _) -> retries.put(row.getInt("lane_id"), row.getLong("retries")))
        .list();
    return retries;
  }

  private long discard(Map<Integer, Long> retries) {
    return handle
        .createQuery(DISCARD)
        .bind("connector", id.number())
        .bind("lanes", Sql.array("int4", retries.keySet().toArray()))
        .bind("retries", Sql.longs(retries.values()))
        .mapTo(Long.class)
        .list()
        .stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  private long unsettled() {
    return handle.createQuery(UNSETTLED).bind("connector", id.number()).mapTo(Long.class).one();
  }

  private void update(String sql) {
    handle.createUpdate(sql).bind("connector", id.number()).execute();
  }
}
