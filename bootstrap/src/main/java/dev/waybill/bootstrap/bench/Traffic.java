package dev.waybill.bootstrap.bench;

import dev.waybill.bootstrap.stage.StageFailedException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Events for a connector, and an eye on them: it tells the gate how many are settled, prints how it
 * goes, and counts. One thread.
 */
final class Traffic implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration LINE = Duration.ofSeconds(5);
  private static final Duration DRAINING = Duration.ofMinutes(30);

  private final Scene scene;
  private final BenchStage stage;
  private final BenchConnector connector;
  private final Instruments instruments;
  private final BacklogGate gate;
  private LoadGenerator generator;
  private long lineAt = System.nanoTime();
  private long settledAtLine;

  private Traffic(Scene scene, BenchStage stage, BenchConnector connector) {
    this.scene = scene;
    this.stage = stage;
    this.connector = connector;
    this.instruments = new Instruments(stage, scene.meter());
    this.gate = new BacklogGate(scene.options().mostWaiting());
    this.generator = new LoadGenerator(stage.platformAddress(), connector.writeKey(), gate);
  }

  /** On a connector of its own. */
  static Traffic on(Scene scene, BenchStage stage) throws InterruptedException {
    return new Traffic(scene, stage, BenchConnector.register(stage, scene.purchases().run()));
  }

  BenchConnector connector() {
    return connector;
  }

  BacklogGate gate() {
    return gate;
  }

  /** Begins to send over so many connections what the supplier makes for each. */
  void start(int connections, Supplier<EventBytes> bodies) {
    gate.open();
    generator = new LoadGenerator(stage.platformAddress(), connector.writeKey(), gate);
    generator.start(connections, bodies);
  }

  /** Begins to send as the options say. */
  void start() {
    start(scene.options().connections(), () -> scene.purchases().batch(scene.options().batch()));
  }

  /** Lets it go on for that long. */
  void watch(Duration length) throws InterruptedException {
    long end = System.nanoTime() + length.toNanos();
    while (System.nanoTime() < end) {
      look();
      Scene.pause(LOOK);
    }
  }

  /** Lets it go on for that long without asking the platform anything. */
  void letRun(Duration length) throws InterruptedException {
    long end = System.nanoTime() + length.toNanos();
    while (System.nanoTime() < end) {
      scene.goOn();
      generator.check();
      Scene.pause(LOOK);
    }
  }

  /**
   * Waits until these connectors together have no more than so many events that are not settled.
   */
  void awaitSettled(List<BenchConnector> connectors, long enough) throws InterruptedException {
    long deadline = System.nanoTime() + DRAINING.toNanos();
    while (BenchConnector.sum(connectors).unsettled() > enough) {
      if (System.nanoTime() > deadline) {
        throw new StageFailedException("The connectors do not catch up");
      }
      letRun(LINE);
    }
  }

  /** Lets it go on until no more than so many events are not settled. */
  void watchUntil(long backlog) throws InterruptedException {
    long deadline = System.nanoTime() + DRAINING.toNanos();
    while (look() > backlog) {
      if (System.nanoTime() > deadline) {
        throw new StageFailedException("The backlog does not drain");
      }
      Scene.pause(LOOK);
    }
  }

  /** Lets it go on until so many events more are in the log. */
  void watchIngested(long events) throws InterruptedException {
    long enough = gate.answered() + events;
    while (gate.answered() < enough) {
      look();
      Scene.pause(LOOK);
    }
  }

  /** Lets it go on for that long and counts. */
  Window measure(Duration length) throws InterruptedException {
    var from = snapshot();
    watch(length);
    return new Window(from, snapshot());
  }

  Snapshot snapshot() throws InterruptedException {
    return instruments.snapshot(connector, gate);
  }

  /** How many events are not settled. */
  long look() throws InterruptedException {
    scene.goOn();
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
    scene
        .progress()
        .printf(
            Locale.ROOT,
            "ingested %,d  settled %,d (%,.0f/s)  waiting %,d%n",
            answered,
            settled,
            (settled - settledAtLine) / ((now - lineAt) / 1e9),
            backlog);
    lineAt = now;
    settledAtLine = settled;
  }

  /** Stops sending; every request is answered when it returns. */
  void stop() throws InterruptedException {
    generator.stop();
  }

  /** Stops sending and waits until every event is settled. */
  void drain() throws InterruptedException {
    stop();
    watchUntil(0);
  }

  Figures figures(Window window) {
    return Figures.of(window, scene.meter(), connector.sourceNumber(), connector.number());
  }

  /** Asks everybody who counted; for after everything is settled. */
  Reconciliation reconcile() throws InterruptedException {
    return reconcile(List.of(connector));
  }

  /** The same where these connectors got every event that was sent. */
  Reconciliation reconcile(List<BenchConnector> connectors) throws InterruptedException {
    var simulator = stage.simulator();
    var counted =
        simulator.expect(simulator.get("/control/statistics", stage.accessToken()), 200).body();
    return new Reconciliation(
        gate.answered() * connectors.size(),
        BenchConnector.sum(connectors),
        BenchConnector.number(counted, "unique_events"),
        BenchConnector.number(counted, "duplicate_events"));
  }

  long platformPeakMib() {
    return instruments.platformPeakMib();
  }

  @Override
  public void close() {
    generator.close();
  }
}
