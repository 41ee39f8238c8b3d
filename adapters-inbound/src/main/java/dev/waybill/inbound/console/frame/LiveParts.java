package dev.waybill.inbound.console.frame;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What all open tabs ask for again and again, made once for all of them every few seconds. Bounded
 * in number. Safe for use by many threads; who asks for a part while it is being made waits for it.
 */
final class LiveParts {
  static final Duration FRESH = Duration.ofSeconds(3);
  private static final int MOST = 200;

  private final Map<String, Part> parts =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Part> eldest) {
          return size() > MOST;
        }
      };
  private final LongSupplier nanos;

  LiveParts(LongSupplier nanos) {
    this.nanos = nanos;
  }

  String get(String key, Supplier<String> make) {
    Part part;
    synchronized (parts) {
      part = parts.computeIfAbsent(key, _ -> new Part());
    }
    return part.get(nanos, make);
  }

  private static final class Part {
    private String text = "";
    private long madeAt;
    private boolean made;

    synchronized String get(LongSupplier nanos, Supplier<String> make) {
      if (!made || nanos.getAsLong() - madeAt >= FRESH.toNanos()) {
        text = make.get();
        madeAt = nanos.getAsLong();
        made = true;
      }
      return text;
    }
  }
}
