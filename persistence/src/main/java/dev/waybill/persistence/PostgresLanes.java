package dev.waybill.persistence;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.outbox.Lane;
import dev.waybill.domain.outbox.Lane.Replayed;
import dev.waybill.domain.outbox.Lanes;
import dev.waybill.domain.outbox.NodeId;
import dev.waybill.domain.outbox.Ownership;
import dev.waybill.domain.outbox.RetryEntry;
import dev.waybill.domain.outbox.Settlement;
import dev.waybill.domain.outbox.Uncertainty;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How connectors stand, in PostgreSQL. */
public final class PostgresLanes implements Lanes {
  private static final String TAKE =
      """
      INSERT INTO connector_owner AS owner (connector_id, node_id, epoch)
      VALUES (:connector, :node, 1)
      ON CONFLICT (connector_id) DO UPDATE
         SET node_id = EXCLUDED.node_id, epoch = owner.epoch + 1, taken_at = clock_timestamp()
       WHERE owner.node_id IS NULL OR owner.node_id = EXCLUDED.node_id
          OR NOT EXISTS (SELECT 1 FROM node
                          WHERE node.node_id = owner.node_id AND NOT %s)
      RETURNING epoch, store_history() AS history"""
          .formatted(PostgresNodes.IS_DEAD);

  // The epoch stays: whoever takes it next raises it, and waits for what settles until then.
  private static final String RELEASE =
      """
      UPDATE connector_owner
         SET node_id = NULL
       WHERE connector_id = :connector AND node_id = :node AND epoch = :epoch""";

  static final String UNFINISHED =
      """
      SELECT %s, r.id AS replay, r.status = 'running' AS running, r.per_second
        FROM lane_position lane
        JOIN lane own ON own.id = lane.id
        LEFT JOIN replay r ON r.id = own.replay_id
       WHERE lane.connector_id = :connector
         AND (lane.position < lane.end_seq
              OR EXISTS (SELECT 1 FROM retry_event retry WHERE retry.lane_id = lane.id))
         AND (%s) IS NOT TRUE
       ORDER BY r.id IS NOT NULL, lane.id"""
          .formatted(LaneRows.COLUMNS, ReplayEnd.IS_LET_GO);

  private static final String END =
      "SELECT COALESCE(end_seq, 9223372036854775807) FROM lane WHERE id = :lane";

  private static final String EXPIRED =
      """
      SELECT COALESCE(max(to_seq), 0) FROM settlement
       WHERE lane_id = :lane AND kind IN ('discard', 'expired') AND expired_seqs IS NOT NULL""";

  private static final String AGE =
      """
      CASE WHEN attempts = 0 THEN 0
           ELSE (extract(epoch FROM now() - first_failed_at) * 1000)::bigint END AS age_ms""";

  private static final String DUE_RETRIES =
      """
      SELECT seq, event_key, received_at, payload, attempts, uncertain_since, uncertain_revision,
             %s
        FROM (SELECT due.next_at, due.first_failed_at, due.attempts, due.uncertain_since,
                     due.uncertain_revision, due.seq,
                     COALESCE(due.event_key, log.event_key) AS event_key,
                     COALESCE(due.received_at, log.received_at) AS received_at,
                     COALESCE(due.payload, log.payload) AS payload, row_number() OVER up AS place,
                     sum(octet_length(COALESCE(due.payload, log.payload))) OVER up AS bytes
                FROM (SELECT seq, attempts, next_at, first_failed_at, uncertain_since,
                             uncertain_revision, event_key, received_at, payload
                        FROM retry_event
                       WHERE lane_id = :lane AND next_at <= now()
                       ORDER BY next_at, seq
                       LIMIT :limit) due
                LEFT JOIN event_log log
                       ON due.payload IS NULL AND log.source_id = :source AND log.seq = due.seq
               WHERE due.payload IS NOT NULL OR log.payload IS NOT NULL
              WINDOW up AS (ORDER BY due.next_at, due.seq ROWS UNBOUNDED PRECEDING)) counted
       WHERE place = 1 OR bytes <= :maxBytes
       ORDER BY next_at, seq"""
          .formatted(AGE);

