package dev.waybill.metrics;

import dev.waybill.domain.json.JsonCodec;
import dev.waybill.domain.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Posts spans by OTLP over HTTP. A collector that is slow or away costs spans and nothing else:
 * what does not fit into the queue is dropped.
 */
final class OtlpSender implements AutoCloseable {
  private static final int ROOM = 4_096;
  private static final int BATCH = 512;
  private static final Duration GATHER = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LAST_ROUND = Duration.ofSeconds(3);

  private final BlockingQueue<JsonObject> spans = new ArrayBlockingQueue<>(ROOM);
  private final URI endpoint;
  private final JsonCodec json;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();
  private volatile boolean stopping;
  private volatile @Nullable Thread thread;

  OtlpSender(URI endpoint, JsonCodec json) {
    this.endpoint = URI.create(endpoint + "/v1/traces");
    this.json = json;
  }

  void start() {
    thread = Thread.ofVirtual().name("traces").start(this::run);
  }

  /** Never waits. */
  void offer(JsonObject span) {
    // Whether there was room makes no difference to whoever is traced.
    boolean _ = spans.offer(span);
  }

  private void run() {
    try {
      while (!stopping || !spans.isEmpty()) {
        var batch = next();
        if (!batch.isEmpty()) {
          post(batch);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private List<JsonObject> next() throws InterruptedException {
    var batch = new ArrayList<JsonObject>();
    var first = spans.poll(GATHER.toMillis(), TimeUnit.MILLISECONDS);
    if (first != null) {
      batch.add(first);
      spans.drainTo(batch, BATCH - 1);
    }
    return batch;
  }

  private void post(List<JsonObject> batch) throws InterruptedException {
    var request =
        HttpRequest.newBuilder(endpoint)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(json.write(SpanJson.export(batch))))
            .build();
    try {
      http.send(request, BodyHandlers.discarding());
    } catch (IOException _) {
      // Spans are for looking at; nobody waits for a collector.
    }
  }

  /** Sends what is there, within a few seconds. */
  @Override
  public void close() {
    stopping = true;
    var running = thread;
    try {
      if (running != null && !running.join(LAST_ROUND)) {
        running.interrupt();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    http.shutdownNow();
  }
}
