package dev.waybill.domain.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.connector.RateLimit;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RateBudgetTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final RelayBench bench = new RelayBench();
  private final RateBudget budget = new RateBudget();
  private Instant now = RelayBench.NOW;

  @Test
  void without_a_limit_nothing_waits() {
    budget.spend(1_000_000, 1_000_000);
    assertThat(budget.restLeft(RateLimit.NONE, now)).isEqualTo(Duration.ZERO);
  }

  @Test
  void what_was_overdrawn_is_paid_back() {
    var rate = new RateLimit(null, 100);
    assertThat(budget.restLeft(rate, now)).isEqualTo(Duration.ZERO);
    budget.spend(1, 1_000);
    assertThat(budget.restLeft(rate, now))
        .isBetween(SECOND.multipliedBy(9), SECOND.multipliedBy(10));
    now = now.plusSeconds(10);
    assertThat(budget.restLeft(rate, now)).isEqualTo(Duration.ZERO);
  }

  @Test
  void a_quiet_hour_buys_no_more_than_a_second() {
    var rate = new RateLimit(10, null);
    budget.restLeft(rate, now);
    now = now.plusSeconds(3_600);
    budget.restLeft(rate, now);
    budget.spend(10, 1);
    assertThat(budget.restLeft(rate, now)).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void the_tighter_of_two_limits_binds() {
    var rate = new RateLimit(1, 1_000);
    budget.restLeft(rate, now);
    budget.spend(2, 10);
    assertThat(budget.restLeft(rate, now)).isEqualTo(SECOND.multipliedBy(2));
  }

  @Test
  void a_clock_that_is_set_back_makes_no_wait_longer() {
    var rate = new RateLimit(1, null);
    budget.restLeft(rate, now);
    budget.spend(2, 1);
    var before = budget.restLeft(rate, now);
    now = now.minusSeconds(3_600);
    assertThat(budget.restLeft(rate, now)).isEqualTo(before);
    now = now.plusSeconds(2);
    assertThat(budget.restLeft(rate, now)).isEqualTo(Duration.ZERO);
  }

  @Test
  void a_connector_keeps_to_its_rate_and_its_calls_are_no_larger_than_a_second_allows() {
    bench.rate = new RateLimit(null, 2);
    bench.append("a", "b", "c", "d", "e", "f", "g");
    var relay = bench.take();
    var end = bench.clock.instant().plusSeconds(2);
    while (bench.clock.instant().isBefore(end)) {
      if (Passes.pass(relay, bench.runtime()) instanceof Pass.Resting) {
        bench.clock.advance(Duration.ofMillis(50));
      }
    }
    assertThat(bench.destination.batches())
        .allSatisfy(batch -> assertThat(batch).hasSizeLessThan(3));
    assertThat(bench.line().delivered()).isBetween(4L, 6L);
  }
}
