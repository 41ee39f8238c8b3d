package dev.waybill.bootstrap.bench;

/** Requests of a single event each, from many clients at the same time, each of which waits. */
final class SingleBench implements Bench {
  private static final int CLIENTS = 64;

  @Override
  public Findings run(Scene scene) throws InterruptedException {
    try (var stage = scene.stage();
        var traffic = Traffic.on(scene, stage)) {
      traffic.start(CLIENTS, scene.purchases()::single);
      traffic.watch(scene.options().warmUp());
      var window = traffic.measure(scene.options().length());
      traffic.drain();
      var accounts = traffic.reconcile();
      var figures =
          traffic
              .figures(window)
              .json()
              .put("clients", CLIENTS)
              .put("requests_per_second", Figures.rounded(window.ingestedPerSecond(), 0))
              .put(
                  "ratio_to_yardstick",
                  Figures.rounded(window.ingestedPerSecond() / scene.yardstick(), 3))
              .put("platform_peak_rss_mb", traffic.platformPeakMib())
              .putAll(accounts.json());
      return new Findings(figures.build(), accounts.contradictions());
    }
  }
}
