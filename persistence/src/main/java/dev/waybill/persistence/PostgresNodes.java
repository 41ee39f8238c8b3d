package dev.waybill.persistence;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.node.Cluster;
import dev.waybill.domain.node.Cluster.Member;
import dev.waybill.domain.node.Cluster.State;
import dev.waybill.domain.node.Lease;
import dev.waybill.domain.node.Nodes;
import dev.waybill.domain.outbox.NodeId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The nodes on this database, each with a row that it beats. */
public final class PostgresNodes implements Nodes {
  /** Of a row of {@code node}; the database's own clock, read anew for each row. */
  static final String IS_DEAD =
      "(node.heartbeat_at <= clock_timestamp() - interval '%d s')"
          .formatted(Lease.DEAD.toSeconds());

  // The first beat of a node clears away those that fell silent long ago.
  private static final String BEAT =
      """
      INSERT INTO node (node_id, version)
      VALUES (:node, :version)
      ON CONFLICT (node_id) DO UPDATE SET heartbeat_at = clock_timestamp()
      RETURNING heartbeat_at = started_at AS is_first, store_history() AS history""";

  private static final String CLEAR =
      "DELETE FROM node WHERE heartbeat_at < clock_timestamp() - interval '1 hour'";

  private static final String LEAVING = "UPDATE node SET leaving = true WHERE node_id = :node";

  private static final String LEAVE =
      """
      WITH gone AS (DELETE FROM node WHERE node_id = :node)
      UPDATE connector_owner SET node_id = NULL WHERE node_id = :node""";

  private static final String FORGET =
      """
      WITH gone AS (DELETE FROM node)
      UPDATE connector_owner SET node_id = NULL WHERE node_id IS NOT NULL""";

  private static final String MEMBERS =
      """
      SELECT node_id, version, started_at,
             (extract(epoch FROM clock_timestamp() - heartbeat_at) * 1000)::bigint AS silent_ms,
             CASE WHEN %s THEN 'DEAD' WHEN leaving THEN 'LEAVING' ELSE 'LIVE' END AS state
        FROM node
       ORDER BY started_at, node_id"""
          .formatted(IS_DEAD);

  private static final String OWNERS =
      "SELECT connector_id, node_id FROM connector_owner WHERE node_id IS NOT NULL";

  private final Database database;

  public PostgresNodes(Database database) {
    this.database = database;
  }

  /**
   * Forgets every node there was. Only for a database that nobody else can reach: it then takes no
   * time to tell that the last process is gone.
   */
  public void forgetAll() {
    database.with(handle -> handle.execute(FORGET));
  }

  @Override
  public long beat(NodeId node, String version) {
    return database.withPulse(
        handle -> {
          var beat =
              handle
                  .createQuery(BEAT)
                  .bind("node", node.value())
                  .bind("version", version)
                  .map((row, _) -> new Beat(row.getBoolean("is_first"), row.getLong("history")))
                  .one();
          if (beat.isFirst()) {
            handle.execute(CLEAR);
          }
          return beat.history();
        });
  }

  private record Beat(boolean isFirst, long history) {}

  @Override
  public void leaving(NodeId node) {
    update(LEAVING, node);
  }

  @Override
  public void leave(NodeId node) {
    update(LEAVE, node);
  }

  private void update(String sql, NodeId node) {
    database.withPulse(handle -> handle.createUpdate(sql).bind("node", node.value()).execute());
  }

  @Override
  public Cluster look() {
    return database.withPulse(handle -> new Cluster(members(handle), owners(handle)));
  }

  private static List<Member> members(Handle handle) {
    return handle.createQuery(MEMBERS).map((row, _) -> member(row)).list();
  }

  private static Member member(ResultSet row) throws SQLException {
    return new Member(
        new NodeId(row.getObject("node_id", UUID.class)),
        row.getString("version"),
        Sql.time(row, "started_at"),
        Duration.ofMillis(row.getLong("silent_ms")),
        State.valueOf(row.getString("state")));
  }

  private static Map<ConnectorId, NodeId> owners(Handle handle) {
    var owners = new HashMap<ConnectorId, NodeId>();
    handle
        .createQuery(OWNERS)
        .map(
            (row, _) ->
                owners.put(
                    new ConnectorId(row.getInt("connector_id")),
                    new NodeId(row.getObject("node_id", UUID.class))))
        .list();
    return owners;
  }
}
