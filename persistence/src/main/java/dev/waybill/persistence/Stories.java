package dev.waybill.persistence;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.event.EventId;
import dev.waybill.domain.event.EventKey;
import dev.waybill.domain.outbox.OutboxView.Chapter;
import dev.waybill.domain.outbox.OutboxView.Story;
import dev.waybill.domain.outbox.SettledCall;
import dev.waybill.domain.source.SourceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** What became of an event everywhere, with the calls that carried it. */
final class Stories {
  // All keys of one event id lie side by side: their high half depends on the id alone. What has
  // left the log is found by the rows of those that retry it or gave it up.
  private static final String EVENTS =
      """
      SELECT source_id, seq, event_key, payload, received_at
        FROM (SELECT DISTINCT ON (seq) *
                FROM ((SELECT log.source_id, log.seq, log.event_key, log.payload, log.received_at
                         FROM (SELECT source_id, seq FROM event_key
                                WHERE event_key BETWEEN :first AND :last
                                ORDER BY seq DESC LIMIT 100) key
                         JOIN event_log log ON log.source_id = key.source_id AND log.seq = key.seq)
                      UNION ALL
                      (SELECT lane.source_id, r.seq, r.event_key, r.payload, r.received_at
                         FROM retry_event r
                         JOIN lane ON lane.id = r.lane_id
                        WHERE r.event_key BETWEEN :first AND :last
                        ORDER BY r.seq DESC LIMIT 100)
                      UNION ALL
                      (SELECT lane.source_id, t.seq, t.event_key, t.payload, t.received_at
                         FROM terminal_event t
                         JOIN lane ON lane.id = t.lane_id
                        WHERE t.event_key BETWEEN :first AND :last
                        ORDER BY t.seq DESC LIMIT 100)) found
               ORDER BY seq DESC, payload IS NULL
               LIMIT 100) event
       ORDER BY seq""";

  // Of an event that has left the log only exceptions are known: the ledger's rows are gone too.
  private static final String CHAPTERS =
      """
      SELECT event.lane_id, event.connector_id, event.name, %s
        FROM (SELECT lane.id AS lane_id, lane.connector_id, lane.unsettled, c.name, :seq::bigint AS seq
                FROM lane_position lane
                JOIN lane own ON own.id = lane.id AND own.replay_id IS NULL
                JOIN connector c ON c.id = lane.connector_id
               WHERE lane.source_id = :source AND lane.start_seq < :seq AND lane.end_seq >= :seq
                 AND (:seq > log_start()
                      OR EXISTS (SELECT 1 FROM retry_event r WHERE r.lane_id = lane.id AND r.seq = :seq)
                      OR EXISTS (SELECT 1 FROM terminal_event t
                                  WHERE t.lane_id = lane.id AND t.seq = :seq))) event
      %s
       ORDER BY event.connector_id"""
          .formatted(Fates.COLUMNS, Fates.LATERAL);

  private static final String CALLS =
      """
      SELECT settlement_id, call_no, http_status, code, message, request_id, started_at, took_ms
        FROM call
       WHERE settlement_id = (SELECT id FROM settlement
                               WHERE lane_id = :lane AND kind = 'range' AND to_seq >= :seq
                               ORDER BY to_seq LIMIT 1)
         AND seqs @> :seq::bigint
      UNION ALL
      SELECT settlement_id, call_no, http_status, code, message, request_id, started_at, took_ms
        FROM call
       WHERE kind = 'retries' AND lane_id = :lane AND seqs @> :seq::bigint
       ORDER BY settlement_id, call_no""";

  private final Handle handle;

  Stories(Handle handle) {
    this.handle = handle;
  }

  List<Story> of(EventId id) {
    long high = EventKey.highOf(id);
    return handle
        .createQuery(EVENTS)
        .bind("first", new UUID(high, 0))
        .bind("last", new UUID(high, -1))
        .map((row, _) -> story(row))
        .list();
  }

  private Story story(ResultSet row) throws SQLException {
    var source = new SourceId(row.getInt("source_id"));
    long seq = row.getLong("seq");
    return new Story(
        source,
        seq,
        Sql.key(row),
        row.getBytes("payload"),
        Sql.time(row, "received_at"),
        chapters(source, seq));
  }

  private List<Chapter> chapters(SourceId source, long seq) {
    return handle
        .createQuery(CHAPTERS)
        .bind("source", source.number())
        .bind("seq", seq)
        .map((row, _) -> chapter(row, seq))
        .list();
  }

  private Chapter chapter(ResultSet row, long seq) throws SQLException {
    return new Chapter(
        new ConnectorId(row.getInt("connector_id")),
        row.getString("name"),
        Fates.read(row),
        calls(row.getInt("lane_id"), seq));
  }

  private List<SettledCall> calls(int lane, long seq) {
    return handle
        .createQuery(CALLS)
        .bind("lane", lane)
        .bind("seq", seq)
        .map((row, _) -> call(row, seq))
        .list();
  }

  /** The call as far as this event is concerned: what else it carried is not its story. */
  private static SettledCall call(ResultSet row, long seq) throws SQLException {
    int status = row.getInt("http_status");
    return new SettledCall(
        List.of(seq),
        row.wasNull() ? null : status,
        row.getString("code"),
        row.getString("message"),
        row.getString("request_id"),
        Sql.time(row, "started_at"),
        Duration.ofMillis(row.getLong("took_ms")));
  }
}
