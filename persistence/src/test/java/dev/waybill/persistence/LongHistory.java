package dev.waybill.persistence;

import java.util.List;

/**
 * A ledger as it is after years, made without its events: a source with commits of 1,000 events
 * each, of which the log here has the first one alone, and connectors that stand in the middle of a
 * commit. Each of the first ones has a settlement and a call for every commit and the others have a
 * twentieth of that, so that they wait for nearly all.
 *
 * @param commits how many; 100,000 stand for 100 M events
 * @param connectors how many lanes
 * @param ahead how many of them have all but the last 500 events settled
 */
record LongHistory(int commits, int connectors, int ahead) {
  // Triggers would add up row by row what is known beforehand.
  private static final List<String> STATEMENTS =
      List.of(
          "SET session_replication_role = replica",
          "INSERT INTO source (name) VALUES ('old')",
          """
          INSERT INTO connector (name, platform, status, reasons)
          SELECT 'old ' || i, 'webhook', 'configured', '[]' FROM generate_series(1, $connectors) i""",
          """
          INSERT INTO ingest_commit (source_id, first_seq, last_seq, accepted, duplicate, committed_at, slot,
                                     oldest_web, number, total)
          SELECT (SELECT max(id) FROM source), n::bigint * 16384 + 1, n::bigint * 16384 + 1000, 1000, 0, at,
                 0, at, n, n * 1000::bigint
            FROM (SELECT n, timestamptz '2026-01-01' + n * interval '1 s' AS at
                    FROM generate_series(1, $commits) n) each""",
          """
          INSERT INTO ingest_block (source_id, level, number, web)
          SELECT source_id, level, (number - 1) / width + 1, min(oldest_web)
            FROM ingest_commit
           CROSS JOIN (VALUES (1, 16), (2, 256), (3, 4096), (4, 65536)) power (level, width)
           GROUP BY source_id, level, width, (number - 1) / width
          HAVING max(number) % width = 0""",
          """
          INSERT INTO event_log (slot, source_id, seq, event_key, received_at, payload)
          SELECT 0, source_id, first_seq, gen_random_uuid(), committed_at, '{}' FROM ingest_commit""",
          """
          INSERT INTO event_key (slot, event_key, source_id, seq)
          SELECT slot, event_key, source_id, seq FROM event_log""",
          """
          INSERT INTO lane (connector_id, source_id, start_seq, start_total)
          SELECT id, (SELECT max(id) FROM source), 0, 0 FROM connector ORDER BY id""",
          """
          INSERT INTO settlement (lane_id, epoch, kind, after_seq, to_seq, low_mark, delivered, retrying, dead,
                                  expired, filtered, calls, settled_at, number, total_delivered, total_retrying,
                                  total_dead, total_expired, total_filtered, total_expired_in_bulk, total_calls,
                                  total_silent)
          SELECT lane.id, 1, 'range', CASE n WHEN 1 THEN 0 ELSE (n - 1)::bigint * 16384 + 500 END,
                 n::bigint * 16384 + 500, n::bigint * 16384 + 500, CASE n WHEN 1 THEN 500 ELSE 1000 END, 0, 0,
                 0, 0, 1, timestamptz '2026-01-01' + n * interval '1 s', n, n * 1000::bigint - 500, 0,
                 0, 0, 0, 0, n, 0
            FROM generate_series(1, $commits) n
           CROSS JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM lane) lane
           WHERE place <= $ahead OR n <= $commits / 20
           ORDER BY n, lane.id""",
          """
          INSERT INTO call (settlement_id, call_no, lane_id, kind, seqs, events, http_status, code, started_at,
                            took_ms)
          SELECT id, 1, lane_id, kind, int8multirange(int8range(after_seq, to_seq, '(]')), delivered, 200, 'ok',
                 settled_at, 5
            FROM settlement ORDER BY id""");

  /** Writes it into a database that has nothing but Waybill's tables. */
  void writeTo(TestDatabase test) {
    var script =
        String.join(";\n", STATEMENTS)
            .replace("$commits", Integer.toString(commits))
            .replace("$connectors", Integer.toString(connectors))
            .replace("$ahead", Integer.toString(ahead));
    test.execute(script);
    test.execute("VACUUM ANALYZE");
  }
}
