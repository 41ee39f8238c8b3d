package dev.waybill.bootstrap.benchmark;

import dev.waybill.persistence.DatabaseSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/**
 * A week of a busy shop, made at once, beside fifty connectors that are registered and verified:
 * one source with a million events in 1,000 commits, each of which every connector took with one
 * settlement and one call. 100 of each connector's events died, for ten reasons; at the first
 * connector 50 are retried.
 */
final class ConsoleData {
  static final int CONNECTORS = 50;
  static final int COMMITS = 1_000;
  static final int EVENTS = 1_000;
  static final int DEAD = 100;

  private static final List<String> STATEMENTS =
      List.of(
          """
          INSERT INTO ingest_commit (source_id, first_seq, last_seq, accepted, duplicate, committed_at,
                                     slot, oldest_web)
          SELECT 1, n * 16384 + 1, n * 16384 + %1$d, %1$d, 0, at, 0, at - interval '1 minute'
            FROM (SELECT n, now() - interval '7 days' + n * interval '604 seconds' AS at
                    FROM generate_series(1, %2$d) n ORDER BY n) c"""
              .formatted(EVENTS, COMMITS),
          """
          INSERT INTO event_log (slot, source_id, seq, event_key, received_at, payload)
          SELECT 0, 1, c.first_seq + i, (encode(substring(sha256(convert_to('e-' || c.first_seq + i, 'UTF8')) FOR 8), 'hex')
                   || '0000000000000001')::uuid, c.committed_at,
                 convert_to('{"event":"' || CASE i %% 3 WHEN 0 THEN 'Purchase' ELSE 'ViewContent' END
                   || '","event_time":"2026-05-01T11:00:00Z","event_source":"web","event_id":"e-'
                   || c.first_seq + i || '","context":{"email":"shopper' || i
                   || '@example.com","ip":"203.0.113.9","user_agent":"' || repeat('Mozilla ', 20)
                   || '","page":{"url":"https://shop.example/checkout/thanks"}},"properties":'
                   || '{"order_id":"order-' || c.first_seq + i
                   || '","value":12.50,"currency":"EUR","contents":[{"content_id":"sku-'
                   || i || '","price":12.5,"quantity":1}]}}', 'UTF8')
            FROM ingest_commit c
           CROSS JOIN generate_series(0, %d) i"""
              .formatted(EVENTS - 1),
          """
          INSERT INTO event_key (slot, event_key, source_id, seq)
          SELECT slot, event_key, source_id, seq FROM event_log""",
          """
          INSERT INTO settlement (lane_id, epoch, kind, after_seq, to_seq, low_mark, delivered, retrying,
                                  dead, expired, filtered, calls, latency, settled_at)
          SELECT lane.id, 1, 'range', (n - 1) * 16384 + %1$d, n * 16384 + %1$d, n * 16384 + %1$d,
                 %1$d - died.events - again.events, again.events, died.events, 0, 0, 1,
                 ARRAY(SELECT CASE class WHEN 4 THEN 700 WHEN 6 THEN 290 WHEN 9 THEN 10 ELSE 0 END
                         FROM generate_series(0, 25) class),
                 now() - interval '7 days' + n * interval '604 seconds' + interval '1 second'
            FROM lane
           CROSS JOIN generate_series(1, %2$d) n
           CROSS JOIN LATERAL (SELECT CASE WHEN n %% 10 = 0 THEN 1 ELSE 0 END AS events) died
           CROSS JOIN LATERAL (SELECT CASE WHEN lane.id = 1 AND n %% 20 = 5 THEN 1 ELSE 0 END AS events) again
           ORDER BY lane.id, n"""
              .formatted(EVENTS, COMMITS),
          """
          INSERT INTO call (settlement_id, call_no, lane_id, kind, seqs, events, http_status, code, message,
                            request_id, started_at, took_ms)
          SELECT s.id, 1, s.lane_id, 'range', int8multirange(int8range(s.after_seq + 1, s.to_seq + 1)),
                 %d, 200, CASE WHEN s.id %% 50 = 0 THEN '50002' ELSE '0' END, 'OK', 'request-' || s.id,
                 s.settled_at - interval '200 ms', 180
            FROM settlement s"""
              .formatted(EVENTS),
          """
          INSERT INTO terminal_event (lane_id, seq, event_key, verdict, payload, received_at, attempts, code,
                                      message, settled_at, event_source, event_time)
          SELECT s.lane_id, e.seq, e.event_key, 'dead', e.payload, e.received_at, 1,
                 '4000' || (s.to_seq / 16384 / 10) % 5,
                 CASE WHEN s.id % 2 = 0 THEN 'Invalid value "' || e.seq || '" for parameter ' || s.id
                      ELSE 'Event ' || e.seq || ' was refused.' END,
                 s.settled_at, 'web', e.received_at
            FROM settlement s
            JOIN event_log e ON e.source_id = 1 AND e.seq = s.to_seq
           WHERE s.dead = 1""",
          """
          INSERT INTO retry_event (lane_id, seq, attempts, next_at, first_failed_at, code, message,
                                   event_source, event_time)
          SELECT s.lane_id, s.to_seq, 3, now() + interval '1 hour', s.settled_at, '50002',
                 'Try again later.', 'web', s.settled_at
            FROM settlement s
           WHERE s.retrying = 1""",
          """
          INSERT INTO audit (at, action, subject, actor)
          SELECT now() - n * interval '1 minute', 'reveal_event', n::text, 'admin token'
            FROM generate_series(1, 10000) n""",
          "SELECT setval('log_block', %d)".formatted(COMMITS + 1),
          "VACUUM ANALYZE");

  private ConsoleData() {}

  static void fill(DatabaseSettings server) throws SQLException {
    try (var connection = connect(server);
        var statement = connection.createStatement()) {
      for (var sql : STATEMENTS) {
        statement.execute(sql);
      }
    }
  }

  private static Connection connect(DatabaseSettings server) throws SQLException {
    return DriverManager.getConnection(server.url(), server.user(), server.password().reveal());
  }
}
