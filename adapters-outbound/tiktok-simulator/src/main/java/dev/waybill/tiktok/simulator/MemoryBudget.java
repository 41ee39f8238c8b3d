package dev.waybill.tiktok.simulator;

import com.sun.net.httpserver.HttpExchange;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the request bodies in memory at one time within about 64 MiB; further calls wait for their
 * turn.
 */
final class MemoryBudget {
  private static final int KIB = 1_024;
  private static final int ALL = 64 * KIB + 1;

  private final Semaphore kibibytes = new Semaphore(ALL, true);

  int take(HttpExchange exchange, int mostBytes) throws InterruptedException {
    int wanted = wantedBy(exchange.getRequestHeaders().getFirst("Content-Length"), mostBytes);
    kibibytes.acquire(wanted);
    return wanted;
  }

  void giveBack(int taken) {
    kibibytes.release(taken);
  }

  private static int wantedBy(@Nullable String length, int mostBytes) {
    int most = mostBytes / KIB + 1;
    if (length == null || !length.matches("[0-9]{1,9}")) {
      return most;
    }
    return Math.min(most, Integer.parseInt(length) / KIB + 1);
  }
}
