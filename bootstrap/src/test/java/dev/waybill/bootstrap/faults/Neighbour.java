package dev.waybill.bootstrap.faults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.waybill.bootstrap.endtoend.Api;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** The receiver of a second connector, which is well whatever befalls the first. */
final class Neighbour implements AutoCloseable {
  private static final int WINDOWS = 5;
  private static final int WINDOW = 600;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<String> ids = ConcurrentHashMap.newKeySet();
  private final AtomicLong received = new AtomicLong();

  Neighbour() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 256);
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/events";
  }

  Set<String> ids() {
    return ids;
  }

  /**
   * Events a second that come now: the median of a few short windows, since a machine that others
   * use as well stands still now and then.
   */
  double rate() throws Exception {
    var rates = new double[WINDOWS];
    for (int i = 0; i < WINDOWS; i++) {
      rates[i] = rateOfAWindow();
    }
    Arrays.sort(rates);
    return rates[WINDOWS / 2];
  }

  private double rateOfAWindow() throws Exception {
    long begun = System.nanoTime();
    int before = ids.size();
    FaultStage.await("the neighbour goes on", () -> ids.size() >= before + WINDOW);
    return (ids.size() - before) / ((System.nanoTime() - begun) / 1e9);
  }

  long duplicates() {
    return received.get() - ids.size();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      var read = Api.CODEC.read(exchange.getRequestBody().readAllBytes()).orElseThrow();
      for (Json event : ((JsonArray) read).elements()) {
        received.incrementAndGet();
        ids.add(String.valueOf(((JsonObject) event).string("event_id")));
      }
      exchange.sendResponseHeaders(204, -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
