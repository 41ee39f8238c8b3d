package dev.waybill.persistence;

import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.event.Occurrence;
import dev.waybill.domain.event.StoredEvent;
import dev.waybill.domain.json.JsonCodec;
import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.replay.Cutoffs;
import dev.waybill.domain.replay.Survey;
import dev.waybill.domain.replay.Survey.WindowCounts;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Counts what a time range selects by the platform's windows. A commit whose oldest events still
 * count is counted whole; of every other one the payloads are read.
 */
final class RangeSurvey {
  private static final String WHOLE =
      """
      COALESCE(oldest_web >= :web::timestamptz, true) AND COALESCE(oldest_app >= :app::timestamptz, true)
        AND COALESCE(oldest_offline >= :offline::timestamptz, true)
        AND COALESCE(oldest_crm >= :crm::timestamptz, true)
        AND COALESCE(oldest_web, oldest_app, oldest_offline, oldest_crm) IS NOT NULL""";

  private static final String WITHIN =
      """
      SELECT COALESCE(sum(accepted), 0) FROM ingest_commit
       WHERE source_id = :source AND first_seq > :low AND last_seq <= :high AND %s"""
          .formatted(WHOLE);

  private static final String TO_READ =
      """
      SELECT first_seq, last_seq FROM ingest_commit
       WHERE source_id = :source AND first_seq > :low AND last_seq <= :high AND NOT (%s)
       ORDER BY first_seq"""
          .formatted(WHOLE);

  private static final String PAYLOADS =
      """
      SELECT payload FROM event_log
       WHERE source_id = :source AND seq BETWEEN :first AND :last""";

  // By the first call of each event that is known; an event that was filtered never had one.
  private static final String SENT =
      """
      SELECT COALESCE(sum(upper(run) - lower(run)), 0)
        FROM unnest((SELECT range_agg(run * int8range(:low + 1, :high + 1))
                       FROM (SELECT c.seqs FROM settlement s
                               JOIN call c ON c.settlement_id = s.id
                              WHERE s.lane_id = :lane AND s.kind = 'range' AND s.to_seq > :low
                                AND s.after_seq < :high AND c.started_at < :since
                             UNION ALL
                             SELECT c.seqs FROM call c
                              WHERE c.kind = 'retries' AND c.lane_id = :lane AND c.started_at < :since
                                AND c.seqs && int8range(:low + 1, :high + 1)) sent
                      CROSS JOIN LATERAL unnest(sent.seqs) AS run)) AS run""";

  private final Handle handle;
  private final JsonCodec json;
  private final Cutoffs cutoffs;
  private long within;
  private long past;
  private long notSent;
  private long pastDeduplication;

  private RangeSurvey(Handle handle, JsonCodec json, Cutoffs cutoffs) {
    this.handle = handle;
    this.json = json;
    this.cutoffs = cutoffs;
  }

  static Survey of(
      Handle handle, JsonCodec json, List<LogRange> ranges, @Nullable Cutoffs cutoffs) {
    long selected = ranges.stream().mapToLong(LogRange::events).sum();
    long waiting = ranges.stream().mapToLong(LogRange::stillWaiting).sum();
    var counts = cutoffs == null ? null : new RangeSurvey(handle, json, cutoffs).count(ranges);
    return new Survey(selected, waiting, 0, counts);
  }

  private WindowCounts count(List<LogRange> ranges) {
    ranges.forEach(this::count);
    return new WindowCounts(within, past, notSent, pastDeduplication);
  }

  private void count(LogRange range) {
    within += windows(WITHIN, range).mapTo(Long.class).one();
    windows(TO_READ, range)
        .map((row, _) -> new Commit(row.getLong("first_seq"), row.getLong("last_seq")))
        .list()
        .forEach(commit -> read(range.source(), commit));
    pastDeduplication += sentBefore(range);
  }

  private Query windows(String sql, LogRange range) {
    var query =
        handle
            .createQuery(sql)
            .bind("source", range.source())
            .bind("low", range.low())
            .bind("high", range.high());
    for (var source : EventSource.values()) {
      var since = cutoffs.accepted().get(source);
      query.bind(source.wire(), since == null ? "infinity" : since.toString());
    }
    return query;
  }

  /** One commit at a time is in memory. */
  private void read(int source, Commit commit) {
    handle
        .createQuery(PAYLOADS)
        .bind("source", source)
        .bind("first", commit.first())
        .bind("last", commit.last())
        .map((row, _) -> row.getBytes("payload"))
        .forEach(this::count);
  }

  private void count(byte[] payload) {
    var occurrence = occurrence(payload);
    var since = occurrence.map(it -> cutoffs.accepted().get(it.source()));
    if (since.isEmpty()) {
      notSent++;
    } else if (occurrence.get().time().isBefore(since.get())) {
      past++;
    } else {
      within++;
    }
  }

  private Optional<Occurrence> occurrence(byte[] payload) {
    return json.read(payload)
        .filter(JsonObject.class::isInstance)
        .map(JsonObject.class::cast)
        .flatMap(StoredEvent::read)
        .map(event -> event.occurrence());
  }

  private long sentBefore(LogRange range) {
    return handle
        .createQuery(SENT)
        .bind("lane", range.lane())
        .bind("low", range.low())
        .bind("high", range.high())
        .bind("since", Sql.timestamp(cutoffs.deduplicated()))
        .mapTo(Long.class)
        .one();
  }

  private record Commit(long first, long last) {}
}
