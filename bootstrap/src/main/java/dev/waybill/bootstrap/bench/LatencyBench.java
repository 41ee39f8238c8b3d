package dev.waybill.bootstrap.bench;

import java.time.Duration;

/**
 * How long an event is on its way: first as much as goes, to know what half of it is; then half of
 * it in small requests; then single events on a platform that has nothing else to do.
 */
final class LatencyBench implements Bench {
  private static final int SMALL_BATCH = 100;
  private static final double SINGLES_PER_SECOND = 5;
  private static final Duration SETTLING_IN = Duration.ofSeconds(3);
  private static final Duration LONGEST_SINGLES = Duration.ofSeconds(60);

  @Override
  public Findings run(Scene scene) throws InterruptedException {
    try (var stage = scene.stage();
        var traffic = Traffic.on(scene, stage)) {
      double sustained = sustained(scene, traffic);
      var half = half(scene, traffic, sustained / 2);
      var idle = idle(scene, traffic);
      var accounts = traffic.reconcile();
      var figures =
          traffic
              .figures(half)
              .json()
              .put("sustained_per_second", Figures.rounded(sustained, 0))
              .put("offered_per_second", Figures.rounded(sustained / 2, 0))
              .put("single_event_ms", Figures.milliseconds(traffic.figures(idle).latencies()))
              .put("single_events", idle.delivered())
              .put("platform_peak_rss_mb", traffic.platformPeakMib())
              .putAll(accounts.json());
      return new Findings(figures.build(), accounts.contradictions());
    }
  }

  private static double sustained(Scene scene, Traffic traffic) throws InterruptedException {
    traffic.start();
    traffic.watch(scene.options().warmUp());
    var window = traffic.measure(scene.options().length());
    traffic.drain();
    return window.sustainedPerSecond();
  }

  private static Window half(Scene scene, Traffic traffic, double perSecond)
      throws InterruptedException {
    traffic.gate().pace(perSecond);
    traffic.start(scene.options().connections(), () -> scene.purchases().batch(SMALL_BATCH));
    traffic.watch(SETTLING_IN);
    var window = traffic.measure(scene.options().length());
    traffic.drain();
    return window;
  }

  private static Window idle(Scene scene, Traffic traffic) throws InterruptedException {
    var length = scene.options().length();
    traffic.gate().pace(SINGLES_PER_SECOND);
    traffic.start(1, scene.purchases()::single);
    var window = traffic.measure(length.compareTo(LONGEST_SINGLES) > 0 ? LONGEST_SINGLES : length);
    traffic.drain();
    return window;
  }
}
