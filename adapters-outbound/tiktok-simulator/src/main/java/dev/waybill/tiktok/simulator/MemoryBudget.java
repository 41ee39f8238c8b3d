package dev.waybill.tiktok.simulator;

import com.sun.net.httpserver.HttpExchange;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the request bodies in memory at one time within 64 MiB; further calls wait for their turn.
 */
final class MemoryBudget {
  private static final int KIB = 1_024;
  private static final int MOST = RequestBody.MOST_BYTES / KIB + 1;

  private final Semaphore kibibytes = new Semaphore(64 * KIB, true);

  int take(HttpExchange exchange) throws InterruptedException {
    int wanted = wantedBy(exchange.getRequestHeaders().getFirst("Content-Length"));
    kibibytes.acquire(wanted);
    return wanted;
  }

  void giveBack(int taken) {
    kibibytes.release(taken);
  }

  private static int wantedBy(@Nullable String length) {
    if (length == null || !length.matches("[0-9]{1,9}")) {
      return MOST;
    }
    return Math.min(MOST, Integer.parseInt(length) / KIB + 1);
  }
}
