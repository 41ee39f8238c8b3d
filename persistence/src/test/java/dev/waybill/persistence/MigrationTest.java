package dev.waybill.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.outbox.OutboxView.Oldest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** A database of the first version is brought up to date. */
class MigrationTest {
  /** An event that waits and one that is retried. */
  private static final String FILLED =
      """
      INSERT INTO connector (name, platform, status, reasons) VALUES ('shop', 'scripted', 'configured', '[]');
      INSERT INTO lane (connector_id, source_id, start_seq) VALUES (1, 1, 0);
      INSERT INTO event_log (slot, source_id, seq, event_key, received_at, payload)
      VALUES (0, 1, 1, '00000000-0000-0000-0000-000000000001', '2026-05-01T11:00Z', '{}'),
             (0, 1, 2, '00000000-0000-0000-0000-000000000002', '2026-05-01T12:00Z', '{}');
      INSERT INTO ingest_commit (source_id, first_seq, last_seq, accepted, duplicate, committed_at, slot)
      VALUES (1, 1, 1, 1, 0, '2026-05-01T11:00Z', 0), (1, 2, 2, 1, 0, '2026-05-01T12:00Z', 0);
      INSERT INTO settlement (lane_id, epoch, kind, after_seq, to_seq, low_mark, delivered, retrying, dead,
                              expired, filtered, calls)
      VALUES (1, 1, 'range', 0, 1, 1, 0, 1, 0, 0, 0, 1);
      INSERT INTO call (settlement_id, call_no, lane_id, kind, seqs, events, code, started_at, took_ms)
      VALUES (1, 1, 1, 'range', '{[1,1]}', 1, 'busy', now(), 5);
      INSERT INTO retry_event (lane_id, seq, attempts, next_at, code, message)
      VALUES (1, 1, 1, now(), 'busy', 'Again.')""";

  @Test
  void a_database_of_the_first_version_goes_on_where_it_stood() throws SQLException {
    var settings = ofTheFirstVersion();
    try (var connection = TestDatabase.connect(settings);
        var statement = connection.createStatement()) {
      statement.execute(FILLED);
    }
    try (var database = Database.open(settings)) {
      var backlog = new PostgresOutboxView(database).backlogs().getFirst();
      assertThat(backlog.waiting()).isEqualTo(1);
      assertThat(backlog.oldest())
          .as("counted from the receipt of the older one")
          .isEqualTo(new Oldest(Map.of(), Deliveries.HAPPENED, null));
      var lanes = new PostgresLanes(database);
      var lane = lanes.of(backlog.connector()).getFirst();
      assertThat(lanes.dueRetries(lane, 10, 1 << 20))
          .singleElement()
          .satisfies(
              retry -> {
                assertThat(retry.attempts()).isEqualTo(1);
                assertThat(retry.age()).isBetween(Duration.ZERO, Duration.ofMinutes(1));
                assertThat(retry.uncertainty()).isNull();
              });
      assertThat(
              new PostgresEventLog(database)
                  .read(lane.source(), lane.position(), lane.end(), 10, 1 << 20))
          .hasSize(1);
      assertThat(new PostgresLedger(database).lines().getFirst().balanced()).isTrue();
    }
  }

  @Test
  void a_table_that_somebody_holds_is_not_waited_for_for_ever() throws SQLException {
    var settings = ofTheFirstVersion();
    try (var connection = TestDatabase.connect(settings);
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("LOCK TABLE retry_event IN ACCESS SHARE MODE");
      assertThatThrownBy(
              () -> Schema.bringUpToDate(settings, Duration.ofSeconds(10), Duration.ofMillis(100)))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("somebody held a lock")
          .hasStackTraceContaining("lock timeout");
    }
    Database.open(settings).close();
  }

  private static DatabaseSettings ofTheFirstVersion() {
    var settings = TestDatabase.empty();
    Flyway.configure()
        .dataSource(settings.url(), settings.user(), settings.password().reveal())
        .locations("classpath:dev/waybill/persistence/migrations")
        .target("1")
        .load()
        .migrate();
    return settings;
  }
}
