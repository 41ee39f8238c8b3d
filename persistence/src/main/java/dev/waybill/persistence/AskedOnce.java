package dev.waybill.persistence;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A question that one asks for all who want to know at the same time. Nobody gets an answer that
 * was asked for before he came. For use by many threads.
 */
final class AskedOnce<T> {
  private final Supplier<T> question;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Answer<T> last;

  AskedOnce(Supplier<T> question) {
    this.question = question;
  }

  private record Answer<T>(T value, long askedAt) {}

  /** Empty when another's question took longer than that, or the thread was interrupted. */
  Optional<T> get(Duration atMost) {
    long came = System.nanoTime();
    try {
      if (!lock.tryLock(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
        return Optional.empty();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    try {
      return Optional.of(answerSince(came));
    } finally {
      lock.unlock();
    }
  }

  private T answerSince(long came) {
    var known = last;
    if (known != null && known.askedAt() - came >= 0) {
      return known.value();
    }
    long askedAt = System.nanoTime();
    var value = question.get();
    last = new Answer<>(value, askedAt);
    return value;
  }
}
