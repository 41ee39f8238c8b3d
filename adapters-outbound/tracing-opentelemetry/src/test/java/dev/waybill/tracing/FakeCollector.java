package dev.waybill.tracing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A collector that keeps what it is sent, and may refuse or be silent. */
public final class FakeCollector implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final HttpServer server;
  private final ExecutorService handlers = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<ResourceSpans> received = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private int status = 200;
  private boolean silent;
  private int asked;

  private FakeCollector(HttpServer server) {
    this.server = server;
  }

  public static FakeCollector start() {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      var collector = new FakeCollector(server);
      server.createContext("/v1/traces", collector::collect);
      server.setExecutor(collector.handlers);
      server.start();
      return collector;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** What is answered from now on; only with 200 it keeps what comes. */
  public synchronized void answer(int with) {
    status = with;
  }

  /** From now on nothing is answered. */
  synchronized void beSilent() {
    silent = true;
  }

  private void collect(HttpExchange exchange) throws IOException {
    var headers = exchange.getRequestHeaders().entrySet().toString();
    int answered = answer(headers, exchange.getRequestBody().readAllBytes());
    if (answered == 0) {
      awaitClosing();
    } else {
      exchange.sendResponseHeaders(answered, -1);
    }
    exchange.close();
  }

  private synchronized int answer(String headers, byte[] body) throws IOException {
    asked++;
    if (!silent && status == 200) {
      received.addAll(ExportTraceServiceRequest.parseFrom(body).getResourceSpansList());
      text.append(headers).append(new String(body, ISO_8859_1));
    }
    notifyAll();
    return silent ? 0 : status;
  }

  private void awaitClosing() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The spans of that name, as soon as there are so many. */
  public synchronized List<Span> await(String name, int count) throws InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (named(name).size() < count && System.nanoTime() < end) {
      wait(Duration.ofNanos(end - System.nanoTime()).toMillis() + 1);
    }
    if (named(name).size() < count) {
      throw new AssertionError("waited in vain for " + count + " of " + name + ": " + received);
    }
    return named(name);
  }

  /** Returns once it was asked so often. */
  synchronized void awaitAsked(int times) throws InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (asked < times && System.nanoTime() < end) {
      wait(Duration.ofNanos(end - System.nanoTime()).toMillis() + 1);
    }
    if (asked < times) {
      throw new AssertionError("was asked " + asked + " times and not " + times);
    }
  }

  public synchronized List<Span> named(String name) {
    return received.stream()
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .filter(span -> name.equals(span.getName()))
        .toList();
  }

  synchronized List<ResourceSpans> received() {
    return List.copyOf(received);
  }

  /** Everything that was sent, with the headers; texts in it can be read. */
  public synchronized String text() {
    return text.toString();
  }

  /** The value as text; empty without such an attribute. */
  public static String attribute(List<KeyValue> attributes, String key) {
    return attributes.stream()
        .filter(it -> key.equals(it.getKey()))
        .map(KeyValue::getValue)
        .map(
            value ->
                value.hasIntValue() ? Long.toString(value.getIntValue()) : value.getStringValue())
        .findFirst()
        .orElse("");
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    handlers.close();
  }
}
