package dev.waybill.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.outbox.Entry;
import dev.waybill.domain.outbox.Lane;
import dev.waybill.domain.outbox.Retention.Step;
import dev.waybill.domain.source.SourceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Upkeep beside everything else. */
class RetentionRaceTest {
  private static final int TURNS = 12;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static final String IN_ANOTHER_SLOT =
      """
      (SELECT 1 FROM event_log e
         JOIN (SELECT slot, after_seq, lead(after_seq, 1, 9223372036854775807) OVER (ORDER BY generation) AS upto
                 FROM log_slot) s USING (slot)
        WHERE e.seq <= s.after_seq OR e.seq > s.upto) wrong""";

  private final RetentionFixture fixture = new RetentionFixture();
  private final OutboxFixture outbox = fixture.outbox();

  @AfterEach
  void close() {
    outbox
        .ledger()
        .lines()
        .forEach(line -> assertThat(line.balanced()).as(line.toString()).isTrue());
    fixture.close();
  }

  @Test
  void appends_go_on_while_slots_are_begun_and_each_event_is_where_its_number_says()
      throws Exception {
    var sources = List.of(outbox.newSource(), outbox.newSource());
    var done = new AtomicBoolean();
    var appended = new AtomicInteger();
    try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Callable<Void>>();
      for (int writer = 0; writer < 4; writer++) {
        var name = "writer " + writer + " ";
        var source = sources.get(writer % 2);
        running.add(() -> write(source, name, done, appended));
      }
      var tasks = running.stream().map(writers::submit).toList();
      for (int turn = 0; turn < TURNS; turn++) {
        int before = appended.get();
        Await.until("events", LIMIT, () -> appended.get() > before + 8);
        fixture.aPartGoesBy();
        int slots = turn + 2;
        Await.until("the next slot", LIMIT, () -> slotsAfterUpkeep() == slots);
      }
      done.set(true);
      for (var task : tasks) {
        task.get(30, TimeUnit.SECONDS);
      }
    }
    var read = sources.stream().flatMap(source -> read(source).stream()).map(Entry::seq).toList();
    assertThat(read).hasSize(appended.get());
    assertThat(fixture.count("log_slot")).isEqualTo(TURNS + 1);
    assertThat(fixture.count(IN_ANOTHER_SLOT)).isZero();
  }

  private long slotsAfterUpkeep() {
    fixture.retention().maintain();
    return fixture.count("log_slot");
  }

  private Void write(SourceId source, String name, AtomicBoolean done, AtomicInteger appended) {
    for (int i = 0; !done.get(); i++) {
      outbox.log().append(List.of(Deliveries.event(source, name + i)));
      appended.incrementAndGet();
    }
    return null;
  }

  private List<Entry> read(SourceId source) {
    var all = new ArrayList<Entry>();
    long after = 0;
    for (var page = page(source, after); !page.isEmpty(); page = page(source, after)) {
      all.addAll(page);
      after = page.getLast().seq();
    }
    return all;
  }

  private List<Entry> page(SourceId source, long after) {
    return outbox.log().read(source, after, Lane.OPEN, 1_000, 1 << 20);
  }

  @Test
  void of_two_nodes_one_does_the_upkeep_and_nothing_is_done_twice() throws Exception {
    var source = outbox.newSource();
    var stuck = outbox.newConnector(List.of(source));
    var nodes = List.of(fixture.retention(), fixture.retention(RetentionFixture.POLICY));
    var steps = new ArrayList<Step>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int turn = 0; turn < 20; turn++) {
        Deliveries.append(outbox, source, "event " + turn);
        fixture.aPartGoesBy();
        var start = new CountDownLatch(1);
        var both =
            nodes.stream()
                .map(
                    node ->
                        threads.submit(
                            () -> {
                              start.await();
                              return RetentionFixture.settleDown(node);
                            }))
                .toList();
        start.countDown();
        for (var one : both) {
          steps.addAll(one.get(30, TimeUnit.SECONDS));
        }
        steps.addAll(fixture.settleDown());
      }
    }
    assertThat(steps).filteredOn(Step.Expired.class::isInstance).hasSize(6);
    assertThat(outbox.line(stuck).expired()).isEqualTo(6);
    assertThat(outbox.line(stuck).waiting()).isEqualTo(14);
  }

  @Test
  void a_database_over_its_budget_is_told_by_its_size() {
    var before = fixture.retention().state().bytes();
    assertThat(before).isPositive();
    outbox
        .test()
        .execute("CREATE TABLE filler AS SELECT repeat('x', 1000) FROM generate_series(1, 2000)");
    assertThat(fixture.retention().state().bytes()).isGreaterThan(before + 2_000_000);
    outbox.test().execute("TRUNCATE filler");
    assertThat(fixture.retention().state().bytes()).isLessThan(before + 1_000_000);
  }
}
