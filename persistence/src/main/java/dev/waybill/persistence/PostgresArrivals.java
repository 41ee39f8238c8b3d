package dev.waybill.persistence;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.outbox.Arrivals;
import dev.waybill.domain.source.SourceId;
import java.util.HashMap;
import java.util.HashSet;
import org.jdbi.v3.core.Handle;

/**
 * What there is to deliver, found by one probe of an index for each source and each lane. A replay
 * that runs counts as due all the time, and one that does not is never due: its worker knows when
 * to go on.
 */
public final class PostgresArrivals implements Arrivals {
  static final String NEWS =
      """
      SELECT 'head' AS kind, source.id, newest.last_seq AS head
        FROM source
       CROSS JOIN LATERAL (
             SELECT last_seq FROM ingest_commit
              WHERE source_id = source.id
              ORDER BY first_seq DESC
              LIMIT 1) newest
      UNION ALL
      SELECT 'due', lane.connector_id, 0
        FROM lane
       WHERE lane.replay_id IS NULL
         AND EXISTS (SELECT 1 FROM retry_event r WHERE r.lane_id = lane.id AND r.next_at <= now())
      UNION ALL
      SELECT 'due', connector_id, 0 FROM replay WHERE status = 'running' AND kind = 'time_range'""";

  private final Database database;

  public PostgresArrivals(Database database) {
    this.database = database;
  }

  @Override
  public News news() {
    return database.withPulse(PostgresArrivals::news);
  }

  private static News news(Handle handle) {
    var heads = new HashMap<SourceId, Long>();
    var due = new HashSet<ConnectorId>();
    handle
        .createQuery(NEWS)
        .map(
            (row, _) ->
                row.getString("kind").equals("head")
                    ? heads.put(new SourceId(row.getInt("id")), row.getLong("head"))
                    : due.add(new ConnectorId(row.getInt("id"))))
        .list();
    return new News(heads, due);
  }
}
