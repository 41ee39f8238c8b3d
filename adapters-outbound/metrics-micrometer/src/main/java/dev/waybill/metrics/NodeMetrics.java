package dev.waybill.metrics;

import dev.waybill.domain.monitor.PoolUse;
import dev.waybill.domain.node.Lease;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** What a node knows of itself without asking anybody. */
public final class NodeMetrics {
  private final MeterRegistry registry;
  private final Supplier<List<PoolUse>> pools;

  private NodeMetrics(MeterRegistry registry, Supplier<List<PoolUse>> pools) {
    this.registry = registry;
    this.pools = pools;
  }

  /**
   * Adds them to the metrics of the process; once per process.
   *
   * @param pools asked at every scrape; the first answer names all pools there are
   */
  public static void register(
      PrometheusTelemetry telemetry, Lease lease, Supplier<List<PoolUse>> pools) {
    var metrics = new NodeMetrics(telemetry.registry(), pools);
    metrics.lease(lease);
    metrics.pools();
  }

  private void pools() {
    for (var pool : pools.get()) {
      connections(pool.name(), "active", PoolUse::active);
      connections(pool.name(), "idle", PoolUse::idle);
      gauge("waybill.database.threads.waiting", pool.name(), PoolUse::waiting)
          .description("Threads that wait for a connection to the database")
          .register(registry);
      gauge("waybill.database.connections.max", pool.name(), PoolUse::most)
          .description("How many connections a pool may have")
          .register(registry);
    }
  }

  private void lease(Lease lease) {
    Gauge.builder("waybill.lease.held", lease, it -> it.holds() ? 1 : 0)
        .description("1 while this node may send")
        .strongReference(true)
        .register(registry);
    Gauge.builder("waybill.database.history", lease, Lease::history)
        .description("Which history of the database; another one after a standby took over")
        .strongReference(true)
        .register(registry);
    FunctionCounter.builder("waybill.lease.lost", lease, NodeMetrics::lost)
        .description("How often this node's lease ran out")
        .register(registry);
  }

  private static double lost(Lease lease) {
    long term = lease.term();
    return Math.max(0, term - 1) + (term > 0 && !lease.holds() ? 1 : 0);
  }

  private void connections(String pool, String state, ToDoubleFunction<PoolUse> value) {
    gauge("waybill.database.connections", pool, value)
        .description("Connections to the database, by pool and use")
        .tag("state", state)
        .register(registry);
  }

  private Gauge.Builder<Supplier<Number>> gauge(
      String name, String pool, ToDoubleFunction<PoolUse> value) {
    return Gauge.builder(name, () -> (Number) value.applyAsDouble(use(pool))).tag("pool", pool);
  }

  private PoolUse use(String name) {
    return pools.get().stream()
        .filter(pool -> pool.name().equals(name))
        .findFirst()
        .orElse(new PoolUse(name, 0, 0, 0, 0));
  }
}
