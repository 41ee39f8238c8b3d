package dev.waybill.persistence;

import dev.waybill.domain.outbox.LaneId;
import org.jdbi.v3.core.Handle;

/** Settlements that move verdicts already given, of a lane that is locked. */
final class SignedSettlement {
  private static final String REPLAY =
      """
      WITH settled AS (
        INSERT INTO settlement (lane_id, epoch, kind, after_seq, to_seq, low_mark, delivered,
                                retrying, dead, expired, filtered, calls)
        SELECT id, :epoch, 'replay', position, position, position, 0, :events, -:events, 0, 0, 0
          FROM lane_position
         WHERE id = :lane
        RETURNING id, lane_id)
      INSERT INTO settlement_witness (lane_id, settlement_id) SELECT lane_id, id FROM settled""";

  private SignedSettlement() {}

  /** So many events were dead and are retrying. */
  static void replay(Handle handle, LaneId lane, long epoch, int events) {
    handle
        .createUpdate(REPLAY)
        .bind("lane", lane.number())
        .bind("epoch", epoch)
        .bind("events", events)
        .execute();
  }
}
