package dev.waybill.bootstrap.bench;

import dev.waybill.domain.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Fifty connectors at a fixed load, in turn all healthy and one of them with a destination that
 * takes calls and never answers: what the others lose by that.
 */
final class DeadConnectorBench implements Bench {
  private static final int CONNECTORS = 50;
  private static final String DEAD_PIXEL = "CBENCHDEADPIXEL00001";
  private static final long SILENCE_MS = 60_000;
  private static final int KEEPING_UP_SECONDS = 1;

  @Override
  public Findings run(Scene scene) throws InterruptedException {
    try (var stage = scene.stage();
        var traffic = Traffic.on(scene, stage)) {
      var others = others(traffic.connector());
      var dead = traffic.connector().twin("bench-dead", DEAD_PIXEL);
      traffic.gate().limit(Long.MAX_VALUE);
      traffic.gate().pace(scene.options().perSecond());
      traffic.start(1, () -> scene.purchases().batch(batch(scene)));
      traffic.letRun(scene.options().warmUp());
      traffic.awaitSettled(others, waiting(scene));
      var pairs = new Pairs();
      for (int round = 0; round < scene.options().rounds(); round++) {
        double healthy = delivered(scene, traffic, others);
        pairs.add(healthy, deliveredBesideDead(scene, stage, traffic, others, dead));
      }
      traffic.stop();
      var all = new ArrayList<>(others);
      all.add(dead);
      traffic.awaitSettled(all, 0);
      var accounts = traffic.reconcile(all);
      var figures =
          JsonObject.builder()
              .put("connectors", CONNECTORS)
              .put("seconds", scene.options().length().toSeconds())
              .put("offered_per_second", Figures.rounded(scene.options().perSecond(), 0))
              .put(
                  "healthy_expected_per_second",
                  Figures.rounded((CONNECTORS - 1) * scene.options().perSecond(), 0))
              .put("healthy_per_second", pairs.without())
              .put("beside_dead_per_second", pairs.with())
              .put("loss_median", Figures.rounded(1 - pairs.medianRatio(), 4))
              .put("platform_peak_rss_mb", traffic.platformPeakMib())
              .putAll(accounts.json());
      return new Findings(figures.build(), accounts.contradictions());
    }
  }

  private static int batch(Scene scene) {
    return Math.clamp((long) (scene.options().perSecond() / 10), 1, scene.options().batch());
  }

  /** So much waits at a moment of fifty connectors that keep up. */
  private static long waiting(Scene scene) {
    return (long) (KEEPING_UP_SECONDS * CONNECTORS * scene.options().perSecond());
  }

  private static List<BenchConnector> others(BenchConnector first) throws InterruptedException {
    var others = new ArrayList<>(List.of(first));
    for (int i = others.size(); i < CONNECTORS - 1; i++) {
      others.add(first.twin("bench-" + i, "CBENCHPIXEL" + (100_000_000 + i)));
    }
    return others;
  }

  private static double deliveredBesideDead(
      Scene scene,
      BenchStage stage,
      Traffic traffic,
      List<BenchConnector> others,
      BenchConnector dead)
      throws InterruptedException {
    var silence =
        JsonObject.builder()
            .put("times", "forever")
            .put("delay_ms", SILENCE_MS)
            .put("raw", JsonObject.builder().put("status", 503).put("body", "").build())
            .put("match", JsonObject.builder().put("event_source_id", DEAD_PIXEL).build())
            .build();
    var simulator = stage.simulator();
    simulator.expect(
        simulator.post("/control/faults", stage.accessToken(), silence), 200, 201, 204);
    double rate = delivered(scene, traffic, others);
    simulator.expect(simulator.delete("/control/faults", stage.accessToken()), 200, 204);
    traffic.awaitSettled(List.of(dead), waiting(scene));
    return rate;
  }

  /**
   * Events a second that these connectors delivered; no more than came in meanwhile, so that what
   * was left over from before makes no time look better than it was.
   */
  private static double delivered(Scene scene, Traffic traffic, List<BenchConnector> connectors)
      throws InterruptedException {
    long begun = System.nanoTime();
    var before = BenchConnector.sum(connectors);
    traffic.letRun(scene.options().length());
    var after = BenchConnector.sum(connectors);
    long events =
        Math.min(after.delivered() - before.delivered(), after.accepted() - before.accepted());
    return events / ((System.nanoTime() - begun) / 1e9);
  }
}
