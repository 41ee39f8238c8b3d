package dev.waybill.domain.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {
  private static final RetryPolicy POLICY =
      new RetryPolicy(Duration.ofSeconds(2), Duration.ofSeconds(60), 3, Duration.ofDays(1));

  @ParameterizedTest
  @CsvSource({"1, 2000", "2, 4000", "3, 8000", "5, 32000", "6, 60000", "7, 60000", "99, 60000"})
  void a_wait_is_a_random_part_of_a_step_that_doubles_up_to_a_bound(int failures, long bound) {
    var random = new Random(7);
    var waits = IntStream.range(0, 2_000).mapToLong(_ -> POLICY.delay(failures, random).toMillis());
    var summary = waits.summaryStatistics();
    assertThat(summary.getMin()).isBetween(1L, bound / 20);
    assertThat(summary.getMax()).isBetween(bound - bound / 20, bound);
    assertThat(summary.getAverage()).isBetween(bound * 0.45, bound * 0.55);
  }

  @Test
  void a_long_outage_does_not_overflow_the_wait() {
    var random = new Random(7);
    assertThat(RetryPolicy.LANES.delay(Integer.MAX_VALUE, random))
        .isBetween(Duration.ofMillis(1), Duration.ofMinutes(1));
    var wide = new RetryPolicy(Duration.ofDays(365), Duration.ofDays(900), 1, Duration.ZERO);
    assertThat(wide.delay(31, random)).isBetween(Duration.ofMillis(1), Duration.ofDays(900));
  }

  @Test
  void the_last_attempt_and_old_age_are_the_end() {
    assertThat(POLICY.givesUp(2, Duration.ofHours(23))).isFalse();
    assertThat(POLICY.givesUp(3, Duration.ZERO)).isTrue();
    assertThat(POLICY.givesUp(1, Duration.ofDays(1))).isTrue();
    assertThat(RetryPolicy.LANES.givesUp(1_000_000, Duration.ofDays(10_000))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, PT1S, 1",
    "-PT1S, PT1S, 1",
    "PT0.0009S, PT1S, 1",
    "PT2S, PT1S, 1",
    "PT1S, PT1S, 0"
  })
  void a_policy_that_cannot_wait_or_never_tries_is_refused(
      Duration first, Duration longest, int attempts) {
    assertThatThrownBy(() -> new RetryPolicy(first, longest, attempts, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
