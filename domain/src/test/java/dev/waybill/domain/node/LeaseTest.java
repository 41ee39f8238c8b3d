package dev.waybill.domain.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseTest {
  private static final Duration TICK = Duration.ofNanos(1);
  private static final long HISTORY = 1;

  // Such a clock may begin anywhere, and pass its largest number.
  private long nanos = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();
  private final Lease lease = new Lease(() -> nanos);

  @Test
  void nothing_holds_before_the_first_beat() {
    assertThat(lease.holds()).isFalse();
    assertThat(lease.term()).isZero();
    assertThat(lease.holds(0)).isFalse();
  }

  @Test
  void it_holds_for_ten_seconds_after_a_beat_and_no_longer() {
    beat();
    pass(Lease.VALID.minus(TICK));
    assertThat(lease.holds()).isTrue();
    pass(TICK);
    assertThat(lease.holds()).isFalse();
  }

  @Test
  void it_ends_before_others_may_take_over() {
    assertThat(Lease.VALID.plus(Lease.BEAT)).isLessThan(Lease.DEAD);
  }

  @Test
  void it_counts_from_before_the_beat_was_sent() {
    long sentAt = lease.now();
    pass(Duration.ofSeconds(6));
    lease.beaten(sentAt, HISTORY);
    pass(Duration.ofSeconds(4));
    assertThat(lease.holds()).isFalse();
  }

  @Test
  void a_beat_that_took_as_long_as_a_lease_holds_nothing() {
    long sentAt = lease.now();
    pass(Lease.VALID);
    lease.beaten(sentAt, HISTORY);
    assertThat(lease.holds()).isFalse();
  }

  @Test
  void beats_in_time_are_one_term() {
    for (int i = 0; i < 10; i++) {
      beat();
      pass(Lease.BEAT);
    }
    assertThat(lease.holds(1)).isTrue();
  }

  @Test
  void what_was_owned_before_a_pause_is_not_held_by_the_next_beat() {
    beat();
    pass(Duration.ofSeconds(60));
    assertThat(lease.holds(1)).as("while nobody has beaten").isFalse();
    beat();
    assertThat(lease.holds()).isTrue();
    assertThat(lease.holds(1)).as("another node may have had it meanwhile").isFalse();
    assertThat(lease.holds(2)).isTrue();
  }

  @Test
  void what_was_owned_in_another_history_of_the_store_is_not_held_in_this_one() {
    beat();
    pass(Lease.BEAT);
    lease.beaten(lease.now(), HISTORY + 1);
    assertThat(lease.history()).isEqualTo(HISTORY + 1);
    assertThat(lease.holds(1)).isFalse();
    assertThat(lease.holds(2)).isTrue();
  }

  @Test
  void a_beat_that_was_on_its_way_during_a_pause_renews_nothing() {
    beat();
    long sentAt = lease.now();
    pass(Duration.ofSeconds(60));
    lease.beaten(sentAt, HISTORY);
    assertThat(lease.holds()).isFalse();
    beat();
    assertThat(lease.holds()).isTrue();
    assertThat(lease.holds(1)).isFalse();
  }

  @Test
  void it_is_settled_in_once_the_others_have_had_time_to_beat() {
    beat();
    pass(Lease.SHY.minus(TICK));
    assertThat(lease.isSettledIn()).isFalse();
    beat();
    pass(TICK);
    assertThat(lease.isSettledIn()).isTrue();
    pass(Duration.ofSeconds(60));
    assertThat(lease.isSettledIn()).isFalse();
    beat();
    assertThat(lease.isSettledIn()).as("a new term").isFalse();
  }

  private void beat() {
    lease.beaten(lease.now(), HISTORY);
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }
}
