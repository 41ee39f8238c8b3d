package dev.waybill.bootstrap.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.bootstrap.monitoring.MetricNames.Wanted;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The reader of expressions takes nothing for a metric that is none, and misses none. */
class MetricNamesTest {
  @Test
  void functions_labels_ranges_and_operators_are_no_metrics() {
    assertThat(
            MetricNames.of(
                "histogram_quantile(0.95, sum by (le, connector)"
                    + " (rate(a_bucket{connector=~\"$x\"}[5m]))) > 3 and max(abs(b)) by (job) /"
                    + " scalar(sum(c_total)) or time() - d"))
        .containsExactly("a_bucket", "b", "c_total", "d");
  }

  @Test
  void a_lone_name_is_one() {
    assertThat(MetricNames.of("waybill_lease_held")).containsExactly("waybill_lease_held");
    assertThat(MetricNames.of("absent(up{a=\"or b\"}) == 1")).containsExactly("up");
  }

  @Test
  void labels_are_read_with_the_values_that_are_wanted_of_them() {
    var expression =
        "sum by (le, pool) (a{x=\"1\",y=~\"u|v\"}) / on (pool) b{z=~\"$z\"} + max(c{w!=\"0\"})";
    assertThat(MetricNames.labels(expression))
        .containsExactly(
            new Wanted("a", "x", List.of("1")),
            new Wanted("a", "y", List.of("u", "v")),
            new Wanted("b", "z", List.of()),
            new Wanted("c", "w", List.of("0")));
    assertThat(MetricNames.groupings(expression)).containsExactly("le", "pool");
  }

  @Test
  void a_scrape_knows_the_labels_of_each_metric() {
    var scrape =
        Scrape.of(
            """
            # HELP a_total Text {x="9"}
            # TYPE a_total counter
            a_total{x="1",y="a \\"b\\", c"} 2.0
            a_total{x="2"} 3.0
            lone 1.0
            """);
    assertThat(scrape.names()).containsExactlyInAnyOrder("a_total", "lone");
    assertThat(scrape.labels("a_total")).containsExactlyInAnyOrder("x", "y");
    assertThat(scrape.labels("lone")).isEmpty();
    assertThat(scrape.values("a_total", "x")).containsExactlyInAnyOrder("1", "2");
  }
}
