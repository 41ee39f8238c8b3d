package dev.waybill.persistence;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.outbox.LaneId;
import dev.waybill.domain.outbox.Retention.Late;
import dev.waybill.domain.outbox.Retention.Step;
import dev.waybill.domain.outbox.RetentionPolicy;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Lanes that have not had all of the oldest part of the log. */
final class Laggards {
  // Those of a cancelled replay too, and of a deleted connector nothing else is left: an account
  // has
  // to say what became of all its events.
  private static final String LATE =
      """
      SELECT lane.id, lane.connector_id,
             EXISTS (SELECT 1 FROM lane own
                      WHERE own.id = lane.id AND own.replay_id IS NOT NULL) AS replayed
        FROM lane_position lane
       WHERE lane.position < LEAST(:upTo, lane.end_seq)
         AND events_in(lane.source_id, lane.unsettled * int8multirange(int8range(NULL, :upTo, '(]'))) > 0
       ORDER BY lane.id""";

  // Whoever deletes the connector, or ends its lanes, holds this row.
  private static final String LOCK_CONNECTOR =
      "SELECT id FROM connector WHERE id = :connector FOR NO KEY UPDATE";

  // No further than the source's head: a lane that ends there must not have passed its end.
  private static final String LANE =
      """
      SELECT %s, (SELECT last_seq FROM ingest_commit
                   WHERE source_id = lane.source_id
                   ORDER BY first_seq DESC LIMIT 1) AS head
        FROM lane_position lane
       WHERE lane.id = :lane"""
          .formatted(LaneRows.COLUMNS);

  private static final String EXPIRE =
      """
      WITH late AS (
        SELECT id, source_id, position, unsettled * int8multirange(int8range(NULL, :upTo, '(]')) AS seqs
          FROM lane_position
         WHERE id = :lane),
      settled AS (
        INSERT INTO settlement (lane_id, epoch, kind, after_seq, to_seq, low_mark, delivered,
                                retrying, dead, expired, filtered, calls, expired_seqs)
        SELECT id, COALESCE((SELECT epoch FROM connector_owner WHERE connector_id = :connector), 0),
               'expired', position, :lowMark, :lowMark, 0, 0, 0, events, 0, 0, seqs
          FROM (SELECT late.*, events_in(source_id, seqs) AS events FROM late) counted
         WHERE events > 0
        RETURNING id, lane_id, expired),
      witness AS (
        INSERT INTO settlement_witness (lane_id, settlement_id) SELECT lane_id, id FROM settled)
      SELECT expired FROM settled""";

  // What remains of a cancelled replay is never sent, so nobody can be in time for it.
  private static final String SOON =
      """
      SELECT lane.connector_id, lane.id, part.generation, part.expires_at,
             events_in(lane.source_id,
                       lane.unsettled * int8multirange(int8range(part.after_seq, part.upto, '(]'))) AS events
        FROM (SELECT generation, after_seq, lead(after_seq) OVER up AS upto,
                     lead(opened_at) OVER up + :retention * interval '1 ms' AS expires_at
                FROM log_slot
              WINDOW up AS (ORDER BY generation)) part
        JOIN lane_position lane ON lane.position < LEAST(part.upto, lane.end_seq)
        JOIN connector c ON c.id = lane.connector_id AND c.deleted_at IS NULL
       WHERE part.expires_at < clock_timestamp() + :warning * interval '1 ms'
         AND NOT EXISTS (SELECT 1 FROM lane own
                           JOIN replay ON replay.id = own.replay_id AND replay.status = 'cancelled'
                          WHERE own.id = lane.id)
       ORDER BY part.generation, lane.id""";

  private Laggards() {}

  /** Lanes with events up to that number that are not settled. */
  static List<Laggard> behind(Handle handle, long upTo) {
    return handle
        .createQuery(LATE)
        .bind("upTo", upTo)
        .map(
            (row, _) ->
                new Laggard(
                    row.getInt("id"),
                    new ConnectorId(row.getInt("connector_id")),
                    row.getBoolean("replayed")))
        .list();
  }

  /** A lane, whose it is, and whether its events have their verdicts already. */
  record Laggard(int lane, ConnectorId connector, boolean replayed) {
    /** Settles what it has not had up to that number as expired; for a transaction of its own. */
    Optional<Step> expire(Handle handle, long upTo) {
      lockConnector(handle);
      SettlementWriter.lock(handle, new LaneId(lane));
      return handle
          .createQuery(EXPIRE)
          .bind("lane", lane)
          .bind("connector", connector.number())
          .bind("upTo", upTo)
          .bind("lowMark", lowMark(handle, upTo))
          .mapTo(Long.class)
          .findOne()
          .map(
              events ->
                  replayed
                      ? new Step.Missed(connector, events)
                      : new Step.Expired(connector, events));
    }

    private void lockConnector(Handle handle) {
      handle
          .createQuery(LOCK_CONNECTOR)
          .bind("connector", connector.number())
          .mapTo(Integer.class)
          .one();
    }

    private long lowMark(Handle handle, long upTo) {
      return handle
          .createQuery(LANE)
          .bind("lane", lane)
          .map(
              (row, _) ->
                  LaneRows.read(row).settledUpTo(Math.min(upTo, row.getLong("head"))).position())
          .one();
    }
  }

  /** Lanes that will lose events within the policy's warning. */
  static List<Late> soon(Handle handle, RetentionPolicy policy) {
    return handle
        .createQuery(SOON)
        .bind("retention", policy.retention().toMillis())
        .bind("warning", policy.warning().toMillis())
        .map(
            (row, _) ->
                new Late(
                    new ConnectorId(row.getInt("connector_id")),
                    new LaneId(row.getInt("id")),
                    row.getLong("generation"),
                    row.getLong("events"),
                    Sql.time(row, "expires_at")))
        .filter(late -> late.events() > 0)
        .list();
  }
}
