package dev.waybill.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.credential.Secret;
import dev.waybill.persistence.measure.CopyYardstick;
import dev.waybill.persistence.measure.DatabaseMeter;
import dev.waybill.persistence.measure.HeldTransaction;
import dev.waybill.persistence.measure.ServerFacts;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What the bench measures with. */
class MeasureTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final TestDatabase DATABASE = TestDatabase.fresh();

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  private static void execute(String sql) throws SQLException {
    try (var connection = TestDatabase.connect(DATABASE.settings());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static long count(String sql) throws SQLException {
    try (var connection = TestDatabase.connect(DATABASE.settings());
        var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT count(*) FROM " + sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  /**
   * Two commits of ten numbers and a hole between them; one range that covers the first and half of
   * the second, and a later one that covers the rest.
   */
  @Test
  void how_long_events_were_on_their_way_is_weighted_by_events() throws Exception {
    try (var meter = DatabaseMeter.open(DATABASE.settings())) {
      var from = meter.counters();
      execute(
          """
          INSERT INTO connector (name, platform, status, reasons)
          VALUES ('measured', 'tiktok-events', 'unconfigured', '[]');
          INSERT INTO lane (connector_id, source_id, start_seq) VALUES (1, 1, 0);
          INSERT INTO ingest_commit (source_id, first_seq, last_seq, accepted, duplicate, slot, committed_at)
          VALUES (1, 1, 10, 10, 0, 0, clock_timestamp()), (1, 101, 110, 10, 0, 0, clock_timestamp());
          INSERT INTO settlement (lane_id, epoch, kind, after_seq, to_seq, low_mark, delivered, retrying,
                                  dead, expired, filtered, calls, settled_at)
          SELECT 1, 1, 'range', 0, 105, 105, 15, 0, 0, 0, 0, 1, committed_at + interval '20 milliseconds'
            FROM ingest_commit WHERE first_seq = 1
          UNION ALL
          SELECT 1, 1, 'range', 105, 110, 110, 5, 0, 0, 0, 0, 1, committed_at + interval '90 milliseconds'
            FROM ingest_commit WHERE first_seq = 101""");
      var written = meter.counters().at();
      Await.until(
          "the settlements' time has come",
          LIMIT,
          () -> meter.counters().at().isAfter(written.plusMillis(100)));
      var latencies = meter.latencies(1, 1, from, meter.counters());
      assertThat(latencies.events()).isEqualTo(20);
      assertThat(latencies.quantile(0.5)).isBetween(Duration.ofMillis(19), Duration.ofMillis(20));
      assertThat(latencies.quantile(0.75)).isLessThanOrEqualTo(Duration.ofMillis(20));
      assertThat(latencies.quantile(0.76)).isEqualTo(Duration.ofMillis(90));
      assertThat(latencies.longest()).isEqualTo(Duration.ofMillis(90));
      assertThat(meter.latencies(1, 1, meter.counters(), meter.counters()).events()).isZero();
    }
  }

  @Test
  void the_write_ahead_log_grows_with_what_is_written() throws Exception {
    try (var meter = DatabaseMeter.open(DATABASE.settings())) {
      var before = meter.counters();
      execute("INSERT INTO audit (action, subject) VALUES ('x', repeat('y', 1000))");
      assertThat(meter.counters().walBytes() - before.walBytes()).isGreaterThan(1_000);
    }
  }

  @Test
  void what_updates_and_deletes_leave_behind_is_counted() throws Exception {
    try (var meter = DatabaseMeter.open(DATABASE.settings())) {
      var before = meter.counters();
      execute("INSERT INTO audit (action, subject) VALUES ('dead', '')");
      execute("UPDATE audit SET subject = 'z' WHERE action = 'dead'");
      execute("DELETE FROM audit WHERE action = 'dead'");
      Await.until(
          "the server has counted",
          LIMIT,
          () -> meter.counters().deadTuples() >= before.deadTuples() + 2);
      assertThat(meter.counters().commits()).isGreaterThanOrEqualTo(before.commits() + 3);
    }
  }

  @Test
  void the_yardstick_counts_rows_and_leaves_nothing_behind() throws Exception {
    var id = new AtomicInteger();
    var yardstick =
        new CopyYardstick(
            DATABASE.settings(),
            () -> (id.incrementAndGet() + "\t{\"a\":1}\n").getBytes(StandardCharsets.US_ASCII));
    assertThat(yardstick.measure(Duration.ofMillis(10), Duration.ofMillis(50))).isPositive();
    assertThat(count("pg_class WHERE relname LIKE '%yardstick%'")).isZero();
  }

  @Test
  void a_held_transaction_is_open_until_it_is_closed() throws Exception {
    var held =
        "pg_stat_activity WHERE state = 'idle in transaction' AND backend_xid IS NOT NULL"
            + " AND datname = current_database()";
    try (var _ = HeldTransaction.begin(DATABASE.settings())) {
      assertThat(count(held)).isEqualTo(1);
    }
    assertThat(count(held)).isZero();
  }

  @Test
  void settings_without_which_a_commit_may_be_lost_are_named() {
    assertThat(new ServerFacts(Map.of("fsync", "on", "synchronous_commit", "local")).careless())
        .isEmpty();
    assertThat(
            new ServerFacts(
                    Map.of("fsync", "off", "synchronous_commit", "off", "full_page_writes", "off"))
                .careless())
        .containsExactly("fsync", "synchronous_commit", "full_page_writes");
  }

  @Test
  void the_settings_are_those_a_new_session_gets() {
    try (var meter = DatabaseMeter.open(DATABASE.settings())) {
      assertThat(meter.facts().value("server_version")).isNotEqualTo("unknown");
      assertThat(meter.facts().value("synchronous_commit")).isEqualTo("on");
      assertThat(meter.backendPid()).isPositive();
    }
  }

  @Test
  void a_database_that_is_away_is_told_so() {
    var nowhere =
        new DatabaseSettings("jdbc:postgresql://127.0.0.1:1/none", "nobody", new Secret("x"));
    assertThatThrownBy(() -> DatabaseMeter.open(nowhere))
        .isInstanceOf(StoreUnavailableException.class);
    assertThatThrownBy(() -> HeldTransaction.begin(nowhere))
        .isInstanceOf(StoreUnavailableException.class);
    assertThatThrownBy(
            () ->
                new CopyYardstick(nowhere, () -> new byte[0])
                    .measure(Duration.ZERO, Duration.ofMillis(1)))
        .isInstanceOf(StoreUnavailableException.class);
  }
}
