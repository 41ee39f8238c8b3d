package dev.waybill.bootstrap.bench;

import dev.waybill.bootstrap.stage.StageFailedException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * Load on a connector, watched: it tells the gate how many events are settled, prints how it goes,
 * and ends when everything is settled. One thread.
 */
final class Load implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration LINE = Duration.ofSeconds(5);
  private static final Duration DRAINING = Duration.ofMinutes(5);

  private final BenchConnector connector;
  private final BacklogGate gate;
  private final LoadGenerator generator;
  private final BooleanSupplier stopAsked;
  private final PrintStream progress;
  private long lineAt = System.nanoTime();
  private long settledAtLine;

  Load(
      BenchConnector connector,
      BacklogGate gate,
      LoadGenerator generator,
      BooleanSupplier stopAsked,
      PrintStream progress) {
    this.connector = connector;
    this.gate = gate;
    this.generator = generator;
    this.stopAsked = stopAsked;
    this.progress = progress;
  }

  /** Lets it go on for that long. */
  void watch(Duration length) throws InterruptedException {
    long end = System.nanoTime() + length.toNanos();
    while (System.nanoTime() < end) {
      look();
      Thread.sleep(LOOK);
    }
  }

  private long look() throws InterruptedException {
    if (stopAsked.getAsBoolean()) {
      throw new StageFailedException("Stopped before the end: nothing is measured.");
    }
    generator.check();
    long answered = gate.answered();
    long backlog = connector.backlog();
    gate.settled(answered - backlog);
    tell(answered, backlog);
    return backlog;
  }

  private void tell(long answered, long backlog) {
    long now = System.nanoTime();
    if (now - lineAt < LINE.toNanos()) {
      return;
    }
    long settled = answered - backlog;
    progress.printf(
        Locale.ROOT,
        "ingested %,d  settled %,d (%,.0f/s)  waiting %,d%n",
        answered,
        settled,
        (settled - settledAtLine) / ((now - lineAt) / 1e9),
        backlog);
    lineAt = now;
    settledAtLine = settled;
  }

  /** Stops sending and waits until every event is settled. */
  void drain() throws InterruptedException {
    generator.stop();
    long deadline = System.nanoTime() + DRAINING.toNanos();
    while (look() > 0) {
      if (System.nanoTime() > deadline) {
        throw new StageFailedException("The backlog does not drain");
      }
      Thread.sleep(LOOK);
    }
  }

  @Override
  public void close() {
    generator.close();
  }
}
