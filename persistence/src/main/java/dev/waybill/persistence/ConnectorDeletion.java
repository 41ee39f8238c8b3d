package dev.waybill.persistence;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.Connectors.Deletion;
import dev.waybill.domain.connector.Connectors.WaitingEvents;
import org.jdbi.v3.core.Handle;

/** Deletes a connector, whose row is locked, in the transaction it is given. */
final class ConnectorDeletion {
  // Waits for settlements that have begun; those that come after wait for us and are fenced then.
  private static final String LOCK_OWNER =
      """
      INSERT INTO connector_owner AS owner (connector_id, node_id, epoch)
      VALUES (:connector, '00000000-0000-0000-0000-000000000000', 1)
      ON CONFLICT (connector_id) DO UPDATE SET epoch = owner.epoch""";

  private static final String FENCE =
      """
      UPDATE connector_owner SET epoch = epoch + 1, taken_at = clock_timestamp()
       WHERE connector_id = :connector""";

  private static final String UNSETTLED =
      """
      SELECT COALESCE(sum(events_between(lane.source_id, lane.position, lane.end_seq)
                          + (SELECT count(*) FROM retry_event r WHERE r.lane_id = lane.id)), 0)
        FROM lane_position lane
       WHERE lane.connector_id = :connector""";

  private static final String DISCARD =
      """
      WITH lane AS (
        SELECT id, source_id, position, end_seq,
               events_between(source_id, position, end_seq) AS waiting,
               (SELECT count(*) FROM retry_event r WHERE r.lane_id = lane_position.id) AS retrying
          FROM lane_position
         WHERE connector_id = :connector)
      INSERT INTO settlement (lane_id, epoch, kind, after_seq, to_seq, low_mark, delivered, retrying,
                              dead, expired, filtered, calls, expired_seqs)
      SELECT lane.id, owner.epoch, 'discard', lane.position, lane.end_seq, lane.end_seq, 0,
             -lane.retrying, 0, lane.waiting + lane.retrying, 0, 0,
             CASE WHEN lane.waiting > 0
                  THEN int8multirange(int8range(lane.position, lane.end_seq, '(]')) END
        FROM lane
        JOIN connector_owner owner ON owner.connector_id = :connector
       WHERE lane.waiting + lane.retrying > 0""";

  private static final String DISCARD_RETRIES =
      """
      WITH gone AS (
        DELETE FROM retry_event retry
         USING lane
         WHERE lane.connector_id = :connector AND retry.lane_id = lane.id
        RETURNING retry.lane_id, lane.source_id, retry.seq, retry.attempts)
      INSERT INTO terminal_event (lane_id, seq, event_key, verdict, payload, received_at, attempts,
                                  code, message)
      SELECT gone.lane_id, gone.seq, log.event_key, 'expired', log.payload, log.received_at,
             gone.attempts, 'discarded', 'The connector was deleted.'
        FROM gone
        JOIN event_log log ON log.source_id = gone.source_id AND log.seq = gone.seq""";

  private static final String DELETE =
      """
      UPDATE connector SET version = version + 1, deleted_at = clock_timestamp()
       WHERE id = :connector""";

  private final Handle handle;
  private final ConnectorId id;

  ConnectorDeletion(Handle handle, ConnectorId id) {
    this.handle = handle;
    this.id = id;
  }

  Deletion delete(WaitingEvents whatWaits) {
    update(LOCK_OWNER);
    long unsettled = unsettled();
    if (unsettled > 0 && whatWaits == WaitingEvents.KEEP) {
      return new Deletion.EventsWaiting(unsettled);
    }
    new LaneOpening(handle, id).end();
    update(FENCE);
    // Asked again: until the lanes had ended, events could still come in.
    long discarded = unsettled();
    update(DISCARD);
    update(DISCARD_RETRIES);
    update(DELETE);
    return new Deletion.Deleted(discarded);
  }

  private long unsettled() {
    return handle.createQuery(UNSETTLED).bind("connector", id.number()).mapTo(Long.class).one();
  }

  private void update(String sql) {
    handle.createUpdate(sql).bind("connector", id.number()).execute();
  }
}
