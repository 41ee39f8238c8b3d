package dev.waybill.persistence;

import dev.waybill.domain.monitor.StoreVitals;
import dev.waybill.domain.outbox.NodeId;
import dev.waybill.domain.outbox.RetentionPolicy;
import java.util.EnumMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** A quick look at the database: its clock, the ring of the log, lanes and owners. */
public final class PostgresVitals implements StoreVitals {
  // The slot that is written counts as far as it is grown; it cannot end before the next is empty.
  private static final String VITALS =
      """
      SELECT clock_timestamp() AS clock,
             (SELECT (count(*) - 1 + LEAST(1, extract(epoch FROM clock_timestamp() - max(opened_at))
                                              * 1000 / :partAge)) / 16.0
                FROM log_slot) AS fill,
             (SELECT count(*) FROM connector_owner o
                JOIN connector c ON c.id = o.connector_id AND c.deleted_at IS NULL
               WHERE o.node_id = :node) AS owned""";

  private static final String LANES =
      """
      SELECT CASE WHEN c.status = 'unconfigured' THEN 'PARKED'
                  WHEN c.paused THEN 'PAUSED'
                  WHEN o.node_id IS NULL THEN 'UNOWNED'
                  WHEN own.end_seq IS NOT NULL THEN 'DRAINING'
                  ELSE 'DELIVERING' END AS state, count(*) AS lanes
        FROM lane own
        JOIN connector c ON c.id = own.connector_id AND c.deleted_at IS NULL
        LEFT JOIN connector_owner o ON o.connector_id = c.id
       WHERE own.end_seq IS NULL
          OR (SELECT position < end_seq FROM lane_position l WHERE l.id = own.id)
       GROUP BY state""";

  private final Database database;
  private final RetentionPolicy policy;

  public PostgresVitals(Database database, RetentionPolicy policy) {
    this.database = database;
    this.policy = policy;
  }

  // On the connections of the beats: whoever waits for one of the others sees a wrong clock.
  @Override
  public Vitals look(NodeId self) {
    return database.withPulse(
        handle -> {
          var lanes = lanes(handle);
          return handle
              .createQuery(VITALS)
              .bind("partAge", policy.partAge().toMillis())
              .bind("node", self.value())
              .map(
                  (row, _) ->
                      new Vitals(
                          Sql.time(row, "clock"),
                          row.getDouble("fill"),
                          lanes,
                          row.getInt("owned")))
              .one();
        });
  }

  private static Map<LaneState, Long> lanes(Handle handle) {
    var lanes = new EnumMap<LaneState, Long>(LaneState.class);
    handle
        .createQuery(LANES)
        .map((row, _) -> lanes.put(LaneState.valueOf(row.getString("state")), row.getLong("lanes")))
        .list();
    return lanes;
  }
}
