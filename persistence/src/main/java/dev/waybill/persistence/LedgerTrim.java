package dev.waybill.persistence;

import org.jdbi.v3.core.Handle;

/**
 * Drops rows of the ledger whose events have all left the log. The newest row of each source and of
 * each lane stays, and with its totals it accounts for what is gone.
 */
final class LedgerTrim {
  private static final int CHUNK = 2_000;

  // By where the rows are, which nobody ever changes: joined by their numbers, all of them would be
  // read even when none is found.
  private static final String COMMITS =
      """
      DELETE FROM ingest_commit
       WHERE ctid = ANY (ARRAY(
             SELECT oldest.ctid
               FROM (SELECT LEAST((SELECT min(after_seq) FROM log_slot),
                                  (SELECT min(after_seq) FROM key_slot)) AS begins_after) log
              CROSS JOIN source
              CROSS JOIN LATERAL (SELECT max(first_seq) AS newest FROM ingest_commit
                                   WHERE source_id = source.id) head
              CROSS JOIN LATERAL (SELECT ctid, last_seq FROM ingest_commit
                                   WHERE source_id = source.id AND first_seq < head.newest
                                     AND first_seq <= log.begins_after
                                   ORDER BY first_seq
                                   LIMIT :chunk) oldest
              WHERE oldest.last_seq <= log.begins_after))""";

  // Those that end before the oldest commit that is kept.
  private static final String BLOCKS =
      """
      DELETE FROM ingest_block gone
       USING source
       CROSS JOIN LATERAL (SELECT number FROM ingest_commit
                            WHERE source_id = source.id
                            ORDER BY first_seq
                            LIMIT 1) oldest
       CROSS JOIN (VALUES (1, 16), (2, 256), (3, 4096), (4, 65536)) power (level, commits)
       WHERE gone.source_id = source.id AND gone.level = power.level
         AND gone.number <= (oldest.number - 1) / power.commits""";

  // Told by its oldest row: of most lanes nothing is to go, and no more of them is looked at.
  private static final String DUE =
      """
      SELECT lane.id
        FROM lane
       CROSS JOIN (SELECT opened_at AS begun_at FROM log_slot ORDER BY generation LIMIT 1) log
       CROSS JOIN LATERAL (SELECT number, to_seq, settled_at FROM settlement
                            WHERE lane_id = lane.id
                            ORDER BY number LIMIT 1) oldest
       CROSS JOIN LATERAL (SELECT number, low_mark FROM settlement
                            WHERE lane_id = lane.id
                            ORDER BY number DESC LIMIT 1) newest
       CROSS JOIN LATERAL (SELECT total - accepted AS before FROM ingest_commit
                            WHERE source_id = lane.source_id
                            ORDER BY first_seq LIMIT 1) trimmed
       WHERE oldest.settled_at < log.begun_at AND oldest.number < newest.number
         AND oldest.to_seq <= newest.low_mark AND trimmed.before > lane.start_total""";

  // Whatever was settled before the oldest part of the log was begun speaks of none of its events.
  // A lane's rows go after commits of its source: a ledger that lacks rows has to show what for.
  // Ranges settled ahead of the position say what is settled, and stay until it has passed them.
  private static final String SETTLEMENTS =
      """
      WITH log AS (SELECT opened_at AS begun_at FROM log_slot ORDER BY generation LIMIT 1),
      old AS (
        SELECT oldest.id, lane.id AS lane_id
          FROM lane_position lane
          JOIN lane account ON account.id = lane.id
         CROSS JOIN log
         CROSS JOIN LATERAL (SELECT max(number) AS newest FROM settlement
                              WHERE lane_id = lane.id) head
         CROSS JOIN LATERAL (SELECT total - accepted AS before FROM ingest_commit
                              WHERE source_id = lane.source_id
                              ORDER BY first_seq LIMIT 1) trimmed
         CROSS JOIN LATERAL (SELECT id, to_seq, settled_at FROM settlement
                              WHERE lane_id = lane.id AND number < head.newest
                              ORDER BY number
                              LIMIT :chunk) oldest
         WHERE lane.id = ANY (:lanes)
           AND oldest.settled_at < log.begun_at AND oldest.to_seq <= lane.position
           AND trimmed.before > account.start_total),
      calls AS (DELETE FROM call USING old WHERE call.settlement_id = old.id),
      witnesses AS (
        DELETE FROM settlement_witness witness USING old
         WHERE witness.lane_id = old.lane_id AND witness.settlement_id = old.id)
      DELETE FROM settlement USING old WHERE settlement.id = old.id""";

  private LedgerTrim() {}

  /** Drops some of those rows; how many. */
  static int trim(Handle handle) {
    int commits = handle.createUpdate(COMMITS).bind("chunk", CHUNK).execute();
    if (commits > 0) {
      handle.execute(BLOCKS);
    }
    return commits + trimSettlements(handle);
  }

  private static int trimSettlements(Handle handle) {
    var due = handle.createQuery(DUE).mapTo(Integer.class).list();
    return due.isEmpty()
        ? 0
        : handle
            .createUpdate(SETTLEMENTS)
            .bind("lanes", Sql.array("int4", due.toArray()))
            .bind("chunk", CHUNK)
            .execute();
  }
}
