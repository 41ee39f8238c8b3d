package dev.waybill.persistence;

import dev.waybill.domain.outbox.LaneId;
import dev.waybill.persistence.DeadLetterPick.Turn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Moves the dead letters of a pick to retrying, in the transaction it is given. */
final class DeadLetterMove {
  // Before the replay's own row, as a deletion of the connector does; a settlement does the same.
  private static final String EPOCH =
      "SELECT epoch FROM connector_owner WHERE connector_id = :connector FOR SHARE";

  // Whoever does not get it leaves this replay to the node that has it.
  private static final String TURN =
      """
      SELECT %s FROM replay r JOIN connector c ON c.id = r.connector_id
       WHERE r.id = :replay AND %s
         FOR UPDATE OF r SKIP LOCKED"""
          .formatted(Turn.COLUMNS, DeadLetterPick.READY);

  // With their payload, since the log may be gone. Due one after the other, so that they come at
  // the rate asked for and not in one heap.
  private static final String MOVE =
      """
      WITH picked AS (
        SELECT t.lane_id, t.seq, %s AS has_payload
          FROM terminal_event t
         WHERE t.lane_id = :lane AND t.seq = ANY(:seqs) AND %s),
      gone AS (
        DELETE FROM terminal_event t
         USING picked
         WHERE picked.has_payload AND t.lane_id = picked.lane_id AND t.seq = picked.seq
        RETURNING t.*),
      begun AS (
        INSERT INTO retry_event (lane_id, seq, attempts, next_at, code, message, event_source,
                                 event_time, uncertain_since, uncertain_revision, event_key,
                                 payload, received_at)
        SELECT lane_id, seq, 0,
               now() + (row_number() OVER (ORDER BY seq) - 1) * interval '1 second' / :rate,
               code, message, event_source, event_time, uncertain_since, uncertain_revision,
               event_key, payload, received_at
          FROM gone)
      SELECT count(*) AS picked, count(*) FILTER (WHERE has_payload) AS moved FROM picked"""
          .formatted(DeadLetters.HAS_PAYLOAD, DeadLetters.SELECTED);

  // An error of a moment ago is not made good by moving more now.
  private static final String GO_ON =
      """
      UPDATE replay
         SET moved = moved + :moved, without_payload = without_payload + :withoutPayload,
             lane_id = :lane, seq = :seq,
             next_at = GREATEST(next_at, clock_timestamp() - interval '1 second')
                       + :moved * interval '1 second' / :rate
       WHERE id = :replay""";

  private final Handle handle;
  private final DeadLetterPick pick;

  private DeadLetterMove(Handle handle, DeadLetterPick pick) {
    this.handle = handle;
    this.pick = pick;
  }

  /** Whether there was a replay to go on with. */
  static boolean next(Database database) {
    var pick = database.with(DeadLetterPick::next);
    return pick.isPresent() && database.inTransaction(handle -> move(handle, pick.get()));
  }

  /**
   * Whether there may be more to do; what was picked before somebody else went on is left alone.
   */
  static boolean move(Handle handle, DeadLetterPick pick) {
    return new DeadLetterMove(handle, pick).move();
  }

  private boolean move() {
    // Where nothing is moved the connector's own work need not wait.
    long epoch = pick.seqs().isEmpty() ? 0 : epoch();
    var turn = turn();
    if (turn.isPresent() && turn.get().equals(pick.from())) {
      move(epoch);
    }
    return turn.isPresent();
  }

  private void move(long epoch) {
    var lane = pick.lane();
    if (lane == null) {
      ReplayEnd.finish(handle, pick.from().replay());
    } else if (pick.seqs().isEmpty()) {
      goOn(new Moved(0, 0));
    } else {
      SettlementWriter.lock(handle, lane);
      var moved = move(lane, pick.seqs());
      if (moved.moved() > 0) {
        SignedSettlement.replay(handle, lane, epoch, moved.moved());
      }
      goOn(moved);
    }
  }

  private long epoch() {
    return handle
        .createQuery(EPOCH)
        .bind("connector", pick.from().connector().number())
        .mapTo(Long.class)
        .findOne()
        .orElse(0L);
  }

  private Optional<Turn> turn() {
    return handle
        .createQuery(TURN)
        .bind("replay", pick.from().replay())
        .map((row, _) -> Turn.read(row))
        .findOne();
  }

  private Moved move(LaneId lane, List<Long> seqs) {
    var turn = pick.from();
    return DeadLetters.bind(handle.createQuery(MOVE), turn.which(), turn.cutoff())
        .bind("lane", lane.number())
        .bind("seqs", Sql.longs(seqs))
        .bind("rate", turn.rate())
        .map((row, _) -> Moved.read(row))
        .one();
  }

  private void goOn(Moved moved) {
    handle
        .createUpdate(GO_ON)
        .bind("replay", pick.from().replay())
        .bind("moved", moved.moved())
        .bind("withoutPayload", moved.picked() - moved.moved())
        .bind("lane", pick.next().lane())
        .bind("seq", pick.next().seq())
        .bind("rate", pick.from().rate())
        .execute();
  }

  private record Moved(int picked, int moved) {
    static Moved read(ResultSet row) throws SQLException {
      return new Moved(row.getInt("picked"), row.getInt("moved"));
    }
  }
}
