package dev.waybill.tiktok.simulator;

import dev.waybill.tiktok.simulator.Limits.Rates;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the calls of each token and refuses those over its rates; safe for many threads. */
final class Throttle {
  private static final long MINUTE = 60;
  private static final long DAY = 86_400;
  private static final long MINUTE_PENALTY = 300;

  private final Map<String, Budget> budgets = new ConcurrentHashMap<>();
  private final InstantSource clock;

  Throttle(InstantSource clock) {
    this.clock = clock;
  }

  Optional<Refusal> refusal(String token, Rates rates) {
    var budget = budgets.computeIfAbsent(token, _ -> new Budget());
    return budget.take(clock.instant().getEpochSecond(), rates)
        ? Optional.empty()
        : Refusal.of(Code.THROTTLED, "Too many requests. Please retry in some time.");
  }

  /** Forgets all calls so far. */
  void reset() {
    budgets.clear();
  }

  /** The calls of one token in the second, minute and day that are running. */
  private static final class Budget {
    private final Count second = new Count(1);
    private final Count minute = new Count(MINUTE);
    private final Count day = new Count(DAY);
    private long refusedUntil;

    private synchronized boolean take(long now, Rates rates) {
      if (now < refusedUntil) {
        return false;
      }
      if (day.add(now) > rates.perDay()) {
        refusedUntil = (now / DAY + 1) * DAY;
      } else if (minute.add(now) > rates.perMinute()) {
        refusedUntil = now + MINUTE_PENALTY;
      } else if (second.add(now) > rates.perSecond()) {
        refusedUntil = now + 1;
      }
      return now >= refusedUntil;
    }
  }

  private static final class Count {
    private final long length;
    private long window;
    private long calls;

    private Count(long length) {
      this.length = length;
    }

    private long add(long now) {
      if (now / length != window) {
        window = now / length;
        calls = 0;
      }
      return ++calls;
    }
  }
}
