package dev.waybill.persistence;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.reason.DeadLetterTallies;
import dev.waybill.domain.replay.Cutoffs;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts dead letters in PostgreSQL. */
public final class PostgresDeadLetterTallies implements DeadLetterTallies {
  private static final String TALLIES =
      """
      SELECT dead.connector_id, dead.name, dead.code, dead.message, dead.event_source,
             count(*) AS events, min(dead.settled_at) AS first, max(dead.settled_at) AS last,
             count(*) FILTER (WHERE dead.has_payload AND dead.event_time >= accepted.since) AS sendable,
             min(dead.event_time) FILTER (WHERE dead.has_payload AND dead.event_time >= accepted.since) AS oldest,
             max(dead.place) AS lane
        FROM (SELECT lane.connector_id, c.name, t.*
                FROM lane
                JOIN connector c ON c.id = lane.connector_id AND c.deleted_at IS NULL
               CROSS JOIN LATERAL (
                     SELECT t.code, t.message, t.event_source, t.event_time, t.settled_at,
                            t.payload IS NOT NULL AS has_payload, row_number() OVER () AS place
                       FROM (SELECT * FROM terminal_event
                              WHERE lane_id = lane.id AND verdict = 'dead'
                              ORDER BY seq DESC LIMIT :newest) t) t
               WHERE lane.replay_id IS NULL
                 AND (:connector::int IS NULL OR lane.connector_id = :connector)) dead
        LEFT JOIN unnest(:connectors, :sources, :since) AS accepted (connector_id, source, since)
               ON accepted.connector_id = dead.connector_id AND accepted.source = dead.event_source
       GROUP BY dead.connector_id, dead.name, dead.code, dead.message, dead.event_source
       ORDER BY dead.connector_id, dead.code, dead.message""";

  private final Database database;

  public PostgresDeadLetterTallies(Database database) {
    this.database = database;
  }

  @Override
  public List<Tally> tallies(
      @Nullable ConnectorId connector, Map<ConnectorId, Cutoffs> cutoffs, int newest) {
    var numbers = new ArrayList<Integer>();
    var sources = new ArrayList<String>();
    var since = new ArrayList<@Nullable Instant>();
    cutoffs.forEach(
        (id, known) ->
            known
                .accepted()
                .forEach(
                    (source, accepted) -> {
                      numbers.add(id.number());
                      sources.add(source.wire());
                      since.add(accepted);
                    }));
    return database.inSnapshot(
        handle ->
            handle
                .createQuery(TALLIES)
                .bind("connector", connector == null ? null : connector.number())
                .bind("newest", newest)
                .bind("connectors", Sql.array("int4", numbers.toArray()))
                .bind("sources", Sql.array("text", sources.toArray()))
                .bind("since", Sql.instants(since))
                .map((row, _) -> tally(row))
                .list());
  }

  private static Tally tally(ResultSet row) throws SQLException {
    var source = row.getString("event_source");
    return new Tally(
        new ConnectorId(row.getInt("connector_id")),
        row.getString("name"),
        row.getString("code"),
        row.getString("message"),
        source == null ? null : EventSource.ofWire(source).orElseThrow(),
        row.getLong("events"),
        row.getLong("sendable"),
        Sql.time(row, "first"),
        Sql.time(row, "last"),
        Sql.instant(row, "oldest"),
        row.getLong("lane"));
  }
}
