package dev.waybill.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.node.Lease;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeaseMetricsTest {
  private final PrometheusTelemetry telemetry = new PrometheusTelemetry();
  private long nanos;
  private final Lease lease = new Lease(() -> nanos);

  LeaseMetricsTest() {
    LeaseMetrics.show(telemetry, lease);
  }

  @AfterEach
  void close() {
    telemetry.close();
  }

  @Test
  void a_node_that_has_not_beaten_holds_none_and_has_lost_none() {
    shows(0, 0);
  }

  @Test
  void a_lease_that_is_over_counts_once_however_long_that_lasts() {
    lease.beaten(nanos);
    shows(1, 0);
    nanos += Lease.VALID.toNanos();
    shows(0, 1);
    nanos += Lease.VALID.toNanos();
    shows(0, 1);
    lease.beaten(nanos);
    shows(1, 1);
  }

  private void shows(int held, int lost) {
    assertThat(telemetry.scrape())
        .contains("waybill_lease_held " + held + ".0")
        .contains("waybill_lease_lost_total " + lost + ".0");
  }
}
