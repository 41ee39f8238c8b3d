package dev.waybill.persistence;

import dev.waybill.domain.outbox.LedgerAudit.Difference;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Counts a source's commits again: their running totals, and the events of each in the log. */
final class SourceAudit {
  // A commit's numbers are a block of their own, so that the log is counted in one pass. A commit
  // may be kept for longer than its events, which then are not missed.
  private static final String CHECKS =
      """
      WITH newest AS MATERIALIZED (
        SELECT number, total, accepted, first_seq, last_seq, slot
          FROM ingest_commit WHERE source_id = :source ORDER BY first_seq DESC LIMIT :newest),
      chained AS (
        SELECT newest.*, lag(number) OVER up AS number_before, lag(total) OVER up AS total_before
          FROM newest WINDOW up AS (ORDER BY first_seq)),
      taken AS (
        SELECT slot, (first_seq - 1) / 16384 AS block, min(first_seq) AS first_seq,
               sum(accepted) AS accepted
          FROM newest WHERE first_seq > log_start() GROUP BY 1, 2),
      logged AS (
        SELECT slot, (seq - 1) / 16384 AS block, min(seq) AS first_seq, count(*) AS events
          FROM event_log
         WHERE source_id = :source AND seq >= (SELECT min(first_seq) FROM newest)
           AND seq > log_start()
         GROUP BY 1, 2)
      SELECT 'number of the commit at ' || first_seq AS what,
             COALESCE(number_before + 1, 1) AS expected, number AS found
        FROM chained
       WHERE number <> number_before + 1
      UNION ALL
      SELECT 'running total of the commit at ' || first_seq,
             COALESCE(total_before, 0) + accepted, total
        FROM chained
       WHERE total <> COALESCE(total_before, CASE WHEN number = 1 THEN 0 ELSE total - accepted END)
                      + accepted
      UNION ALL
      SELECT 'events in the log of the commit at ' || COALESCE(taken.first_seq, logged.first_seq),
             COALESCE(taken.accepted, 0), COALESCE(logged.events, 0)
        FROM taken
        FULL JOIN logged USING (slot, block)
       WHERE taken.accepted IS DISTINCT FROM logged.events
         AND (taken.block IS NOT NULL
              OR logged.slot IN (SELECT slot FROM newest))""";

  private static final String EVENTS =
      """
      SELECT COALESCE(sum(accepted), 0)
        FROM (SELECT accepted FROM ingest_commit
               WHERE source_id = :source ORDER BY first_seq DESC LIMIT :newest) newest""";

  private final Handle handle;
  private final int newest;

  SourceAudit(Handle handle, int newest) {
    this.handle = handle;
    this.newest = newest;
  }

  List<Difference> differences(int source) {
    return handle
        .createQuery(CHECKS)
        .bind("source", source)
        .bind("newest", newest)
        .map((row, _) -> Sql.difference(row, "source " + source))
        .list();
  }

  long events(int source) {
    return handle
        .createQuery(EVENTS)
        .bind("source", source)
        .bind("newest", newest)
        .mapTo(Long.class)
        .one();
  }
}
