package dev.waybill.inbound.http;

import java.time.Duration;

/**
 * Where the server listens and how much it holds.
 *
 * @param port 0 for any free port
 * @param bodyBudget bytes of request bodies in memory at a time, over all requests
 * @param workRoom bytes of event bodies that are parsed and stored at a time, over all requests
 * @param longestWait how long a body waits for such room before it is refused
 */
public record HttpSettings(
    String host, int port, long bodyBudget, int workRoom, Duration longestWait) {
  public static final long DEFAULT_BODY_BUDGET = 32L * 1024 * 1024;

  /** One of the largest bodies; the trees of more do not fit the heap the launcher gives. */
  public static final int DEFAULT_WORK_ROOM = 8 * 1024 * 1024;

  private static final Duration DEFAULT_WAIT = Duration.ofSeconds(5);

  public static HttpSettings of(String host, int port) {
    return new HttpSettings(host, port, DEFAULT_BODY_BUDGET, DEFAULT_WORK_ROOM, DEFAULT_WAIT);
  }
}
