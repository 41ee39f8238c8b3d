package dev.waybill.bootstrap.bench;

import dev.waybill.persistence.Database;

/**
 * The engine alone: events are appended with deduplication, read and settled through the ports,
 * within this process, without HTTP, mapping or a destination.
 */
final class EngineBench implements Bench {
  @Override
  public Findings run(Scene scene) throws InterruptedException {
    var connector = register(scene);
    try (var database = Database.open(scene.database().settings());
        var engine = new Engine(scene, database, connector)) {
      engine.start();
      engine.watch(scene.options().warmUp());
      var window = engine.measure(scene.options().length());
      engine.drain();
      var accounts = engine.reconcile();
      var figures =
          engine
              .figures(window)
              .json()
              .put(
                  "ratio_to_yardstick",
                  Figures.rounded(window.sustainedPerSecond() / scene.yardstick(), 3))
              .putAll(accounts.json());
      return new Findings(figures.build(), accounts.contradictions());
    }
  }

  /** A platform is there for as long as it takes to register a connector. */
  private static BenchConnector register(Scene scene) throws InterruptedException {
    try (var stage = scene.stage()) {
      return BenchConnector.register(stage, scene.purchases().run());
    }
  }
}
