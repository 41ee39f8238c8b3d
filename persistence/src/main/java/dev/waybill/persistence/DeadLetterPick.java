package dev.waybill.persistence;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.outbox.LaneId;
import dev.waybill.domain.replay.Selection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters a replay moves next, found without a lock: of many that lie there few may have
 * been asked for. So it may be untrue by the time it is used.
 *
 * @param from where the replay stood
 * @param lane whose they are; null when all lanes have been looked through
 * @param seqs their numbers, in order
 * @param next where the replay goes on after them
 */
record DeadLetterPick(Turn from, @Nullable LaneId lane, List<Long> seqs, Place next) {
  /** How many rows are looked at for one step. */
  static final int WINDOW = 2_000;

  private static final int MOST_AT_ONCE = 1_000;

  /** Of the replays {@code r} of the connectors {@code c}. */
  static final String READY =
      """
      r.kind = 'dead_letters' AND r.status = 'running' AND r.next_at <= clock_timestamp()
        AND c.status = 'configured' AND NOT c.paused AND c.deleted_at IS NULL""";

  private static final String CANDIDATE =
      """
      SELECT %s FROM replay r JOIN connector c ON c.id = r.connector_id
       WHERE %s
       ORDER BY r.next_at LIMIT 1"""
          .formatted(Turn.COLUMNS, READY);

  private static final String NEXT_LANE =
      """
      SELECT id FROM lane
       WHERE connector_id = :connector AND replay_id IS NULL AND id >= :lane
       ORDER BY id LIMIT 1""";

  private static final String PICK =
      """
      WITH looked_at AS (
        SELECT t.seq, %s AS wanted
          FROM (SELECT * FROM terminal_event
                 WHERE lane_id = :lane AND seq > :after
                 ORDER BY seq
                 LIMIT :window) t)
      SELECT ARRAY(SELECT seq FROM looked_at WHERE wanted ORDER BY seq LIMIT :limit) AS seqs,
             count(*) AS rows, COALESCE(max(seq), 0) AS last
        FROM looked_at"""
          .formatted(DeadLetters.SELECTED);

  DeadLetterPick {
    seqs = List.copyOf(seqs);
  }

  /** Of the replay whose turn it is; empty when there is none. */
  static Optional<DeadLetterPick> next(Handle handle) {
    return handle
        .createQuery(CANDIDATE)
        .map((row, _) -> Turn.read(row))
        .findOne()
        .map(turn -> of(handle, turn));
  }

  private static DeadLetterPick of(Handle handle, Turn turn) {
    return handle
        .createQuery(NEXT_LANE)
        .bind("connector", turn.connector().number())
        .bind("lane", turn.at().lane())
        .map((row, _) -> new LaneId(row.getInt("id")))
        .findOne()
        .map(lane -> of(handle, turn, lane))
        .orElseGet(() -> new DeadLetterPick(turn, null, List.of(), turn.at()));
  }

  private static DeadLetterPick of(Handle handle, Turn turn, LaneId lane) {
    return DeadLetters.bind(handle.createQuery(PICK), turn.which(), turn.cutoff())
        .bind("lane", lane.number())
        .bind("after", lane.number() == turn.at().lane() ? turn.at().seq() : 0)
        .bind("window", WINDOW)
        .bind("limit", limit(turn))
        .map((row, _) -> read(row, turn, lane))
        .one();
  }

  private static DeadLetterPick read(ResultSet row, Turn turn, LaneId lane) throws SQLException {
    var seqs = List.of((Long[]) row.getArray("seqs").getArray());
    return new DeadLetterPick(turn, lane, seqs, next(row, turn, lane, seqs));
  }

  private static Place next(ResultSet row, Turn turn, LaneId lane, List<Long> seqs)
      throws SQLException {
    if (seqs.size() == limit(turn)) {
      return new Place(lane.number(), seqs.getLast());
    }
    return row.getInt("rows") == WINDOW
        ? new Place(lane.number(), row.getLong("last"))
        : new Place(lane.number() + 1, 0);
  }

  /** What is due within a second, so that a pause binds soon. */
  private static int limit(Turn turn) {
    return Math.min(turn.rate(), MOST_AT_ONCE);
  }

  /** All of earlier lanes, and of this lane up to this number. */
  record Place(int lane, long seq) {}

  /** A replay and where it stands. */
  record Turn(
      int replay,
      ConnectorId connector,
      Selection.DeadLetters which,
      int rate,
      Place at,
      Instant cutoff) {
    /** Of the table {@code replay} as {@code r}. */
    static final String COLUMNS =
        """
        r.id, r.connector_id, r.kind, r.codes, r.from_time, r.to_time, r.source_id, r.per_second,
        r.lane_id, r.seq, r.cutoff""";

    static Turn read(ResultSet row) throws SQLException {
      return new Turn(
          row.getInt("id"),
          new ConnectorId(row.getInt("connector_id")),
          (Selection.DeadLetters) ReplayRows.selection(row),
          row.getInt("per_second"),
          new Place(row.getInt("lane_id"), row.getLong("seq")),
          Sql.time(row, "cutoff"));
    }
  }
}
