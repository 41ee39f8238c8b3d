package dev.waybill.domain.simulation;

import dev.waybill.domain.simulation.SimulatedPlatform.Health;
import dev.waybill.domain.simulation.StoreGate.Accident;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** One history of delivery from one seed: trouble first, then everything is well again. */
final class History {
  private static final int STEPS = 300;
  private static final int WHILE_IT_BEGINS = 50;
  private static final int MANY = 5 * Site.BATCH;
  private static final int MOST_DRAINING = 20_000;
  private static final Duration LONGEST_DRAIN = Duration.ofHours(12);

  private final RandomGenerator random;
  private final Trace trace;
  private final World world;

  /** In percent of all steps. Where more comes in than goes out, no replay gets its turn. */
  private final int appending;

  private History(long seed, Mutant mutant, boolean traced) {
    this.random = new SplittableRandom(seed);
    this.trace = new Trace(traced);
    this.world = new World(random, trace, mutant);
    this.appending = random.nextBoolean() ? 12 : 2;
  }

  /** What was wrong with it, and what happened where that was asked for. */
  record Verdict(String violation, String trace, int duplicates) {
    boolean isSound() {
      return violation.isEmpty();
    }
  }

  static Verdict of(long seed, Mutant mutant, boolean traced) {
    var history = new History(seed, mutant, traced);
    var violation = history.run();
    return new Verdict(violation, history.trace.text(), history.world.judge().duplicates());
  }

  private String run() {
    try {
      world.sites().forEach(site -> world.take(site, 0));
      for (int i = 0; i < STEPS && world.judge().violations().isEmpty(); i++) {
        world.judge().step();
        act();
        world.look();
      }
      if (world.judge().violations().isEmpty()) {
        drainBesideOneThatHangs();
        drain();
        world.audit();
      }
    } catch (IllegalStateException | IllegalArgumentException e) {
      world.judge().violated("the engine threw " + e);
    }
    return String.join("\n", world.judge().violations());
  }

  private void act() {
    int dice = random.nextInt(100);
    if (dice < 65) {
      work();
    } else if (dice < 65 + appending) {
      world.append(World.source(random.nextInt(2)), 1 + random.nextInt(9));
    } else if (dice < 88) {
      world.clock().advance(Duration.ofMillis(1 + random.nextInt(5000)));
    } else {
      trouble();
    }
  }

  private void work() {
    if (!world.workers().isEmpty()) {
      step(world.workers().get(random.nextInt(world.workers().size())));
    }
  }

  private Duration step(Worker worker) {
    if (worker.isFenced()) {
      world.leave(worker);
      return Duration.ZERO;
    }
    try {
      return worker.step(random);
    } catch (NodeCrashed _) {
      world.crash(worker.self().node());
      return Duration.ZERO;
    }
  }

  private void trouble() {
    int node = random.nextInt(World.NODES);
    var site = world.sites().get(random.nextInt(world.sites().size()));
    switch (random.nextInt(16)) {
      case 0 -> world.crash(node);
      case 1, 2 -> world.take(site, node);
      case 3 -> world.workers().forEach(Worker::stall);
      case 4 -> world.workers().forEach(Worker::hurry);
      case 5 -> world.gate(node).away(random.nextBoolean());
      case 6, 7 -> accident(node);
      case 8, 9, 10 -> health(site);
      case 11 -> jump(node);
      case 12 -> site.paused(!site.isPaused());
      case 13, 14 -> world.replayOrPause(site);
      default -> promotion(site);
    }
  }

  private void accident(int node) {
    var accident = pick(Accident.values());
    trace.add(() -> "node " + node + ": next settlement " + accident);
    world.gate(node).next(accident);
  }

  private void health(Site site) {
    var health = pick(Health.values());
    trace.add(() -> site.id() + " is " + health);
    site.platform().health(health);
  }

  private void jump(int node) {
    if (random.nextBoolean()) {
      world.clock().advance(Duration.ofMinutes(random.nextInt(300)));
    } else {
      world.clock(node).setBack(Duration.ofMinutes(random.nextInt(120)));
    }
  }

  private void promotion(Site site) {
    if (random.nextBoolean()) {
      site.promote();
    } else {
      world.subscribeOrEnd(site, World.source(random.nextInt(2)));
    }
  }

  private <T> T pick(T[] all) {
    return pick(List.of(all));
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  /** Whoever hangs holds what it got, for as long as it likes, on the node of the others. */
  private void drainBesideOneThatHangs() {
    heal();
    var hanging = pick(world.sites());
    hanging.platform().health(Health.HANGS);
    trace.add(() -> hanging.id() + " hangs");
    hangBeforeTheOthers(hanging);
    var others = world.sites().stream().filter(site -> !site.equals(hanging)).toList();
    drain(others, "I6: beside one that hangs");
  }

  private void hangBeforeTheOthers(Site hanging) {
    world.append(World.source(0), MANY);
    world.append(World.source(1), MANY);
    world.sites().forEach(site -> world.take(site, 0));
    for (int i = 0; i < WHILE_IT_BEGINS; i++) {
      world.judge().step();
      world.workers().stream()
          .filter(it -> it.self().connector().equals(hanging.id()))
          .toList()
          .forEach(this::step);
    }
  }

  private void drain() {
    trace.add(() -> "everything is well again");
    heal();
    drain(world.sites(), "liveness:");
  }

  private void drain(List<Site> sites, String promise) {
    var left = LONGEST_DRAIN;
    for (int i = 0; i < MOST_DRAINING && left.isPositive(); i++) {
      world.judge().step();
      if (!world.judge().violations().isEmpty() || world.isDecided(sites)) {
        return;
      }
      var rest = round();
      world.clock().advance(rest);
      left = left.minus(rest);
    }
    world.judge().violated(promise + " not everything is decided " + LONGEST_DRAIN + " later");
  }

  private Duration round() {
    adopt();
    var shortest = Duration.ofMinutes(1);
    for (var worker : List.copyOf(world.workers())) {
      var rest = step(worker);
      shortest = rest.compareTo(shortest) < 0 ? rest : shortest;
    }
    world.look();
    return shortest;
  }

  private void heal() {
    for (int node = 0; node < World.NODES; node++) {
      world.gate(node).heal();
    }
    world.workers().forEach(Worker::hurry);
    world.resumeReplays();
    for (var site : world.sites()) {
      site.paused(false);
      site.platform().health(Health.WELL);
      if (random.nextBoolean()) {
        world.take(site, random.nextInt(World.NODES));
      }
    }
  }

  /** As nodes do by their leases: a connector that nobody serves is taken. */
  private void adopt() {
    for (var site : world.sites()) {
      if (world.workers().stream().noneMatch(it -> serves(it, site))) {
        world.take(site, random.nextInt(World.NODES));
      }
    }
  }

  private static boolean serves(Worker worker, Site site) {
    return !worker.isFenced() && worker.self().connector().equals(site.id());
  }
}
