package dev.waybill.persistence;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.toList;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.outbox.Verdict;
import dev.waybill.domain.search.EventScan;
import dev.waybill.domain.source.SourceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Reads exceptions and the log in PostgreSQL by their numbers. */
public final class PostgresEventScan implements EventScan {
  // Numbers first and what they carry afterwards, so that a lane that gives none of the page costs
  // an index alone.
  private static final String EXCEPTIONS =
      """
      WITH event AS MATERIALIZED (
        SELECT lane.id AS lane_id, lane.source_id, lane.connector_id, c.name, found.seq, found.verdict
          FROM lane
          JOIN connector c ON c.id = lane.connector_id AND c.deleted_at IS NULL
         CROSS JOIN LATERAL (SELECT CASE WHEN lane.id < :lane THEN :seq::numeric + 1
                                         ELSE :seq::numeric END AS seq) before
         CROSS JOIN LATERAL (
               (SELECT seq, 'retrying' AS verdict FROM retry_event
                 WHERE :retrying AND lane_id = lane.id
                   AND seq < LEAST(before.seq, 9223372036854775807)::bigint
                 ORDER BY seq DESC LIMIT :count)
               UNION ALL
               (SELECT seq, verdict FROM terminal_event
                 WHERE :dead AND lane_id = lane.id AND verdict = 'dead'
                   AND seq < LEAST(before.seq, 9223372036854775807)::bigint
                 ORDER BY seq DESC LIMIT :count)
               UNION ALL
               (SELECT seq, verdict FROM terminal_event
                 WHERE :expired AND lane_id = lane.id AND verdict = 'expired'
                   AND seq < LEAST(before.seq, 9223372036854775807)::bigint
                 ORDER BY seq DESC LIMIT :count)) found
         WHERE lane.replay_id IS NULL
           AND (:connector::int IS NULL OR lane.connector_id = :connector)
         ORDER BY found.seq DESC, lane.id DESC
         LIMIT :count)
      SELECT event.*, held.*
        FROM event
       CROSS JOIN LATERAL (
             SELECT t.event_key, t.payload, t.received_at, t.attempts, t.code, t.message,
                    t.settled_at, NULL::timestamptz AS next_at
               FROM terminal_event t
              WHERE event.verdict <> 'retrying' AND t.lane_id = event.lane_id AND t.seq = event.seq
             UNION ALL
             SELECT COALESCE(r.event_key, log.event_key), COALESCE(r.payload, log.payload),
                    COALESCE(r.received_at, log.received_at), r.attempts, r.code, r.message,
                    r.first_failed_at, r.next_at
               FROM retry_event r
               LEFT JOIN event_log log ON r.payload IS NULL
                     AND log.source_id = event.source_id AND log.seq = r.seq
              WHERE event.verdict = 'retrying' AND r.lane_id = event.lane_id
                AND r.seq = event.seq) held
       ORDER BY event.seq DESC, event.lane_id DESC""";

  private static final String AT =
      """
      SELECT max(newest.last_seq) + 1
        FROM source
       CROSS JOIN LATERAL (SELECT c.last_seq FROM ingest_commit c
                            WHERE c.source_id = source.id AND c.committed_at < :time
                            ORDER BY c.committed_at DESC LIMIT 1) newest""";

  private static final String STRETCH =
      """
      SELECT ends.after_seq, ends.to_seq, events_between(id, ends.after_seq, ends.to_seq) AS events
        FROM source
       CROSS JOIN LATERAL (
             SELECT GREATEST(log_start(),
                             COALESCE((SELECT c.last_seq FROM ingest_commit c
                                        WHERE c.source_id = source.id AND c.committed_at < :from
                                        ORDER BY c.committed_at DESC, c.first_seq DESC LIMIT 1), 0)) AS after_seq,
                    COALESCE((SELECT c.last_seq FROM ingest_commit c
                               WHERE c.source_id = source.id AND c.committed_at < :to
                               ORDER BY c.committed_at DESC, c.first_seq DESC LIMIT 1), 0) AS to_seq) ends
       WHERE id = :source""";