  private static final String RETRIES =
      """
      SELECT retry.seq, COALESCE(retry.event_key, log.event_key) AS event_key,
             COALESCE(retry.received_at, log.received_at) AS received_at,
             COALESCE(retry.payload, log.payload) AS payload, attempts, uncertain_since,
             uncertain_revision, %s
        FROM retry_event retry
        LEFT JOIN event_log log
               ON retry.payload IS NULL AND log.source_id = :source AND log.seq = retry.seq
       WHERE retry.lane_id = :lane AND retry.seq = ANY(:seqs)
         AND (retry.payload IS NOT NULL OR log.payload IS NOT NULL)
       ORDER BY retry.seq"""
          .formatted(AGE);

  private final Database database;

  public PostgresLanes(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Ownership> take(ConnectorId connector, NodeId node) {
    return database.with(
        handle ->
            handle
                .createQuery(TAKE)
                .bind("connector", connector.number())
                .bind("node", node.value())
                .map(
                    (row, _) ->
                        new Ownership(
                            connector, node, row.getLong("epoch"), row.getLong("history")))
                .findOne());
  }

  @Override
  public void release(Ownership ownership) {
    database.with(
        handle ->
            handle
                .createUpdate(RELEASE)
                .bind("connector", ownership.connector().number())
                .bind("node", ownership.node().value())
                .bind("epoch", ownership.epoch())
                .execute());
  }

  @Override
  public List<Lane> of(ConnectorId connector) {
    return database.with(
        handle ->
            handle
                .createQuery(UNFINISHED)
                .bind("connector", connector.number())
                .map((row, _) -> lane(row))
                .list());
  }

  private static Lane lane(ResultSet row) throws SQLException {
    var lane = LaneRows.read(row);
    if (row.getObject("replay") == null) {
      return lane;
    }
    int perSecond = row.getInt("per_second");
    var rate = row.wasNull() ? null : perSecond;
    return lane.of(new Replayed(row.getBoolean("running"), rate));
  }

  @Override
  public long endOf(Lane lane) {
    return database.with(
        handle -> handle.createQuery(END).bind("lane", lane.id().number()).mapTo(Long.class).one());
  }

  @Override
  public long expiredUpTo(Lane lane) {
    return database.with(
        handle ->
            handle.createQuery(EXPIRED).bind("lane", lane.id().number()).mapTo(Long.class).one());
  }

  @Override
  public List<RetryEntry> dueRetries(Lane lane, int limit, int maxBytes) {
    return database.with(
        handle ->
            handle
                .createQuery(DUE_RETRIES)
                .bind("lane", lane.id().number())
                .bind("source", lane.source().number())
                .bind("limit", limit)
                .bind("maxBytes", maxBytes)
                .map((row, _) -> retry(row))
                .list());
  }

  @Override
  public List<RetryEntry> retries(Lane lane, List<Long> seqs) {
    return database.with(
        handle ->
            handle
                .createQuery(RETRIES)
                .bind("lane", lane.id().number())
                .bind("source", lane.source().number())
                .bind("seqs", Sql.longs(seqs))
                .map((row, _) -> retry(row))
                .list());
  }

  private static RetryEntry retry(ResultSet row) throws SQLException {
    return new RetryEntry(
        Sql.entry(row),
        row.getInt("attempts"),
        Duration.ofMillis(row.getLong("age_ms")),
        uncertainty(row));
  }

  private static @Nullable Uncertainty uncertainty(ResultSet row) throws SQLException {
    var since = Sql.instant(row, "uncertain_since");
    return since == null ? null : new Uncertainty(since, row.getInt("uncertain_revision"));
  }

  @Override
  public Settled settle(Ownership ownership, Settlement settlement) {
    return database.inTransaction(handle -> SettlementWriter.write(handle, ownership, settlement));
  }
}
