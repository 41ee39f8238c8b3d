package dev.waybill.inbound.console.frame;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What all open tabs ask for again and again, made once for all of them: every few seconds, or less
 * often where that would take more than about a quarter of a percent of a core, but once a minute
 * at least. Bounded in number. Safe for use by many threads; who asks for something while it is
 * being made waits for it.
 */
public final class Kept<T> {
  static final Duration FRESH = Duration.ofSeconds(3);
  static final Duration OLDEST = Duration.ofMinutes(1);

  /** So many times as long as it took to make, it rests. */
  private static final int REST = 400;

  private static final int MOST = 200;

  private final Map<String, Part> parts =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Part> eldest) {
          return size() > MOST;
        }
      };
  private final LongSupplier nanos;

  public Kept(LongSupplier nanos) {
    this.nanos = nanos;
  }

  public T get(String key, Supplier<T> make) {
    Part part;
    long others;
    synchronized (parts) {
      part = parts.computeIfAbsent(key, _ -> new Part());
      var asked = part;
      others = parts.values().stream().filter(one -> one != asked && one.isInUse()).count();
    }
    return part.get(others, make);
  }

  /** Forgets all of it, and does not keep what is being made: something has just been changed. */
  public void forget() {
    synchronized (parts) {
      parts.clear();
    }
  }

  private final class Part {
    private volatile Made<T> made = new Made<>(null, 0, 0);

    boolean isInUse() {
      return made.value() != null && made.age(nanos.getAsLong()) <= 2 * OLDEST.toNanos();
    }

    /** They share what all of this may take. */
    synchronized T get(long others, Supplier<T> make) {
      var last = made;
      long now = nanos.getAsLong();
      if (last.value() != null && last.age(now) < last.keep(others + 1)) {
        return last.value();
      }
      var value = make.get();
      long done = nanos.getAsLong();
      made = new Made<>(value, done, done - now);
      return value;
    }
  }

  private record Made<T>(@Nullable T value, long at, long took) {
    long age(long now) {
      return now - at;
    }

    long keep(long sharing) {
      return Math.clamp(REST * took * sharing, FRESH.toNanos(), OLDEST.toNanos());
    }
  }
}
