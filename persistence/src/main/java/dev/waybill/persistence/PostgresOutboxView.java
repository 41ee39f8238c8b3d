package dev.waybill.persistence;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.event.EventId;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.outbox.OutboxView;
import dev.waybill.domain.outbox.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Looking at the outbox in PostgreSQL. */
public final class PostgresOutboxView implements OutboxView {
  private static final int LONGEST_PAGE = 1_000;

  static final String BACKLOGS =
      """
      SELECT c.id, c.name, COALESCE(sum(lane.waiting), 0) AS waiting,
             COALESCE(sum(lane.retrying), 0) AS retrying, min(lane.oldest) AS oldest,
             min(lane.web) AS web, min(lane.app) AS app, min(lane.offline) AS offline,
             min(lane.crm) AS crm, min(lane.received) AS received, min(lane.uncertain) AS uncertain
        FROM connector c
        LEFT JOIN LATERAL (
             SELECT l.waiting,
                    now.total_retrying AS retrying,
                    fresh.first_received AS oldest,
                    LEAST(fresh.web, again.web) AS web, LEAST(fresh.app, again.app) AS app,
                    LEAST(fresh.offline, again.offline) AS offline,
                    LEAST(fresh.crm, again.crm) AS crm,
                    LEAST(fresh.received, again.received) AS received, again.uncertain
               FROM lane_position l
               JOIN lane own ON own.id = l.id AND own.replay_id IS NULL
              CROSS JOIN LATERAL oldest_between(l.source_id, l.position, l.end_seq) fresh
               LEFT JOIN LATERAL (SELECT total_retrying FROM settlement
                                   WHERE lane_id = l.id ORDER BY number DESC LIMIT 1) now ON true
               LEFT JOIN LATERAL (
                    SELECT (SELECT min(event_time) FROM retry_event
                             WHERE lane_id = l.id AND event_source = 'web') AS web,
                           (SELECT min(event_time) FROM retry_event
                             WHERE lane_id = l.id AND event_source = 'app') AS app,
                           (SELECT min(event_time) FROM retry_event
                             WHERE lane_id = l.id AND event_source = 'offline') AS offline,
                           (SELECT min(event_time) FROM retry_event
                             WHERE lane_id = l.id AND event_source = 'crm') AS crm,
                           (SELECT min(COALESCE(r.received_at, (
                                         SELECT log.received_at FROM event_log log
                                          WHERE log.source_id = l.source_id AND log.seq = r.seq)))
                              FROM retry_event r
                             WHERE r.lane_id = l.id AND r.event_source IS NULL) AS received,
                           (SELECT min(uncertain_since) FROM retry_event
                             WHERE lane_id = l.id) AS uncertain
                     WHERE now.total_retrying > 0) again ON true
              WHERE l.connector_id = c.id) lane ON true
       WHERE c.deleted_at IS NULL
       GROUP BY c.id, c.name
       ORDER BY c.id""";

  private static final String EXISTS =
      "SELECT EXISTS (SELECT 1 FROM connector WHERE id = :id AND deleted_at IS NULL)";

  private final Database database;

  public PostgresOutboxView(Database database) {
    this.database = database;
  }

  @Override
  public List<Backlog> backlogs() {
    return database.inSnapshot(
        handle ->
            handle
                .createQuery(BACKLOGS)
                .map(
                    (row, _) ->
                        new Backlog(
                            new ConnectorId(row.getInt("id")),
                            row.getString("name"),
                            row.getLong("waiting"),
                            row.getLong("retrying"),
                            Sql.instant(row, "oldest"),
                            oldest(row)))
                .list());
  }

  private static Oldest oldest(ResultSet row) throws SQLException {
    var happened = new EnumMap<EventSource, Instant>(EventSource.class);
    for (var source : EventSource.values()) {
      var time = Sql.instant(row, source.wire());
      if (time != null) {
        happened.put(source, time);
      }
    }
    return new Oldest(happened, Sql.instant(row, "received"), Sql.instant(row, "uncertain"));
  }

  @Override
  public Optional<Page> events(
      ConnectorId connector, Verdict verdict, @Nullable String before, int limit) {
    if (limit < 1 || limit > LONGEST_PAGE) {
      throw new IllegalArgumentException("limit: wanted 1 to " + LONGEST_PAGE + ", got " + limit);
    }
    long place = before == null ? Long.MAX_VALUE : place(before);
    return database.inSnapshot(
        handle ->
            exists(handle, connector)
                ? Optional.of(page(handle, connector, verdict, place, limit))
                : Optional.empty());
  }

  private static long place(String before) {
    try {
      long seq = Long.parseLong(before, Character.MAX_RADIX);
      // Only as it was written: "+1" and "01" are numbers too.
      if (seq > 0 && place(seq).equals(before)) {
        return seq;
      }
    } catch (NumberFormatException _) {
      // refused below
    }
    throw new IllegalArgumentException("cursor: wanted one that an earlier page gave");
  }

  private static String place(long seq) {
    return Long.toString(seq, Character.MAX_RADIX);
  }

  private static boolean exists(Handle handle, ConnectorId connector) {
    return handle.createQuery(EXISTS).bind("id", connector.number()).mapTo(Boolean.class).one();
  }

  /** One more than was asked for is read, to know whether there is a next page. */
  private static Page page(
      Handle handle, ConnectorId connector, Verdict verdict, long before, int limit) {
    var items = new EventLists(handle).list(connector, verdict, before, limit + 1);
    if (items.size() <= limit) {
      return new Page(items, null);
    }
    var page = items.subList(0, limit);
    return new Page(page, place(page.getLast().seq()));
  }

  @Override
  public List<Story> stories(EventId id) {
    return database.inSnapshot(handle -> new Stories(handle).of(id));
  }
}
