package dev.waybill.persistence;

import dev.waybill.domain.activity.ReadActivity.Errors;
import dev.waybill.domain.activity.Span;
import dev.waybill.domain.connector.ConnectorId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The codes of what failed over time, of so many of the newest failures of each lane. */
final class FailureHistories {
  /** What one page can afford to count. */
  private static final int MOST = 20_000;

  private static final String COUNTS =
      """
      WITH own AS MATERIALIZED (
        SELECT lane.id, GREATEST(100, :most / GREATEST(1, count(*) OVER ())) AS newest
          FROM lane
          JOIN connector c ON c.id = lane.connector_id AND c.deleted_at IS NULL
         WHERE lane.replay_id IS NULL
           AND (:connector::int IS NULL OR lane.connector_id = :connector))
      SELECT failed.code, own.newest,
             floor(extract(epoch FROM failed.at - :start::timestamptz) / :step)::int AS place,
             count(*) AS failures,
             sum(count(*)) OVER (PARTITION BY own.id, failed.kind) AS counted
        FROM own
       CROSS JOIN LATERAL (
             (SELECT 'event' AS kind, t.code, t.settled_at AS at FROM terminal_event t
               WHERE t.lane_id = own.id AND t.settled_at >= :start
               ORDER BY t.settled_at DESC LIMIT own.newest)
             UNION ALL
             (SELECT 'call', call.code, call.started_at FROM call
               WHERE call.lane_id = own.id AND call.started_at >= :start
                 AND (call.http_status IS NULL OR call.http_status NOT BETWEEN 200 AND 299)
               ORDER BY call.started_at DESC LIMIT own.newest)) failed
       GROUP BY own.id, own.newest, failed.kind, failed.code, place""";

  private final Handle handle;
  private final Span span;
  private final Instant now;

  FailureHistories(Handle handle, Span span, Instant now) {
    this.handle = handle;
    this.span = span;
    this.now = now;
  }

  /**
   * @param connector null for all
   */
  Errors errors(@Nullable ConnectorId connector) {
    var counts = new TreeMap<String, List<Long>>();
    boolean whole = true;
    for (var failures : failures(connector)) {
      add(counts, failures);
      whole &= failures.whole();
    }
    return new Errors(span.start(now), counts, whole);
  }

  private void add(SortedMap<String, List<Long>> counts, Failures failures) {
    var buckets =
        counts.computeIfAbsent(
            failures.code(), _ -> new ArrayList<>(Collections.nCopies(span.buckets(), 0L)));
    // A call is timed by the relay's clock, which may be ahead.
    int place = Math.clamp(failures.place(), 0, span.buckets() - 1);
    buckets.set(place, buckets.get(place) + failures.count());
  }

  private List<Failures> failures(@Nullable ConnectorId connector) {
    return handle
        .createQuery(COUNTS)
        .bind("connector", connector == null ? null : connector.number())
        .bind("most", MOST)
        .bind("start", Sql.timestamp(span.start(now)))
        .bind("step", span.step().toSeconds())
        .map(
            (row, _) ->
                new Failures(
                    row.getString("code"),
                    row.getInt("place"),
                    row.getLong("failures"),
                    row.getLong("counted") < row.getLong("newest")))
        .list();
  }

  private record Failures(String code, int place, long count, boolean whole) {}
}
