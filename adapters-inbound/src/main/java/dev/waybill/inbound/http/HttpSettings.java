package dev.waybill.inbound.http;

/**
 * Where the server listens and how much it holds.
 *
 * @param port 0 for any free port
 * @param bodyBudget bytes of request bodies in memory at a time, over all requests
 */
public record HttpSettings(String host, int port, long bodyBudget) {
  public static final long DEFAULT_BODY_BUDGET = 64L * 1024 * 1024;

  public static HttpSettings of(String host, int port) {
    return new HttpSettings(host, port, DEFAULT_BODY_BUDGET);
  }
}
