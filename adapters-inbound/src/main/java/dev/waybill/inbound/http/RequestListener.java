package dev.waybill.inbound.http;

import java.time.Duration;

/** Is told of every request that was answered. Called by many threads; must return at once. */
@FunctionalInterface
public interface RequestListener {
  /**
   * @param route the pattern that matched, and not the path: an id in a path is the sender's text
   */
  void answered(String method, String route, int status, Duration took);
}
