package dev.waybill.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.activity.ReadActivity;
import dev.waybill.domain.outbox.Ledger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What is asked all the time costs as much after thirty million events as after three million: no
 * table that grows with the events is read from its beginning, and no more rows of it are looked
 * at.
 */
class LongHistoryTest {
  private static final int CONNECTORS = 6;
  private static final LongHistory SHORT = new LongHistory(3_000, CONNECTORS, 2);
  private static final LongHistory LONG = new LongHistory(30_000, CONNECTORS, 2);

  // A backlog's ends are looked at commit by commit and block by block, sixteen of each at most.
  private static final int MOST_ROWS_OF_A_LANE = 250;

  private static final Instant HALF_OF_THE_SHORT_ONE =
      LocalDate.of(2026, 1, 1).atStartOfDay(ZoneId.systemDefault()).plusSeconds(1_500).toInstant();

  private static final TestDatabase SOON = TestDatabase.fresh();
  private static final TestDatabase LATE = TestDatabase.fresh();

  private static final Map<String, Consumer<Handle>> ASKED_ALL_THE_TIME =
      Map.of(
          "ledger",
          handle ->
              handle
                  .createQuery(PostgresLedger.LINES)
                  .bind("recent", PostgresLedger.RECENT)
                  .bind("counted", PostgresLedger.COUNTED)
                  .mapToMap()
                  .list(),
          "backlogs",
          handle -> handle.createQuery(PostgresOutboxView.BACKLOGS).mapToMap().list(),
          "news",
          handle -> handle.createQuery(PostgresArrivals.NEWS).mapToMap().list(),
          "lanes of a connector",
          handle ->
              handle.createQuery(PostgresLanes.UNFINISHED).bind("connector", 1).mapToMap().list(),
          "events of a connector that waits for nearly all",
          handle ->
              handle
                  .createQuery(PostgresEventLog.READ)
                  .bind("source", 2)
                  .bind("after", 100 * 16_384)
                  .bind("upTo", Long.MAX_VALUE)
                  .bind("limit", 20)
                  .bind("maxBytes", 1_000_000)
                  .mapToMap()
                  .list(),
          "where a time is in a source",
          handle ->
              handle
                  .createQuery(LaneOpening.BEFORE_TIME)
                  .bind("source", 2)
                  .bind("time", Sql.timestamp(HALF_OF_THE_SHORT_ONE))
                  .mapToMap()
                  .list(),
          "recent activity",
          handle ->
              handle
                  .createQuery(PostgresActivity.RECENT)
                  .bind("seconds", ReadActivity.RECENT.toSeconds())
                  .mapToMap()
                  .list());

  @BeforeAll
  static void write() {
    SHORT.writeTo(SOON);
    LONG.writeTo(LATE);
  }

  @AfterAll
  static void close() {
    SOON.close();
    LATE.close();
  }

  /** Rows and index entries read, of the tables that grow with the events. */
  private record Touched(Set<String> fromTheBeginning, long rows) {}

  // The counters of a session's own reads also see what functions do, which a plan hides. They
  // still
  // hold what earlier transactions of the session read, until it reports that.
  private static final String READ_BY_TABLE =
      """
      SELECT relname, pg_stat_get_xact_tuples_returned(relid) AS scanned,
             (SELECT COALESCE(sum(pg_stat_get_xact_tuples_returned(indexrelid)), 0)
                FROM pg_index WHERE indrelid = relid) AS by_index
        FROM pg_stat_user_tables
       WHERE relname ~ '^(event_log|event_key|ingest|settlement|call|retry_event|terminal_event)'""";

  private record Counters(Map<String, Long> scanned, long byIndex) {
    static Counters of(Handle handle) {
      var scanned = new HashMap<String, Long>();
      long byIndex =
          handle
              .createQuery(READ_BY_TABLE)
              .map(
                  (row, _) -> {
                    scanned.put(row.getString("relname"), row.getLong("scanned"));
                    return row.getLong("by_index");
                  })
              .collect(Collectors.summingLong(Long::longValue));
      return new Counters(scanned, byIndex);
    }

