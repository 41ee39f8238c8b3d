package dev.waybill.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AskedOnceTest {
  private static final int MANY = 50;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch answered = new CountDownLatch(1);
  private final AskedOnce<Integer> question = new AskedOnce<>(this::answer);

  private int answer() {
    int which = asked.incrementAndGet();
    Await.until("it may be answered", LIMIT, () -> answered.getCount() == 0);
    return which;
  }

  @Test
  void those_who_come_while_it_is_asked_do_not_ask_each() {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(() -> question.get(LIMIT));
      Await.until("it is asked", LIMIT, () -> asked.get() == 1);
      var came = new CountDownLatch(MANY);
      var others =
          IntStream.range(0, MANY)
              .mapToObj(
                  _ ->
                      threads.submit(
                          () -> {
                            came.countDown();
                            return question.get(LIMIT);
                          }))
              .toList();
      Await.until("all came", LIMIT, () -> came.getCount() == 0);
      answered.countDown();
      assertThat(first).succeedsWithin(LIMIT).isEqualTo(Optional.of(1));
      others.forEach(other -> assertThat(other).succeedsWithin(LIMIT));
    }
    assertThat(asked.get()).isLessThan(MANY / 2);
  }

  @Test
  void an_answer_is_not_kept_for_later() {
    answered.countDown();
    assertThat(question.get(LIMIT)).contains(1);
    assertThat(question.get(LIMIT)).contains(2);
  }

  @Test
  void nobody_waits_without_an_end_for_anothers_question() {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.execute(() -> question.get(LIMIT));
      Await.until("it is asked", LIMIT, () -> asked.get() == 1);
      assertThat(question.get(Duration.ofMillis(1))).isEmpty();
      answered.countDown();
    }
  }
}
