package dev.waybill.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.event.EventKey;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.event.Occurrence;
import dev.waybill.domain.outbox.Entry;
import dev.waybill.domain.outbox.Lane;
import dev.waybill.domain.outbox.NewEvent;
import dev.waybill.domain.source.SourceId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Four writers and a reader that remembers the last number it saw. The same check over a plain
 * table with a sequence shows that it would notice a loss.
 */
class ConcurrentAppendTest {
  private static final int WRITERS = 4;
  private static final int EVENTS = 500;

  private OutboxFixture outbox;

  @BeforeEach
  void open() {
    outbox = new OutboxFixture();
  }

  @AfterEach
  void close() {
    outbox.close();
  }

  /** Something that writers append to and a reader polls. */
  private interface Log {
    void append(int writer, int number) throws SQLException;

    /** The numbers after the last one, ascending, and at which one to go on. */
    List<Read> after(long last) throws SQLException;
  }

  private record Read(long place, long key) {}

  private static long key(int writer, int number) {
    return writer * 1_000_000L + number;
  }

  /** The keys that were appended and that the reader never saw. */
  private static Set<Long> lost(Log log) throws Exception {
    var lost = new HashSet<Long>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new CountDownLatch(WRITERS);
      var writers = new ArrayList<Future<?>>();
      for (int writer = 0; writer < WRITERS; writer++) {
        writers.add(threads.submit(writer(log, writer, running)));
      }
      var reader = threads.submit(() -> readUntil(running, log));
      for (var writer : writers) {
        finish(writer);
      }
      for (int writer = 0; writer < WRITERS; writer++) {
        for (int number = 0; number < EVENTS; number++) {
          lost.add(key(writer, number));
        }
      }
      lost.removeAll(reader.get(60, TimeUnit.SECONDS));
    }
    return lost;
  }

  private static void finish(Future<?> writer)
      throws InterruptedException, ExecutionException, TimeoutException {
    writer.get(60, TimeUnit.SECONDS);
  }

  private static Callable<Integer> writer(Log log, int writer, CountDownLatch running) {
    return () -> {
      try {
        for (int number = 0; number < EVENTS; number++) {
          log.append(writer, number);
        }
        return EVENTS;
      } finally {
        running.countDown();
      }
    };
  }

  private static Set<Long> readUntil(CountDownLatch running, Log log) throws SQLException {
    var seen = new HashSet<Long>();
    long last = 0;
    boolean finished;
    List<Read> page;
    do {
      finished = running.getCount() == 0;
      page = log.after(last);
      for (var read : page) {
        last = read.place();
        seen.add(read.key());
      }
    } while (!finished || !page.isEmpty());
    return seen;
  }

  @Test
  void four_writers_of_different_nodes_and_a_reader_lose_nothing() throws Exception {
    var source = outbox.newSource();
    // A log each, as four nodes have, so that no group commit puts their commits in a row.
    var nodes = new ArrayList<PostgresEventLog>();
    var databases = new ArrayList<Database>();
    try {
      for (int writer = 0; writer < WRITERS; writer++) {
        databases.add(Database.open(outbox.test().settings()));
        nodes.add(new PostgresEventLog(databases.getLast()));
      }
      assertThat(lost(outboxLog(source, nodes))).isEmpty();
    } finally {
      databases.forEach(Database::close);
    }
  }

  @Test
  void four_writers_that_share_commits_and_a_reader_lose_nothing() throws Exception {
    var source = outbox.newSource();
    var node = outbox.log();
    assertThat(lost(outboxLog(source, List.of(node, node, node, node)))).isEmpty();
  }

  private Log outboxLog(SourceId source, List<PostgresEventLog> nodes) {
    return new Log() {
      @Override
      public void append(int writer, int number) {
        var key = new EventKey(key(writer, number), source.number());
        nodes
            .get(writer)
            .append(
                List.of(
                    new NewEvent(
                        source,
                        key,
                        new byte[] {'{', '}'},
                        new Occurrence(EventSource.WEB, Deliveries.HAPPENED))));
      }

      @Override
      public List<Read> after(long last) {
        return nodes.getFirst().read(source, last, Lane.OPEN, 1_000, 1 << 20).stream()
            .map(ConcurrentAppendTest::read)
            .toList();
      }
    };
  }

  private static Read read(Entry entry) {
    return new Read(entry.seq(), entry.key().high());
  }

  @Test
  void the_same_check_notices_what_a_plain_sequence_loses() throws Exception {
    outbox.test().execute("CREATE TABLE plain_log (id bigserial PRIMARY KEY, key bigint NOT NULL)");
    try (var plain = new PlainLog(outbox.test().settings())) {
      assertThat(lost(plain)).isNotEmpty();
    }
  }

  /** What not to do: numbers are taken before the commit, and the reader polls for greater ones. */
  private static final class PlainLog implements Log, AutoCloseable {
    private final List<Connection> writers = new ArrayList<>();
    private final Connection reader;

    PlainLog(DatabaseSettings settings) throws SQLException {
      reader = TestDatabase.connect(settings);
      for (int writer = 0; writer < WRITERS; writer++) {
        var connection = TestDatabase.connect(settings);
        connection.setAutoCommit(false);
        writers.add(connection);
      }
    }

    @Override
    public void append(int writer, int number) throws SQLException {
      var connection = writers.get(writer);
      try (var insert = connection.prepareStatement("INSERT INTO plain_log (key) VALUES (?)")) {
        insert.setLong(1, key(writer, number));
        insert.executeUpdate();
      }
      connection.commit();
    }

    @Override
    public List<Read> after(long last) throws SQLException {
      try (var query =
          reader.prepareStatement(
              "SELECT id, key FROM plain_log WHERE id > ? ORDER BY id LIMIT 1000")) {
        query.setLong(1, last);
        var page = new ArrayList<Read>();
        try (var rows = query.executeQuery()) {
          while (rows.next()) {
            page.add(new Read(rows.getLong(1), rows.getLong(2)));
          }
        }
        return page;
      }
    }

    @Override
    public void close() throws SQLException {
      reader.close();
      for (var writer : writers) {
        writer.close();
      }
    }
  }
}