  private static final String LOG =
      """
      WITH piece AS MATERIALIZED (
        SELECT seq, event_key, payload, received_at FROM event_log
         WHERE source_id = :source AND seq > :after AND seq < :before
         ORDER BY seq DESC LIMIT :count)
      SELECT whole.read, whole.lowest, found.*
        FROM (SELECT count(*) AS read, COALESCE(min(seq), :after) AS lowest FROM piece) whole
        LEFT JOIN piece found ON position(:containing IN found.payload) > 0
       ORDER BY found.seq DESC""";

  private static final String EVENTS = "SELECT events_between(:source, :low, :high)";

  private final Database database;

  public PostgresEventScan(Database database) {
    this.database = database;
  }

  @Override
  public List<Candidate> exceptions(
      @Nullable ConnectorId connector, Set<Verdict> verdicts, Place before, int count) {
    return database.inSnapshot(
        handle ->
            about(handle, verdicts)
                .bind("connector", connector == null ? null : connector.number())
                .bind("seq", before.seq())
                .bind("lane", before.lane())
                .bind("count", count)
                .map((row, _) -> candidate(row))
                .list());
  }

  private static Query about(Handle handle, Set<Verdict> verdicts) {
    return handle
        .createQuery(EXCEPTIONS)
        .bind("retrying", verdicts.contains(Verdict.RETRYING))
        .bind("dead", verdicts.contains(Verdict.DEAD))
        .bind("expired", verdicts.contains(Verdict.EXPIRED));
  }

  private static Candidate candidate(ResultSet row) throws SQLException {
    return new Candidate(
        new Place(row.getLong("seq"), row.getInt("lane_id")),
        new ConnectorId(row.getInt("connector_id")),
        row.getString("name"),
        new SourceId(row.getInt("source_id")),
        Sql.key(row),
        row.getBytes("payload"),
        Sql.time(row, "received_at"),
        Fates.read(row));
  }

  @Override
  public Place at(Instant time) {
    return database.inSnapshot(
        handle ->
            handle
                .createQuery(AT)
                .bind("time", Sql.timestamp(time))
                .map((row, _) -> place(row))
                .one());
  }

  private static Place place(ResultSet row) throws SQLException {
    long seq = row.getLong(1);
    return row.wasNull() ? Place.NEWEST : new Place(seq, 0);
  }

  @Override
  public Optional<Stretch> stretch(SourceId source, Instant from, Instant to) {
    return database.inSnapshot(
        handle ->
            handle
                .createQuery(STRETCH)
                .bind("source", source.number())
                .bind("from", Sql.timestamp(from))
                .bind("to", Sql.timestamp(to))
                .map(
                    (row, _) ->
                        new Stretch(
                            row.getLong("after_seq"), row.getLong("to_seq"), row.getLong("events")))
                .findOne());
  }

  @Override
  public Piece log(SourceId source, long after, long before, byte[] containing, int count) {
    return database.inSnapshot(
        handle ->
            handle
                .createQuery(LOG)
                .bind("source", source.number())
                .bind("after", after)
                .bind("before", before)
                .bind("containing", containing)
                .bind("count", count)
                .map((row, _) -> read(row))
                .collect(collectingAndThen(toList(), PostgresEventScan::piece)));
  }

  private static Read read(ResultSet row) throws SQLException {
    long seq = row.getLong("seq");
    var found =
        row.wasNull()
            ? null
            : new Logged(seq, Sql.key(row), row.getBytes("payload"), Sql.time(row, "received_at"));
    return new Read(row.getInt("read"), row.getLong("lowest"), found);
  }

  private static Piece piece(List<Read> rows) {
    var whole = rows.getFirst();
    var found = rows.stream().map(Read::found).filter(Objects::nonNull).toList();
    return new Piece(found, whole.read(), whole.lowest());
  }

  @Override
  public long events(SourceId source, long low, long high) {
    return database.inSnapshot(
        handle ->
            handle
                .createQuery(EVENTS)
                .bind("source", source.number())
                .bind("low", low)
                .bind("high", high)
                .mapTo(Long.class)
                .one());
  }

  /** A row: what was found, or none, and how much was looked through for all of them. */
  private record Read(int read, long lowest, @Nullable Logged found) {}
}
