package dev.waybill.inbound.console.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class KeptTest {
  private final AtomicLong clock = new AtomicLong(1);
  private final Kept<String> kept = new Kept<>(clock::get);
  private int made;

  private String ask(String key, Duration cost) {
    return kept.get(
        key,
        () -> {
          clock.addAndGet(cost.toNanos());
          return key + ++made;
        });
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  @Test
  void what_costs_little_is_made_anew_after_three_seconds() {
    var cost = Duration.ofMillis(1);
    assertThat(ask("a", cost)).isEqualTo("a1");
    pass(Duration.ofMillis(2_999));
    assertThat(ask("a", cost)).isEqualTo("a1");
    pass(Duration.ofMillis(1));
    assertThat(ask("a", cost)).isEqualTo("a2");
  }

  @Test
  void what_costs_much_takes_a_quarter_of_a_percent_of_the_time() {
    var cost = Duration.ofMillis(100);
    ask("a", cost);
    pass(Duration.ofMillis(39_999));
    assertThat(ask("a", cost)).isEqualTo("a1");
    pass(Duration.ofMillis(1));
    assertThat(ask("a", cost)).isEqualTo("a2");
  }

  @Test
  void nothing_is_kept_for_more_than_a_minute() {
    ask("a", Duration.ofSeconds(5));
    pass(Duration.ofSeconds(60));
    assertThat(ask("a", Duration.ZERO)).isEqualTo("a2");
  }

  @Test
  void those_that_are_asked_for_share_what_it_may_take() {
    var cost = Duration.ofMillis(25);
    ask("a", cost);
    ask("b", cost);
    pass(Duration.ofSeconds(10));
    assertThat(ask("b", cost)).as("alone it would be due").isEqualTo("b2");
    pass(Duration.ofSeconds(10));
    assertThat(ask("b", cost)).isEqualTo("b3");
  }

  @Test
  void what_nobody_asks_for_any_more_takes_no_share() {
    var cost = Duration.ofMillis(25);
    ask("a", cost);
    pass(Duration.ofMinutes(3));
    ask("b", cost);
    pass(Duration.ofSeconds(10));
    assertThat(ask("b", cost)).isEqualTo("b3");
  }

  @Test
  void what_was_made_before_something_changed_is_not_told_again() {
    ask("a", Duration.ofMillis(100));
    kept.forget();
    assertThat(ask("a", Duration.ZERO)).isEqualTo("a2");
  }
}
