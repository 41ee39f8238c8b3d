package dev.waybill.inbound.console.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Slows down who guesses: after a few wrong tokens an address waits, twice as long each time, and
 * many wrong ones from anywhere make everybody wait. Bounded in memory. Safe for use by many
 * threads.
 */
final class Attempts {
  static final int FREE = 3;
  static final int MOST_CLIENTS = 1_000;
  static final int MOST_A_MINUTE = 100;
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Duration FORGOTTEN = Duration.ofMinutes(15);

  private final Map<String, Failures> clients = new LinkedHashMap<>();
  private final InstantSource clock;
  private Instant minuteBegan = Instant.EPOCH;
  private int inMinute;

  Attempts(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Looks at a client's token, unless it has to wait; one after the other, so that many at once get
   * no more looks than one at a time.
   */
  synchronized Look look(String client, BooleanSupplier isRight) {
    var wait = wait(client);
    if (!wait.isZero()) {
      return new Look(wait, false);
    }
    boolean right = isRight.getAsBoolean();
    if (right) {
      clients.remove(client);
    } else {
      failed(client);
    }
    return new Look(wait, right);
  }

  /**
   * What came of it.
   *
   * @param pause how long the client has to, because of which its token was not looked at; zero
   *     when it was
   */
  record Look(Duration pause, boolean right) {}

  private Duration wait(String client) {
    var now = clock.instant();
    var own = clients.get(client);
    var ownWait = own == null ? Duration.ZERO : until(own.free(), now);
    var allWait = inMinute >= MOST_A_MINUTE ? until(minuteBegan.plus(LONGEST), now) : Duration.ZERO;
    return ownWait.compareTo(allWait) > 0 ? ownWait : allWait;
  }

  private static Duration until(Instant then, Instant now) {
    return now.isBefore(then) ? Duration.between(now, then) : Duration.ZERO;
  }

  private void failed(String client) {
    var now = clock.instant();
    countMinute(now);
    var before = clients.remove(client);
    int count = before == null || before.isForgotten(now) ? 1 : before.count() + 1;
    while (clients.size() >= MOST_CLIENTS) {
      clients.remove(clients.keySet().iterator().next());
    }
    clients.put(client, new Failures(count, now.plus(pause(count)), now));
  }

  private void countMinute(Instant now) {
    if (!now.isBefore(minuteBegan.plus(LONGEST))) {
      minuteBegan = now;
      inMinute = 0;
    }
    inMinute++;
  }

  private static Duration pause(int count) {
    if (count < FREE) {
      return Duration.ZERO;
    }
    long seconds = 1L << Math.min(count - FREE, 6);
    return Duration.ofSeconds(Math.min(seconds, LONGEST.toSeconds()));
  }

  private record Failures(int count, Instant free, Instant last) {
    boolean isForgotten(Instant now) {
      return now.isAfter(last.plus(FORGOTTEN));
    }
  }
}
