package dev.waybill.bootstrap.faults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.waybill.bootstrap.endtoend.Api;
import dev.waybill.bootstrap.endtoend.Await;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** The receiver of a second connector, which is well whatever befalls the first. */
final class Neighbour implements AutoCloseable {
  /** Much less than a call that hangs, and what a stall of the machine may take. */
  private static final Duration SOON = Duration.ofSeconds(10);

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

  /** Whatever a shop was promised by now comes here soon, however the other destination is. */
  void assertKeepsUpWith(Shop shop) throws Exception {
    var promised = Set.copyOf(shop.accepted());
    Await.until("the neighbour has what was accepted", SOON, () -> ids.containsAll(promised));
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
