package dev.waybill.persistence;

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

  T get() {
    long came = System.nanoTime();
    lock.lock();
    try {
      var known = last;
      if (known != null && known.askedAt() - came >= 0) {
        return known.value();
      }
      long askedAt = System.nanoTime();
      var value = question.get();
      last = new Answer<>(value, askedAt);
      return value;
    } finally {
      lock.unlock();
    }
  }
}
