package dev.waybill.bootstrap.bench;

/**
 * A paused connector falls behind and is resumed while events go on coming in, at half of what is
 * sustained: how fast it drains, and how much ingest suffers from that.
 */
final class BacklogBench implements Bench {
  @Override
  public Findings run(Scene scene) throws InterruptedException {
    try (var stage = scene.stage();
        var traffic = Traffic.on(scene, stage)) {
      traffic.start();
      traffic.watch(scene.options().warmUp());
      var sustained = traffic.measure(scene.options().length());
      traffic.drain();
      double half = sustained.sustainedPerSecond() / 2;
      var calm = calm(scene, traffic, half);
      double alone = fallBehind(scene, traffic);
      var draining = drain(scene, traffic, half);
      var accounts = traffic.reconcile();
      var figures =
          traffic
              .figures(draining)
              .json()
              .put("backlog_events", scene.options().events())
              .put("sustained_per_second", Figures.rounded(sustained.sustainedPerSecond(), 0))
              .put("ingest_alone_per_second", Figures.rounded(alone, 0))
              .put("drain_per_second", Figures.rounded(draining.deliveredPerSecond(), 0))
              .put(
                  "drain_ratio_to_sustained",
                  Figures.rounded(
                      draining.deliveredPerSecond() / sustained.sustainedPerSecond(), 3))
              .put("offered_per_second", Figures.rounded(half, 0))
              .put("ingested_before_per_second", Figures.rounded(calm.ingestedPerSecond(), 0))
              .put(
                  "ingest_slowed_by",
                  Figures.rounded(1 - draining.ingestedPerSecond() / calm.ingestedPerSecond(), 3))
              .put("platform_peak_rss_mb", traffic.platformPeakMib())
              .putAll(accounts.json());
      return new Findings(figures.build(), accounts.contradictions());
    }
  }

  private static Window calm(Scene scene, Traffic traffic, double perSecond)
      throws InterruptedException {
    traffic.gate().pace(perSecond);
    traffic.start();
    var window = traffic.measure(scene.options().length());
    traffic.drain();
    return window;
  }

  /** How many a second are taken in while nothing is delivered. */
  private static double fallBehind(Scene scene, Traffic traffic) throws InterruptedException {
    traffic.connector().pause();
    traffic.gate().pace(0);
    traffic.gate().limit(Long.MAX_VALUE);
    var from = traffic.snapshot();
    traffic.start();
    traffic.watchIngested(scene.options().events());
    traffic.stop();
    return new Window(from, traffic.snapshot()).ingestedPerSecond();
  }

  private static Window drain(Scene scene, Traffic traffic, double perSecond)
      throws InterruptedException {
    traffic.gate().pace(perSecond);
    traffic.start();
    traffic.connector().resume();
    var from = traffic.snapshot();
    traffic.watchUntil(Math.max(scene.options().batch(), scene.options().events() / 50));
    var window = new Window(from, traffic.snapshot());
    traffic.drain();
    return window;
  }
}
