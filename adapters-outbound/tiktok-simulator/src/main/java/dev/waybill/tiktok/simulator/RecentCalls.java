package dev.waybill.tiktok.simulator;

import java.util.ArrayDeque;
import java.util.List;

/** The newest calls, bounded in events and in bytes. Not thread-safe. */
final class RecentCalls {
  private static final int ENOUGH_EVENTS = 10_000;
  private static final long MOST_BYTES = 64L << 20;

  private final ArrayDeque<TakenCall> calls = new ArrayDeque<>();
  private long events;
  private long bytes;

  void add(TakenCall call) {
    calls.addLast(call);
    events += call.events().size();
    bytes += call.body().length();
    while (calls.size() > 1 && isOneTooMany(calls.getFirst())) {
      var oldest = calls.removeFirst();
      events -= oldest.events().size();
      bytes -= oldest.body().length();
    }
  }

  /** Oldest first. */
  List<TakenCall> all() {
    return List.copyOf(calls);
  }

  private boolean isOneTooMany(TakenCall oldest) {
    return events - oldest.events().size() >= ENOUGH_EVENTS || bytes > MOST_BYTES;
  }
}
