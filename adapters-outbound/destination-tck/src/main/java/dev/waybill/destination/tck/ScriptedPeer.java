package dev.waybill.destination.tck;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A platform on 127.0.0.1 that does what the script says. Safe for use by many threads. */
public final class ScriptedPeer implements AutoCloseable {
  private static final long LONGEST_STALL_SECONDS = 120;

  /** A request as it came in; header names in any case. */
  public record Request(
      String method, String path, Map<String, List<String>> headers, String body) {}

  /** What the peer does with a request. */
  public sealed interface Reaction {
    record Say(PeerAnswer answer) implements Reaction {}

    /** Reads everything and closes the connection without a word. */
    record HangUpAfterReading() implements Reaction {}

    /** Reads everything and says nothing until the peer is closed. */
    record Stall() implements Reaction {}

    /** Begins the answer and never ends it. */
    record StallInBody(PeerAnswer answer) implements Reaction {}

    /** Promises the whole answer, gives half of it and closes the connection. */
    record HangUpInBody(PeerAnswer answer) implements Reaction {}
  }

  /** Decides on a request; called by several threads. */
  @FunctionalInterface
  public interface Script {
    Reaction react(Request request);
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Script script;
  private volatile boolean deaf;

  public ScriptedPeer(Script script) {
    this.script = script;
    try {
      server =
          HttpServer.create(
              new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** From now on this script holds, and requests are counted anew. */
  public void follow(Script next) {
    script = next;
    requests.clear();
  }

  /** From now on connections are closed with the request body unread. */
  public void hangUpAtOnce() {
    deaf = true;
  }

  /** The requests read so far, in the order they came. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (deaf) {
        return;
      }
      var request = read(exchange);
      requests.add(request);
      perform(script.react(request), exchange);
    }
  }

  private static Request read(HttpExchange exchange) throws IOException {
    var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(exchange.getRequestHeaders());
    return new Request(
        exchange.getRequestMethod(),
        exchange.getRequestURI().toString(),
        headers,
        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
  }

  private void perform(Reaction reaction, HttpExchange exchange) throws IOException {
    switch (reaction) {
      case Reaction.Say(var answer) -> {
        var body = begin(answer, exchange, true);
        exchange.getResponseBody().write(body);
      }
      case Reaction.HangUpAfterReading _ -> {}
      case Reaction.Stall _ -> stall();
      case Reaction.StallInBody(var answer) -> {
        var body = begin(answer, exchange, false);
        exchange.getResponseBody().write(body);
        exchange.getResponseBody().flush();
        stall();
      }
      case Reaction.HangUpInBody(var answer) -> {
        var body = begin(answer, exchange, true);
        exchange.getResponseBody().write(body, 0, body.length / 2);
        exchange.getResponseBody().flush();
      }
    }
  }

  private static byte[] begin(PeerAnswer answer, HttpExchange exchange, boolean measured)
      throws IOException {
    var body = answer.body().getBytes(StandardCharsets.UTF_8);
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    long length = body.length == 0 ? -1 : body.length;
    exchange.sendResponseHeaders(answer.status(), measured ? length : 0);
    return body;
  }

  private void stall() {
    try {
      var _ = closing.await(LONGEST_STALL_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
