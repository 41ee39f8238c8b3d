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
import java.util.OptionalDouble;

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

  /** Empty while too few were settled; replays take dead events back, which counts as none. */
  OptionalDouble of(ConnectorId connector) {
    var none = new Totals(0, 0);
    var last = samples.getLast().totals().getOrDefault(connector, none);
    // What is new since the first look began at nothing.
    var first = samples.getFirst().totals().getOrDefault(connector, none);
    long settled = last.settled() - first.settled();
    if (settled < LEAST || samples.size() < 2) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(Math.max(0, (double) (last.dead() - first.dead()) / settled));
  }
}
