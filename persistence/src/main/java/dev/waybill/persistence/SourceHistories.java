package dev.waybill.persistence;

import dev.waybill.domain.activity.ReadActivity.Intake;
import dev.waybill.domain.activity.Span;
import dev.waybill.domain.source.SourceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What sources took in over time: the running totals of their commits at the edges of buckets. */
final class SourceHistories {
  private static final String TOTALS_AT_EDGES =
      """
      SELECT source.id, source.name,
             COALESCE(at_edge.total,
                      (SELECT c.total - c.accepted FROM ingest_commit c
                        WHERE c.source_id = source.id ORDER BY c.first_seq LIMIT 1), 0) AS total
        FROM source
       CROSS JOIN generate_series(0, :buckets) AS place
        LEFT JOIN LATERAL (SELECT c.total FROM ingest_commit c
                            WHERE c.source_id = source.id
                              AND c.committed_at <= :start::timestamptz + place * :step * interval '1 s'
                            ORDER BY c.committed_at DESC, c.first_seq DESC LIMIT 1) at_edge ON true
       ORDER BY source.id, place""";

  private final Handle handle;
  private final Span span;
  private final Instant now;

  SourceHistories(Handle handle, Span span, Instant now) {
    this.handle = handle;
    this.span = span;
    this.now = now;
  }

  List<Intake> intake() {
    var totals = new LinkedHashMap<SourceId, List<Edge>>();
    edges()
        .forEach(edge -> totals.computeIfAbsent(edge.source(), _ -> new ArrayList<>()).add(edge));
    return totals.values().stream()
        .map(SourceHistories::intake)
        .filter(intake -> intake.accepted().stream().anyMatch(count -> count > 0))
        .toList();
  }

  private List<Edge> edges() {
    return handle
        .createQuery(TOTALS_AT_EDGES)
        .bind("start", Sql.timestamp(span.start(now)))
        .bind("step", span.step().toSeconds())
        .bind("buckets", span.buckets())
        .map(
            (row, _) ->
                new Edge(
                    new SourceId(row.getInt("id")), row.getString("name"), row.getLong("total")))
        .list();
  }

  private static Intake intake(List<Edge> edges) {
    var accepted = new ArrayList<Long>();
    for (int i = 1; i < edges.size(); i++) {
      accepted.add(Math.max(0, edges.get(i).total() - edges.get(i - 1).total()));
    }
    return new Intake(edges.getFirst().source(), edges.getFirst().name(), accepted);
  }

  private record Edge(SourceId source, String name, long total) {}
}
