package dev.waybill.bootstrap.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The reader of expressions takes nothing for a metric that is none, and misses none. */
class MetricNamesTest {
  @Test
  void functions_labels_ranges_and_operators_are_no_metrics() {
    assertThat(
            MetricNames.of(
                "histogram_quantile(0.95, sum by (le, connector) (rate(a_bucket{connector=~\"$x\"}[5m])))"
                    + " > 3 and max(abs(b)) by (job) / scalar(sum(c_total)) or time() - d"))
        .containsExactly("a_bucket", "b", "c_total", "d");
  }

  @Test
  void a_lone_name_is_one() {
    assertThat(MetricNames.of("waybill_lease_held")).containsExactly("waybill_lease_held");
    assertThat(MetricNames.of("absent(up{a=\"or b\"}) == 1")).containsExactly("up");
  }
}
