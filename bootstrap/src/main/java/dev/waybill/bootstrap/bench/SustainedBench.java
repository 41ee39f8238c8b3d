package dev.waybill.bootstrap.bench;

/** As much as goes, from ingest to delivery, for a while. */
final class SustainedBench implements Bench {
  @Override
  public Findings run(Scene scene) throws InterruptedException {
    try (var stage = scene.stage();
        var traffic = Traffic.on(scene, stage)) {
      traffic.start();
      traffic.watch(scene.options().warmUp());
      var window = traffic.measure(scene.options().length());
      traffic.drain();
      var accounts = traffic.reconcile();
      var figures =
          traffic
              .figures(window)
              .json()
              .put(
                  "ratio_to_yardstick",
                  Figures.rounded(window.sustainedPerSecond() / scene.yardstick(), 3))
              .put("platform_peak_rss_mb", traffic.platformPeakMib())
              .putAll(accounts.json());
      return new Findings(figures.build(), accounts.contradictions());
    }
  }
}
