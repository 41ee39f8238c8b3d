package dev.waybill.domain.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.domain.SteppingClock;
import dev.waybill.domain.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreClockTest {
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

  private final SteppingClock own = new SteppingClock(NOON);
  private long nanos = Long.MAX_VALUE;
  private final StoreClock clock = new StoreClock(own, () -> nanos);

  @ParameterizedTest
  @ValueSource(longs = {3_600, -3_600, 2, -2})
  void it_goes_by_the_stores_clock_from_the_first_comparison_on(long ahead) {
    assertThat(clock.instant()).isEqualTo(NOON);
    found(NOON.plusSeconds(ahead));
    assertThat(clock.ahead()).isEqualTo(Duration.ofSeconds(ahead));
    assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(ahead));
    pass(Duration.ofSeconds(5));
    assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(ahead + 5));
  }

  @ParameterizedTest
  @ValueSource(longs = {3_600, -3_600, 0})
  void an_own_clock_that_is_set_between_two_looks_changes_nothing(long ahead) {
    found(NOON.plusSeconds(ahead));
    own.advance(Duration.ofSeconds(ahead));
    own.advance(Duration.ofMinutes(7));
    pass(Duration.ofSeconds(3));
    assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(ahead + 3));
  }

  private void pass(Duration time) {
    own.advance(time);
    nanos += time.toNanos();
  }

  @Test
  void clocks_that_agree_again_agree_again() {
    found(NOON.plusSeconds(60));
    found(NOON);
    assertThat(clock.instant()).isEqualTo(NOON);
  }

  @Test
  void a_difference_of_a_second_is_left_alone() {
    found(NOON.plusSeconds(1));
    assertThat(clock.ahead()).isEqualTo(Duration.ofSeconds(1));
    assertThat(clock.instant()).isEqualTo(NOON);
  }

  @Test
  void a_slow_answer_is_no_wrong_clock() {
    foundWithin(Duration.ofSeconds(9), NOON.plusSeconds(4));
    assertThat(clock.ahead()).isZero();
    foundWithin(Duration.ofSeconds(9), NOON.plusSeconds(5));
    assertThat(clock.ahead()).isEqualTo(Duration.ofSeconds(-4));
    foundWithin(Duration.ofSeconds(9), NOON.plusSeconds(28));
    assertThat(clock.ahead()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void a_slow_answer_does_not_take_back_what_is_known() {
    found(NOON.plusSeconds(8));
    foundWithin(Duration.ofSeconds(10), NOON.plusSeconds(12));
    assertThat(clock.ahead()).isEqualTo(Duration.ofSeconds(8));
  }

  @Test
  void a_look_during_which_the_own_clock_was_set_tells_nothing() {
    found(NOON.plusSeconds(60));
    setDuringLook(Duration.ofMinutes(-10), NOON.plusSeconds(60));
    assertThat(clock.ahead()).isEqualTo(Duration.ofSeconds(60));
    setDuringLook(Duration.ofMinutes(20), NOON.plusSeconds(60));
    assertThat(clock.ahead()).isEqualTo(Duration.ofSeconds(60));
    assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(60));
  }

  @Test
  void a_store_that_does_not_answer_changes_nothing() {
    found(NOON.plusSeconds(60));
    assertThatThrownBy(
            () ->
                clock.compare(
                    () -> {
                      throw new StoreUnavailableException("away", new IllegalStateException());
                    },
                    Function.<Instant>identity()))
        .isInstanceOf(StoreUnavailableException.class);
    assertThat(clock.ahead()).isEqualTo(Duration.ofSeconds(60));
  }

  private void found(Instant store) {
    assertThat(clock.<Instant>compare(() -> store, Function.identity())).isEqualTo(store);
  }

  private void foundWithin(Duration time, Instant store) {
    clock.compare(
        () -> {
          pass(time);
          return store;
        },
        Function.identity());
  }

  private void setDuringLook(Duration by, Instant store) {
    clock.compare(
        () -> {
          own.advance(by);
          return store;
        },
        Function.identity());
  }
}
