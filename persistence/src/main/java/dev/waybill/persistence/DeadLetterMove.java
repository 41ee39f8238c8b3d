package dev.waybill.persistence;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.outbox.LaneId;
import dev.waybill.domain.replay.Selection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Moves the next dead letters of a replay to retrying, in the transaction it is given. */
final class DeadLetterMove {
  private static final int MOST_AT_ONCE = 1_000;

  private static final String READY =
      """
      r.kind = 'dead_letters' AND r.status = 'running' AND r.next_at <= clock_timestamp()
        AND c.status = 'configured' AND NOT c.paused AND c.deleted_at IS NULL""";

  private static final String CANDIDATE =
      """
      SELECT r.id, r.connector_id FROM replay r JOIN connector c ON c.id = r.connector_id
       WHERE %s
       ORDER BY r.next_at LIMIT 1"""
          .formatted(READY);

  // Before the replay's own row, as a deletion of the connector does; a settlement does the same.
  private static final String EPOCH =
      "SELECT epoch FROM connector_owner WHERE connector_id = :connector FOR SHARE";

  // Whoever does not get it leaves this replay to the node that has it.
  private static final String TURN =
      """
      SELECT r.id, r.connector_id, r.kind, r.codes, r.from_time, r.to_time, r.source_id, r.per_second,
             r.lane_id, r.seq, r.cutoff
        FROM replay r JOIN connector c ON c.id = r.connector_id
       WHERE r.id = :replay AND %s
         FOR UPDATE OF r SKIP LOCKED"""
          .formatted(READY);

  private static final String NEXT_LANE =
      """
      SELECT id FROM lane
       WHERE connector_id = :connector AND replay_id IS NULL AND id >= :lane
       ORDER BY id LIMIT 1""";

  // With their payload, since the log may be gone. Due one after the other, so that they come at the rate asked for and not in one heap.
  private static final String MOVE =
      """
      WITH picked AS (
        SELECT t.lane_id, t.seq, %s AS has_payload
          FROM terminal_event t
         WHERE t.lane_id = :lane AND t.seq > :after AND %s
         ORDER BY t.seq
         LIMIT :limit),
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
      SELECT count(*) AS picked, COALESCE(max(seq), 0) AS last,
             count(*) FILTER (WHERE has_payload) AS moved
        FROM picked"""
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
  private final Turn turn;

  private DeadLetterMove(Handle handle, Turn turn) {
    this.handle = handle;
    this.turn = turn;
  }

  /** Whether there was a replay to go on with. */
  static boolean next(Handle handle) {
    var candidate =
        handle
            .createQuery(CANDIDATE)
            .map(
                (row, _) ->
                    new Candidate(
                        row.getInt("id"), new ConnectorId(row.getInt("connector_id"))))
            .findOne();
    return candidate.isPresent() && next(handle, candidate.get());
  }

  private static boolean next(Handle handle, Candidate candidate) {
    var epoch =
        handle
            .createQuery(EPOCH)
            .bind("connector", candidate.connector().number())
            .mapTo(Long.class)
            .findOne();
    var turn =
        handle
            .createQuery(TURN)
            .bind("replay", candidate.replay())
            .map((row, _) -> Turn.read(row, epoch.orElse(0L)))
            .findOne();
    turn.ifPresent(it -> new DeadLetterMove(handle, it).move());
    return turn.isPresent();
  }

  private void move() {
    var lane = lane();
    if (lane.isEmpty()) {
      ReplayEnd.finish(handle, turn.replay());
      return;
    }
    var id = lane.get();
    SettlementWriter.lock(handle, id);
    long after = id.number() == turn.lane() ? turn.seq() : 0;
    var moved = move(id, after);
    if (moved.moved() > 0) {
      SignedSettlement.replay(handle, id, turn.epoch(), moved.moved());
    }
    boolean more = moved.picked() == limit();
    goOn(moved, more ? id.number() : id.number() + 1, more ? moved.last() : 0);
  }

  private Optional<LaneId> lane() {
    return handle
        .createQuery(NEXT_LANE)
        .bind("connector", turn.connector().number())
        .bind("lane", turn.lane())
        .map((row, _) -> new LaneId(row.getInt("id")))
        .findOne();
  }

  /** What is due within a second, so that a pause binds soon. */
  private int limit() {
    return Math.min(turn.rate(), MOST_AT_ONCE);
  }

  private Moved move(LaneId lane, long after) {
    return DeadLetters.bind(handle.createQuery(MOVE), turn.which(), turn.cutoff())
        .bind("lane", lane.number())
        .bind("after", after)
        .bind("limit", limit())
        .bind("rate", turn.rate())
        .map((row, _) -> Moved.read(row))
        .one();
  }

  private void goOn(Moved moved, int lane, long seq) {
    handle
        .createUpdate(GO_ON)
        .bind("replay", turn.replay())
        .bind("moved", moved.moved())
        .bind("withoutPayload", moved.picked() - moved.moved())
        .bind("lane", lane)
        .bind("seq", seq)
        .bind("rate", turn.rate())
        .execute();
  }

  private record Candidate(int replay, ConnectorId connector) {}

  /** A replay whose row is locked, and where it goes on. */
  private record Turn(
      int replay,
      ConnectorId connector,
      Selection.DeadLetters which,
      int rate,
      int lane,
      long seq,
      Instant cutoff,
      long epoch) {
    static Turn read(ResultSet row, long epoch) throws SQLException {
      return new Turn(
          row.getInt("id"),
          new ConnectorId(row.getInt("connector_id")),
          (Selection.DeadLetters) ReplayRows.selection(row),
          row.getInt("per_second"),
          row.getInt("lane_id"),
          row.getLong("seq"),
          Sql.time(row, "cutoff"),
          epoch);
    }
  }

  private record Moved(int picked, int moved, long last) {
    static Moved read(ResultSet row) throws SQLException {
      return new Moved(row.getInt("picked"), row.getInt("moved"), row.getLong("last"));
    }
  }
}
