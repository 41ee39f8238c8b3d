package dev.waybill.metrics;

import dev.waybill.domain.node.Lease;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;

/** Whether this node may send, and how often it might no longer. */
public final class LeaseMetrics {
  private LeaseMetrics() {}

  /** Shows the lease wherever the telemetry is scraped. */
  public static void show(PrometheusTelemetry telemetry, Lease lease) {
    Gauge.builder("waybill.lease.held", lease, it -> it.holds() ? 1 : 0)
        .description("1 while this node's lease holds; nothing is sent without it")
        .strongReference(true)
        .register(telemetry.registry());
    FunctionCounter.builder("waybill.lease.lost", lease, LeaseMetrics::lost)
        .description("How often the lease was over since this node started")
        .register(telemetry.registry());
  }

  /** Each term but the one that lasts was over some time. */
  private static long lost(Lease lease) {
    return lease.holds() ? lease.term() - 1 : lease.term();
  }
}
