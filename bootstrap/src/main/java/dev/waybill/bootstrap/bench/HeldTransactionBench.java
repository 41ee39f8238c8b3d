package dev.waybill.bootstrap.bench;

import dev.waybill.persistence.measure.HeldTransaction;

/**
 * As much as goes, with somebody's transaction held open, behind which nothing can be vacuumed, and
 * without: half of that time before and half after, so that what grows meanwhile weighs on both.
 */
final class HeldTransactionBench implements Bench {
  @Override
  public Findings run(Scene scene) throws InterruptedException {
    try (var stage = scene.stage();
        var traffic = Traffic.on(scene, stage)) {
      var pairs = new Pairs();
      traffic.start();
      traffic.watch(scene.options().warmUp());
      var from = traffic.snapshot();
      for (int round = 0; round < scene.options().rounds(); round++) {
        double before = without(scene, traffic);
        double held = held(scene, traffic);
        pairs.add((before + without(scene, traffic)) / 2, held);
      }
      var whole = new Window(from, traffic.snapshot());
      traffic.drain();
      var accounts = traffic.reconcile();
      var figures =
          traffic
              .figures(whole)
              .json()
              .put("held_seconds", scene.options().length().toSeconds())
              .put("without_per_second", pairs.without())
              .put("held_per_second", pairs.with())
              .put("held_ratio_median", Figures.rounded(pairs.medianRatio(), 3))
              .put("platform_peak_rss_mb", traffic.platformPeakMib())
              .putAll(accounts.json());
      return new Findings(figures.build(), accounts.contradictions());
    }
  }

  private static double without(Scene scene, Traffic traffic) throws InterruptedException {
    return traffic.measure(scene.options().length().dividedBy(2)).sustainedPerSecond();
  }

  private static double held(Scene scene, Traffic traffic) throws InterruptedException {
    try (var _ = HeldTransaction.begin(scene.database().settings())) {
      return traffic.measure(scene.options().length()).sustainedPerSecond();
    }
  }
}
