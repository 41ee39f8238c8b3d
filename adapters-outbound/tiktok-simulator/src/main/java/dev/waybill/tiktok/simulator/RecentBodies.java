package dev.waybill.tiktok.simulator;

import java.util.ArrayDeque;
import java.util.List;

/** The newest events as they were sent, bounded in number and in size. Not thread-safe. */
final class RecentBodies {
  private static final int MOST = 10_000;
  private static final long MOST_CHARACTERS = 64L << 20;

  private final ArrayDeque<Body> bodies = new ArrayDeque<>();
  private long characters;

  /** One event as sent, with what the simulator made of it. */
  record Body(
      String eventId, String eventSourceId, String requestId, String verdict, String json) {}

  void add(Body body) {
    bodies.addLast(body);
    characters += body.json().length();
    while (bodies.size() > MOST || characters > MOST_CHARACTERS) {
      characters -= bodies.removeFirst().json().length();
    }
  }

  List<Body> withId(String eventId) {
    return bodies.stream().filter(body -> body.eventId().equals(eventId)).toList();
  }
}