    Touched since(Counters before) {
      var more = new HashMap<String, Long>();
      scanned.forEach(
          (table, rows) -> more.put(table, rows - before.scanned.getOrDefault(table, 0L)));
      more.values().removeIf(rows -> rows == 0);
      long rows = more.values().stream().mapToLong(Long::longValue).sum();
      return new Touched(more.keySet(), rows + byIndex - before.byIndex);
    }
  }

  private static Touched touched(TestDatabase test, Consumer<Handle> question) {
    return test.database()
        .inSnapshot(
            handle -> {
              var before = Counters.of(handle);
              question.accept(handle);
              return Counters.of(handle).since(before);
            });
  }

  @Test
  void no_table_that_grows_with_the_events_is_read_from_its_beginning() {
    ASKED_ALL_THE_TIME.forEach(
        (what, question) ->
            assertThat(touched(LATE, question).fromTheBeginning()).as(what).isEmpty());
  }

  @Test
  void ten_times_the_events_are_no_more_rows_to_look_at() {
    ASKED_ALL_THE_TIME.forEach(
        (what, question) -> {
          long soon = touched(SOON, question).rows();
          long late = touched(LATE, question).rows();
          assertThat(late)
              .as("%s, after a tenth of the events %s rows", what, soon)
              .isPositive()
              .isLessThan(2 * soon + 100)
              .isLessThan(CONNECTORS * MOST_ROWS_OF_A_LANE);
        });
  }

  @Test
  void a_trim_with_nothing_to_do_looks_at_the_oldest_rows_alone() {
    for (var logBegan : List.of("-infinity", "infinity")) {
      var idle = trim(logBegan);
      assertThat(idle.fromTheBeginning()).isEmpty();
      assertThat(idle.rows()).as(logBegan).isPositive().isLessThan(10 * CONNECTORS);
    }
  }

  /** What a trim looks at if the log began then, which is forgotten again. */
  private static Touched trim(String logBegan) {
    return LATE.database()
        .inTransaction(
            handle -> {
              handle.savepoint("as it was");
              handle.execute("UPDATE log_slot SET opened_at = '%s'".formatted(logBegan));
              var before = Counters.of(handle);
              assertThat(LedgerTrim.trim(handle)).isZero();
              var touched = Counters.of(handle).since(before);
              handle.rollbackToSavepoint("as it was");
              return touched;
            });
  }

  @Test
  void a_question_that_does_read_everything_is_caught() {
    var settlements =
        touched(LATE, handle -> read(handle, "SELECT sum(delivered) FROM settlement"));
    assertThat(settlements.fromTheBeginning()).containsExactly("settlement");
    var commits =
        touched(
            LATE, handle -> read(handle, "SELECT count(*) FROM ingest_commit WHERE source_id = 2"));
    assertThat(commits.rows()).isGreaterThanOrEqualTo(LONG.commits());
    var hidden =
        touched(LATE, handle -> read(handle, "SELECT pg_temp.counted(2)", COUNTING_FUNCTION));
    assertThat(hidden.rows()).isGreaterThanOrEqualTo(LONG.commits());
  }

  private static final String COUNTING_FUNCTION =
      """
      CREATE FUNCTION pg_temp.counted(source int) RETURNS bigint LANGUAGE plpgsql AS
      'BEGIN RETURN (SELECT count(*) FROM event_log WHERE source_id = source); END'""";

  private static void read(Handle handle, String sql, String... before) {
    for (var statement : before) {
      handle.execute(statement);
    }
    handle.createQuery(sql).mapToMap().list();
  }

  @Test
  void the_ledger_of_a_long_history_balances() {
    var lines = new PostgresLedger(LATE.database()).lines();
    assertThat(lines).hasSize(CONNECTORS).allMatch(Ledger.Line::balanced);
    assertThat(lines.getFirst().waiting()).isEqualTo(500);
    assertThat(lines.getLast().waiting()).isEqualTo(LONG.commits() / 20 * 19_000L + 500);
  }
}
