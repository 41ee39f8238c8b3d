package dev.waybill.domain.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.SteppingClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final SteppingClock clock = new SteppingClock(Instant.parse("2026-05-01T12:00:00Z"));
  private final Pace pace = new Pace(() -> Long.MAX_VALUE - 1);

  @Test
  void a_healthy_platform_gets_four_deliveries_at_once_of_any_size() {
    pace.passed();
    assertThat(pace.width()).isEqualTo(4);
    assertThat(pace.mostEvents()).isEqualTo(Integer.MAX_VALUE);
    assertThat(restLeft()).isLessThanOrEqualTo(Duration.ZERO);
  }

  @Test
  void five_failures_in_a_row_open_the_breaker() {
    fail(4);
    assertThat(pace.isProbing()).isFalse();
    assertThat(restLeft()).isLessThanOrEqualTo(Duration.ZERO);
    fail(1);
    assertThat(pace.isProbing()).isTrue();
    assertThat(restLeft()).isPositive();
    assertThat(pace.width()).isEqualTo(1);
  }

  @Test
  void failures_with_successes_in_between_open_nothing() {
    for (int i = 0; i < 100; i++) {
      fail(1);
      pace.passed();
    }
    assertThat(pace.isProbing()).isFalse();
  }

  @Test
  void more_than_half_of_the_last_calls_failing_opens_the_breaker() {
    for (int i = 0; i < 10; i++) {
      fail(2);
      pace.passed();
    }
    assertThat(pace.isProbing()).isTrue();
  }

  @Test
  void the_breaker_closes_by_way_of_one_event_and_ten_and_a_hundred() {
    fail(5);
    assertThat(pace.mostEvents()).isEqualTo(1);
    pace.passed();
    assertThat(pace.mostEvents()).isEqualTo(10);
    pace.passed();
    assertThat(pace.mostEvents()).isEqualTo(100);
    assertThat(pace.width()).isEqualTo(1);
    pace.passed();
    assertThat(pace.isProbing()).isFalse();
    assertThat(pace.width()).isEqualTo(4);
  }

  @Test
  void a_probe_that_fails_opens_it_again_for_longer_up_to_a_minute() {
    fail(5);
    var first = restLeft();
    clock.advance(first);
    assertThat(restLeft()).isLessThanOrEqualTo(Duration.ZERO);
    pace.passed();
    fail(1);
    assertThat(pace.mostEvents()).as("from the beginning").isEqualTo(1);
    assertThat(restLeft()).isGreaterThan(first);
    for (int i = 0; i < 20; i++) {
      clock.advance(restLeft());
      fail(1);
    }
    assertThat(restLeft()).isBetween(Duration.ofSeconds(20), MINUTE);
  }

  @Test
  void a_platform_that_throttles_halves_the_deliveries_and_wins_them_back_by_and_by() {
    pace.throttled(MINUTE, clock.instant());
    assertThat(pace.width()).isEqualTo(2);
    assertThat(restLeft()).isEqualTo(MINUTE);
    pace.throttled(Duration.ofSeconds(1), clock.instant());
    assertThat(pace.width()).isEqualTo(1);
    assertThat(restLeft()).as("the longer one holds").isEqualTo(MINUTE);
    pace.throttled(Duration.ZERO, clock.instant());
    assertThat(pace.width()).as("one is left").isEqualTo(1);
    pace.passed();
    assertThat(pace.width()).isEqualTo(2);
    pace.passed();
    assertThat(pace.width()).as("more slowly from there").isEqualTo(2);
    for (int i = 0; i < 10; i++) {
      pace.passed();
    }
    assertThat(pace.width()).isEqualTo(4);
    assertThat(pace.isProbing()).as("throttling is no illness").isFalse();
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      pace.failed(clock.instant());
    }
  }

  private Duration restLeft() {
    return pace.restLeft(clock.instant());
  }
}
