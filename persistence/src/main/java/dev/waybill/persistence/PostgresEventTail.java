package dev.waybill.persistence;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.outbox.EventTail;
import dev.waybill.domain.source.SourceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The end of a source's log in PostgreSQL. */
public final class PostgresEventTail implements EventTail {
  private static final String NEWEST =
      """
      SELECT seq, payload, received_at
        FROM (SELECT seq, payload, received_at FROM event_log
               WHERE source_id = :source AND seq > :after
               ORDER BY seq DESC LIMIT :limit) newest
       ORDER BY seq""";

  private static final String AFTER =
      """
      SELECT seq, payload, received_at FROM event_log
       WHERE source_id = :source AND seq > :after
       ORDER BY seq LIMIT :limit""";

  private static final String STANDINGS =
      """
      SELECT event.seq, event.connector_id, event.name, %s
        FROM (SELECT log.seq, lane.id AS lane_id, lane.connector_id, lane.unsettled, c.name
                FROM event_log log
                JOIN lane_position lane ON lane.source_id = log.source_id
                 AND lane.start_seq < log.seq AND lane.end_seq >= log.seq
                JOIN lane own ON own.id = lane.id AND own.replay_id IS NULL
                JOIN connector c ON c.id = lane.connector_id AND c.deleted_at IS NULL
               WHERE log.source_id = :source AND log.seq BETWEEN :first AND :last) event
      %s
       ORDER BY event.seq, event.connector_id"""
          .formatted(Fates.COLUMNS, Fates.LATERAL);

  private final Database database;

  public PostgresEventTail(Database database) {
    this.database = database;
  }

  @Override
  public List<Arrived> newest(SourceId source, int limit) {
    return events(NEWEST, source, 0, limit);
  }

  @Override
  public List<Arrived> after(SourceId source, long seq, int limit) {
    return events(AFTER, source, seq, limit);
  }

  private List<Arrived> events(String query, SourceId source, long after, int limit) {
    if (limit < 1 || limit > LONGEST) {
      throw new IllegalArgumentException("limit: wanted 1 to " + LONGEST + ", got " + limit);
    }
    return database.inSnapshot(handle -> events(handle, query, source, after, limit));
  }

  private static List<Arrived> events(
      Handle handle, String query, SourceId source, long after, int limit) {
    var bare =
        handle
            .createQuery(query)
            .bind("source", source.number())
            .bind("after", after)
            .bind("limit", limit)
            .map((row, _) -> bare(row))
            .list();
    if (bare.isEmpty()) {
      return List.of();
    }
    var standings = standings(handle, source, bare.getFirst().seq(), bare.getLast().seq());
    return bare.stream()
        .map(
            event ->
                new Arrived(
                    event.seq(),
                    event.payload(),
                    event.receivedAt(),
                    standings.getOrDefault(event.seq(), List.of())))
        .toList();
  }

  private static Arrived bare(ResultSet row) throws SQLException {
    return new Arrived(
        row.getLong("seq"), row.getBytes("payload"), Sql.time(row, "received_at"), List.of());
  }

  private static Map<Long, List<Standing>> standings(
      Handle handle, SourceId source, long first, long last) {
    var standings = new HashMap<Long, List<Standing>>();
    handle
        .createQuery(STANDINGS)
        .bind("source", source.number())
        .bind("first", first)
        .bind("last", last)
        .map(
            (row, _) ->
                standings
                    .computeIfAbsent(row.getLong("seq"), _ -> new ArrayList<>())
                    .add(standing(row)))
        .list();
    return standings;
  }

  private static Standing standing(ResultSet row) throws SQLException {
    return new Standing(
        new ConnectorId(row.getInt("connector_id")), row.getString("name"), Fates.read(row));
  }
}
