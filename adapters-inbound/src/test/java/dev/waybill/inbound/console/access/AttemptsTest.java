package dev.waybill.inbound.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.SteppingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AttemptsTest {
  private final SteppingClock clock = new SteppingClock(Instant.parse("2026-01-02T03:04:05Z"));
  private final Attempts attempts = new Attempts(clock);
  private final AtomicInteger looks = new AtomicInteger();

  private Duration guess(String client) {
    return attempts.look(client, this::wrong).pause();
  }

  private boolean wrong() {
    looks.incrementAndGet();
    return false;
  }

  @Test
  void many_guesses_at_once_get_no_more_looks_than_one_after_the_other() throws Exception {
    int many = 200;
    var together = new CountDownLatch(many);
    var waits = new ArrayList<Future<Duration>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Duration> guess =
          () -> {
            together.countDown();
            together.await();
            return guess("198.51.100.1");
          };
      for (int i = 0; i < many; i++) {
        waits.add(threads.submit(guess));
      }
    }
    assertThat(looks).hasValue(Attempts.FREE);
    assertThat(waits)
        .filteredOn(wait -> wait.resultNow().isPositive())
        .hasSize(many - Attempts.FREE);
  }

  @Test
  void many_wrong_ones_from_anywhere_make_everybody_wait_for_the_rest_of_the_minute() {
    for (int i = 0; i < Attempts.MOST_A_MINUTE; i++) {
      assertThat(guess("198.51.100." + i)).isZero();
    }
    clock.advance(Duration.ofSeconds(59));
    assertThat(attempts.look("203.0.113.1", () -> true))
        .isEqualTo(new Attempts.Look(Duration.ofSeconds(1), false));
    clock.advance(Duration.ofSeconds(1));
    assertThat(attempts.look("203.0.113.1", () -> true).right()).isTrue();
  }

  @Test
  void a_quarter_of_an_hour_later_an_address_begins_anew() {
    for (int i = 0; i < Attempts.FREE; i++) {
      guess("198.51.100.1");
    }
    clock.advance(Duration.ofMinutes(15).plusSeconds(1));
    assertThat(guess("198.51.100.1")).isZero();
    assertThat(guess("198.51.100.1")).as("the first was counted as the first").isZero();
  }

  @Test
  void a_right_token_forgives_the_wrong_ones_before_it() {
    guess("198.51.100.1");
    guess("198.51.100.1");
    assertThat(attempts.look("198.51.100.1", () -> true).right()).isTrue();
    guess("198.51.100.1");
    guess("198.51.100.1");
    assertThat(guess("198.51.100.1")).isZero();
  }

  @Test
  void of_too_many_addresses_the_one_that_failed_first_is_forgotten() {
    for (int i = 0; i < Attempts.FREE; i++) {
      guess("first");
    }
    assertThat(guess("first")).isPositive();
    for (int i = 0; i < Attempts.MOST_CLIENTS; i++) {
      clock.advance(Duration.ofMillis(1));
      if (i % Attempts.MOST_A_MINUTE == Attempts.MOST_A_MINUTE - 4) {
        clock.advance(Duration.ofMinutes(1));
      }
      guess("other " + i);
    }
    clock.advance(Duration.ofMinutes(1));
    assertThat(guess("first")).isZero();
    assertThat(guess("first")).isZero();
  }
}
