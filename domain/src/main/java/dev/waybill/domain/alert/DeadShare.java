package dev.waybill.domain.alert;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.outbox.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which share of what was settled lately is dead. One thread at a time. */
final class DeadShare {
  static final Duration WINDOW = Duration.ofMinutes(15);

  /** Of fewer events a share says nothing. */
  static final long LEAST = 20;

  private final Deque<Sample> samples = new ArrayDeque<>();

  private record Totals(long settled, long dead) {}

  private record Sample(Instant at, Map<ConnectorId, Totals> totals) {}

  void add(Instant now, List<Ledger.Line> lines) {
    var totals = new HashMap<ConnectorId, Totals>();
    for (var line : lines) {
      long settled = line.delivered() + line.dead() + line.expired();
      totals.put(line.connector(), new Totals(settled, line.dead()));
    }
    samples.addLast(new Sample(now, totals));
    // The one before the window stays: it is what the window is measured from.
    while (samples.size() > 2 && !later(samples).at().isAfter(now.minus(WINDOW))) {
      samples.removeFirst();
    }
  }

  private static Sample later(Deque<Sample> samples) {
    var each = samples.iterator();
    each.next();
    return each.next();
  }

  /** Replays take dead events back, which counts as none. */
  Lately of(ConnectorId connector) {
    var none = new Totals(0, 0);
    var first = samples.getFirst();
    var last = samples.getLast();
    var then = last.totals().getOrDefault(connector, none);
    // What is new since the first look began at nothing.
    var before = first.totals().getOrDefault(connector, none);
    return new Lately(
        then.settled() - before.settled(),
        Math.max(0, then.dead() - before.dead()),
        Duration.between(first.at(), last.at()));
  }

  /**
   * What a connector settled between the first look that is kept and the last one.
   *
   * @param over less than the window until this node has looked for that long
   */
  record Lately(long settled, long dead, Duration over) {
    double share() {
      return settled == 0 ? 0 : (double) dead / settled;
    }

    boolean isEnough() {
      return settled >= LEAST;
    }

    boolean isWholeWindow() {
      return over.compareTo(WINDOW) >= 0;
    }

    /** Too little was seen to say that all is well. */
    boolean isOpen() {
      return !isWholeWindow() || (!isEnough() && dead > 0);
    }
  }
}
