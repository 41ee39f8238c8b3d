package dev.waybill.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What uses up one pool leaves the others alone. */
class DatabaseTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String STRICTER_DEFAULT =
      """
      DO $$ BEGIN
        EXECUTE format('ALTER DATABASE %I SET default_transaction_isolation = serializable',
                       current_database());
      END $$""";

  private final CountDownLatch release = new CountDownLatch(1);
  private OutboxFixture outbox;
  private Database database;

  @BeforeEach
  void open() {
    outbox = new OutboxFixture();
    database = outbox.test().database();
  }

  @AfterEach
  void close() {
    release.countDown();
    outbox.close();
  }

  /** Holds that many connections until the test ends. */
  private void hold(int connections, Consumer<Function<Handle, Integer>> pool) {
    var held = new CountDownLatch(connections);
    for (int i = 0; i < connections; i++) {
      Thread.ofVirtual().start(() -> pool.accept(_ -> hold(held)));
    }
    Await.until("all connections are held", PATIENCE, () -> held.getCount() == 0);
  }

  private int hold(CountDownLatch held) {
    held.countDown();
    try {
      release.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }

  @Test
  void a_write_key_is_checked_and_the_outbox_seen_while_delivery_has_every_connection() {
    hold(10, database::with);
    assertThat(CompletableFuture.supplyAsync(() -> outbox.sources().openedBy(new byte[] {1})))
        .succeedsWithin(PATIENCE);
    assertThat(CompletableFuture.supplyAsync(() -> outbox.ledger().lines()))
        .succeedsWithin(PATIENCE);
  }

  @Test
  void delivery_goes_on_while_the_outbox_is_looked_at_on_every_connection() {
    var source = outbox.newSource();
    var connector = outbox.newConnector(List.of(source));
    hold(4, database::inSnapshot);
    var deliveries = new Deliveries(outbox, connector);
    Deliveries.append(outbox, source, "a");
    deliveries.settle(deliveries.next(1));
    assertThat(outbox.lanes().of(connector).getFirst().position()).isPositive();
  }

  @Test
  void each_statement_sees_what_has_committed_by_then_whatever_the_servers_default_is() {
    database.with(handle -> handle.execute(STRICTER_DEFAULT));
    try (var other = Database.open(outbox.test().settings())) {
      assertThat(other.inTransaction(DatabaseTest::isolation)).isEqualTo("read committed");
      assertThat(other.inIngestTransaction(DatabaseTest::isolation)).isEqualTo("read committed");
      assertThat(other.inSnapshot(DatabaseTest::isolation)).isEqualTo("repeatable read");
    }
  }

  private static String isolation(Handle handle) {
    return handle.createQuery("SHOW transaction_isolation").mapTo(String.class).one();
  }

  @Test
  void a_backlog_in_tables_that_were_never_analysed_is_read_by_its_index() {
    var plan =
        database.with(
            handle ->
                handle
                    .createQuery("EXPLAIN " + PostgresEventLog.READ)
                    .bind("source", 1)
                    .bind("after", 0L)
                    .bind("upTo", Long.MAX_VALUE)
                    .bind("limit", 1_000)
                    .bind("maxBytes", 10_000_000)
                    .mapTo(String.class)
                    .list());
    assertThat(plan).asString().contains("Index Scan").doesNotContain("Bitmap", "Seq Scan");
  }
}
