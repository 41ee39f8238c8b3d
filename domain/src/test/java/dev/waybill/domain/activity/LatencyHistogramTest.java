package dev.waybill.domain.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
  private static LatencyHistogram counts(int place, long count, int other, long more) {
    var counts = new long[LatencyHistogram.CLASSES];
    counts[place] = count;
    counts[other] += more;
    return LatencyHistogram.of(counts);
  }

  @Test
  void a_percentile_lies_in_the_class_of_the_event_it_is_about() {
    var histogram = counts(1, 99, 10, 1);
    assertThat(histogram.events()).isEqualTo(100);
    assertThat(histogram.percentile(0.5).orElseThrow())
        .isBetween(Duration.ofMillis(25), Duration.ofMillis(50));
    assertThat(histogram.percentile(1).orElseThrow())
        .isBetween(Duration.ofMillis(12_800), Duration.ofMillis(25_600));
  }

  @Test
  void nothing_has_no_percentile() {
    assertThat(LatencyHistogram.EMPTY.percentile(0.99)).isEmpty();
  }

  @Test
  void the_first_and_the_last_class_have_percentiles_too() {
    assertThat(counts(0, 1, 0, 0).percentile(0.95).orElseThrow())
        .isLessThanOrEqualTo(Duration.ofMillis(25));
    assertThat(counts(25, 1, 0, 0).percentile(0.95).orElseThrow())
        .isGreaterThan(Duration.ofDays(4));
  }

  @Test
  void a_histogram_of_other_classes_is_refused() {
    assertThatThrownBy(() -> new LatencyHistogram(List.of(1L)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
