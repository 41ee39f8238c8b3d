package dev.waybill.persistence;

import dev.waybill.domain.activity.Activity;
import dev.waybill.domain.activity.Activity.Bucket;
import dev.waybill.domain.activity.LatencyHistogram;
import dev.waybill.domain.activity.Span;
import dev.waybill.domain.connector.ConnectorId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What became of events over time: at each edge of a bucket one settlement of each lane is looked
 * up, and the totals of neighbours are subtracted.
 */
final class LaneHistories {
  // Before the oldest settlement that is kept, the totals are what it began with. The first commit
  // after a position is in the position's block of numbers or later.
  private static final String TOTALS_AT_EDGES =
      """
      WITH own AS MATERIALIZED (
        SELECT lane.id, lane.source_id, COALESCE(lane.end_seq, 9223372036854775807) AS end_seq,
               CASE WHEN COALESCE(first.number, 1) = 1 THEN lane.start_seq END AS low_mark,
               CASE WHEN first.number > 1 THEN first.latency END AS latency,
               first.total_delivered - first.delivered AS delivered,
               first.total_retrying - first.retrying AS retrying,
               first.total_dead - first.dead AS dead,
               first.total_expired - first.expired AS expired,
               first.total_filtered - first.filtered AS filtered,
               first.total_calls - first.calls AS calls
          FROM lane
          JOIN connector c ON c.id = lane.connector_id AND c.deleted_at IS NULL
          LEFT JOIN LATERAL (SELECT * FROM settlement
                              WHERE lane_id = lane.id ORDER BY number LIMIT 1) first ON true
         WHERE lane.replay_id IS NULL
           AND (:connector::int IS NULL OR lane.connector_id = :connector))
      SELECT own.id, edge.place,
             COALESCE(s.total_delivered, own.delivered, 0) AS delivered,
             COALESCE(s.total_retrying, own.retrying, 0) AS retrying,
             COALESCE(s.total_dead, own.dead, 0) AS dead,
             COALESCE(s.total_expired, own.expired, 0) AS expired,
             COALESCE(s.total_filtered, own.filtered, 0) AS filtered,
             COALESCE(s.total_calls, own.calls, 0) AS calls,
             COALESCE(s.latency, own.latency) AS latency,
             (extract(epoch FROM edge.at - next.committed_at) * 1000)::bigint AS waiting_ms
        FROM own
       CROSS JOIN LATERAL (
             SELECT place, LEAST(:start::timestamptz + place * :step * interval '1 s',
                                 :now::timestamptz) AS at
               FROM generate_series(0, :buckets) AS place) edge
        LEFT JOIN LATERAL (SELECT * FROM settlement s
                            WHERE s.lane_id = own.id AND s.settled_at <= edge.at
                            ORDER BY s.settled_at DESC, s.id DESC LIMIT 1) s ON true
        LEFT JOIN LATERAL (SELECT c.committed_at FROM ingest_commit c
                            WHERE c.source_id = own.source_id
                              AND c.first_seq > COALESCE(s.low_mark, own.low_mark) - 16384
                              AND c.last_seq > COALESCE(s.low_mark, own.low_mark)
                              AND c.first_seq <= own.end_seq
                            ORDER BY c.first_seq LIMIT 1) next ON next.committed_at <= edge.at
       ORDER BY own.id, edge.place""";

  private final Handle handle;
  private final Span span;
  private final Instant now;

  LaneHistories(Handle handle, Span span, Instant now) {
    this.handle = handle;
    this.span = span;
    this.now = now;
  }

  /**
   * @param connector null for all
   */
  Activity activity(@Nullable ConnectorId connector) {
    var sums = new Sums(span.buckets());
    @Nullable Edge last = null;
    for (var edge : edges(connector)) {
      if (last != null && last.lane() == edge.lane()) {
        sums.add(edge.place() - 1, last, edge);
      }
      last = edge;
    }
    return new Activity(span.start(now), span.step(), sums.buckets(span.start(now), span.step()));
  }

  private List<Edge> edges(@Nullable ConnectorId connector) {
    return handle
        .createQuery(TOTALS_AT_EDGES)
        .bind("connector", connector == null ? null : connector.number())
        .bind("start", Sql.timestamp(span.start(now)))
        .bind("now", Sql.timestamp(now))
        .bind("step", span.step().toSeconds())
        .bind("buckets", span.buckets())
        .map((row, _) -> edge(row))
        .list();
  }

  private static Edge edge(ResultSet row) throws SQLException {
    long waiting = row.getLong("waiting_ms");
    var age = row.wasNull() ? null : Duration.ofMillis(Math.max(0, waiting));
    return new Edge(row.getInt("id"), row.getInt("place"), totals(row), latency(row), age);
  }

  private static long[] totals(ResultSet row) throws SQLException {
    return new long[] {
      row.getLong("delivered"),
      row.getLong("dead"),
      row.getLong("expired"),
      row.getLong("filtered"),
      row.getLong("calls"),
      row.getLong("retrying")
    };
  }

  private static long[] latency(ResultSet row) throws SQLException {
    var counts = new long[LatencyHistogram.CLASSES];
    var stored = row.getArray("latency");
    if (stored != null) {
      var values = (Long[]) stored.getArray();
      for (int i = 0; i < counts.length; i++) {
        counts[i] = values[i];
      }
    }
    return counts;
  }

  /** A lane's totals at the edge of a bucket; of those the last one is no sum but a level. */
  @SuppressWarnings("ArrayRecordComponent") // read once and added up
  private record Edge(
      int lane, int place, long[] totals, long[] latency, @Nullable Duration waiting) {}

  /** The buckets of all lanes together. */
  private static final class Sums {
    private static final int LEVEL = 5;

    private final long[][] totals;
    private final long[][] latencies;
    private final @Nullable Duration[] waiting;

    Sums(int buckets) {
      totals = new long[buckets][LEVEL + 1];
      latencies = new long[buckets][LatencyHistogram.CLASSES];
      waiting = new Duration[buckets];
    }

    void add(int bucket, Edge from, Edge to) {
      for (int i = 0; i < LEVEL; i++) {
        totals[bucket][i] += Math.max(0, to.totals()[i] - from.totals()[i]);
      }
      totals[bucket][LEVEL] += to.totals()[LEVEL];
      for (int i = 0; i < LatencyHistogram.CLASSES; i++) {
        latencies[bucket][i] += Math.max(0, to.latency()[i] - from.latency()[i]);
      }
      waiting[bucket] = longer(waiting[bucket], to.waiting());
    }

    private static @Nullable Duration longer(@Nullable Duration one, @Nullable Duration other) {
      return one == null || (other != null && other.compareTo(one) > 0) ? other : one;
    }

    List<Bucket> buckets(Instant start, Duration step) {
      var buckets = new ArrayList<Bucket>();
      for (int i = 0; i < totals.length; i++) {
        var sum = totals[i];
        buckets.add(
            new Bucket(
                start.plus(step.multipliedBy(i)),
                sum[0],
                sum[1],
                sum[2],
                sum[3],
                sum[LEVEL],
                sum[4],
                waiting[i],
                LatencyHistogram.of(latencies[i])));
      }
      return buckets;
    }
  }
}
