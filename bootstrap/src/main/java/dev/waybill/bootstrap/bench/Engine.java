package dev.waybill.bootstrap.bench;

import dev.waybill.bootstrap.bench.BenchConnector.Account;
import dev.waybill.bootstrap.bench.Snapshot.Cpu;
import dev.waybill.bootstrap.stage.StageFailedException;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.outbox.EventLog;
import dev.waybill.domain.outbox.Lane;
import dev.waybill.domain.outbox.Lanes;
import dev.waybill.domain.outbox.Lanes.Settled;
import dev.waybill.domain.outbox.Ledger;
import dev.waybill.domain.outbox.NodeId;
import dev.waybill.domain.outbox.Ownership;
import dev.waybill.domain.outbox.SettledCall;
import dev.waybill.domain.outbox.Settlement;
import dev.waybill.domain.outbox.Settlement.Scope.Range;
import dev.waybill.persistence.Database;
import dev.waybill.persistence.PostgresEventLog;
import dev.waybill.persistence.PostgresLanes;
import dev.waybill.persistence.PostgresLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A thread for each connection asked for that appends, one that reads what is new, one that settles
 * what was read: the ports as the platform uses them, with nothing between. Started and watched by
 * one thread.
 */
final class Engine implements AutoCloseable {
  private static final int RANGE = 1_000;
  private static final int RANGE_BYTES = 10 * 1024 * 1024;
  private static final int RANGES_AHEAD = 8;
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration ENDING = Duration.ofSeconds(60);

  private final Scene scene;
  private final EventLog log;
  private final Lanes lanes;
  private final Ledger ledger;
  private final Ownership ownership;
  private final Lane lane;
  private final Semaphore room;
  private final Semaphore arrivals = new Semaphore(0);
  private final BlockingQueue<Range> read = new ArrayBlockingQueue<>(RANGES_AHEAD);
  private final AtomicLong serials = new AtomicLong();
  private final AtomicLong appended = new AtomicLong();
  private final AtomicLong settled = new AtomicLong();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean appending = true;
  private volatile boolean running = true;

  Engine(Scene scene, Database database, BenchConnector connector) {
    this.scene = scene;
    this.log = new PostgresEventLog(database);
    this.lanes = new PostgresLanes(database);
    this.ledger = new PostgresLedger(database);
    var id = new ConnectorId(connector.number());
    this.ownership = lanes.take(id, new NodeId(UUID.randomUUID())).orElseThrow();
    this.lane = lanes.of(id).getFirst();
    this.room = new Semaphore(Math.toIntExact(scene.options().mostWaiting()));
  }

  void start() {
    for (int i = 0; i < scene.options().connections(); i++) {
      run("append-" + i, this::append);
    }
    run("read", this::read);
    run("settle", this::settle);
  }

  private interface Work {
    void run() throws InterruptedException;
  }

  private void run(String name, Work work) {
    threads.add(
        Thread.ofPlatform()
            .name(name)
            .start(
                () -> {
                  try {
                    work.run();
                  } catch (RuntimeException e) {
                    failure.compareAndSet(null, e);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }));
  }

  private void append() throws InterruptedException {
    int batch = scene.options().batch();
    var events = new EngineEvents(scene.purchases(), lane.source());
    while (appending) {
      if (room.tryAcquire(batch, LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        log.append(events.next(serials.getAndAdd(batch), batch));
        appended.addAndGet(batch);
        arrivals.release();
      }
    }
  }

  private void read() throws InterruptedException {
    long after = lane.position();
    while (running) {
      var entries = log.read(lane.source(), after, Lane.OPEN, RANGE, RANGE_BYTES);
      if (entries.isEmpty()) {
        arrivals.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        arrivals.drainPermits();
      } else {
        long last = entries.getLast().seq();
        read.put(new Range(after, last, entries.size()));
        after = last;
      }
    }
  }

  private void settle() throws InterruptedException {
    while (running) {
      var range = read.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      if (range != null) {
        settle(range);
      }
    }
  }

  private void settle(Range range) {
    if (lanes.settle(ownership, settlement(range)) != Settled.SETTLED) {
      throw new StageFailedException("Somebody else owns the connector");
    }
    settled.addAndGet(range.events());
    room.release(range.events());
  }

  private Settlement settlement(Range range) {
    var seqs = LongStream.rangeClosed(range.to() - range.events() + 1, range.to()).boxed().toList();
    var call = new SettledCall(seqs, 200, "ok", null, null, Instant.now(), Duration.ZERO);
    return new Settlement(lane.id(), range, List.of(), List.of(call));
  }

  /** Lets it go on for that long. */
  void watch(Duration length) throws InterruptedException {
    long end = System.nanoTime() + length.toNanos();
    while (System.nanoTime() < end) {
      check();
      Scene.pause(LOOK);
    }
  }

  private void check() {
    scene.goOn();
    var reason = failure.get();
    if (reason != null) {
      throw new StageFailedException("The engine failed: " + reason.getMessage(), reason);
    }
  }

  /** Lets it go on for that long and counts. */
  Window measure(Duration length) throws InterruptedException {
    var from = snapshot();
    watch(length);
    return new Window(from, snapshot());
  }

  private Snapshot snapshot() {
    var database = scene.meter().counters();
    double own = ProcessCounters.cpuSeconds(ProcessHandle.current().pid());
    var cpu = new Cpu(Instruments.databaseCpuSeconds(scene.meter()), own, 0, 0);
    return new Snapshot(System.nanoTime(), appended.get(), settled.get(), database, cpu);
  }

  /** Appends no more and waits until everything is settled. */
  void drain() throws InterruptedException {
    appending = false;
    long deadline = System.nanoTime() + ENDING.toNanos();
    while (settled.get() < serials.get()) {
      check();
      if (System.nanoTime() > deadline) {
        throw new StageFailedException("The engine does not settle what it appended");
      }
      Scene.pause(LOOK);
    }
  }

  Figures figures(Window window) {
    return Figures.of(window, scene.meter(), lane.source().number(), lane.connector().number());
  }

  Reconciliation reconcile() {
    var line =
        ledger.lines().stream()
            .filter(found -> found.connector().equals(ownership.connector()))
            .findFirst()
            .orElseThrow();
    var account =
        new Account(
            line.accepted(), line.delivered(), line.retrying(), line.waiting(), line.balanced());
    return new Reconciliation(appended.get(), account, settled.get(), 0);
  }

  @Override
  public void close() {
    appending = false;
    running = false;
    try {
      for (var thread : threads) {
        if (!thread.join(Duration.ofSeconds(2))) {
          thread.interrupt();
        }
      }
    } catch (InterruptedException e) {
      threads.forEach(Thread::interrupt);
      Thread.currentThread().interrupt();
    }
  }
}
