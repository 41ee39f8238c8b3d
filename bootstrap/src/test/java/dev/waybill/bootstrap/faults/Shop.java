package dev.waybill.bootstrap.faults;

import dev.waybill.bootstrap.endtoend.Api;
import dev.waybill.domain.json.Json;
import dev.waybill.domain.json.JsonArray;
import dev.waybill.domain.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends batches without an end, each again until it is answered with 202, as a shop with a queue of
 * its own does. It knows which ids it was promised.
 */
final class Shop {
  private static final int SENDERS = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration BETWEEN = Duration.ofMillis(20);
  private static final Duration AFTER_A_FAILURE = Duration.ofMillis(50);

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final List<URI> nodes;
  private final String writeKey;
  private final int batch;
  private final Set<String> accepted = ConcurrentHashMap.newKeySet();
  private final Map<Integer, AtomicLong> answers = new ConcurrentHashMap<>();
  private final List<String> surprises = new CopyOnWriteArrayList<>();
  private final AtomicLong serial = new AtomicLong();
  private final AtomicLong requests = new AtomicLong();
  private final List<Thread> senders = new ArrayList<>();
  private volatile boolean open;

  Shop(List<URI> nodes, String writeKey, int batch) {
    this.nodes = new CopyOnWriteArrayList<>(nodes);
    this.writeKey = writeKey;
    this.batch = batch;
  }

  void open() {
    open = true;
    for (int i = 0; i < SENDERS; i++) {
      senders.add(Thread.startVirtualThread(this::sendOn));
    }
  }

  /** Ends when what was begun is answered with 202. */
  void close() throws InterruptedException {
    open = false;
    for (var sender : senders) {
      if (!sender.join(Duration.ofMinutes(1))) {
        throw new AssertionError("a batch was not answered with 202 in time");
      }
    }
    senders.clear();
    if (!surprises.isEmpty()) {
      throw new AssertionError("answers that should not be: " + surprises.getFirst());
    }
  }

  /** Sends to this node in turn with the others. */
  void alsoSendTo(URI node) {
    nodes.add(node);
  }

  /** The ids that were answered with 202. */
  Set<String> accepted() {
    return accepted;
  }

  /** How many requests were answered so; 0 stands for none at all. */
  long answered(int status) {
    var count = answers.get(status);
    return count == null ? 0 : count.get();
  }

  /** Sends events of a name and returns when they are accepted. */
  void send(String name, int count) throws InterruptedException {
    sendUntilTaken(events(name, count));
  }

  private void sendOn() {
    try {
      while (open) {
        sendUntilTaken(events("ViewContent", batch));
        LockSupport.parkNanos(BETWEEN.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sendUntilTaken(String body) throws InterruptedException {
    while (!isTaken(body)) {
      LockSupport.parkNanos(AFTER_A_FAILURE.toNanos());
    }
  }

  private boolean isTaken(String body) throws InterruptedException {
    int status = 0;
    try {
      var node = nodes.get((int) (requests.getAndIncrement() % nodes.size()));
      var answer = http.send(request(node, body), BodyHandlers.ofByteArray());
      status = answer.statusCode();
      keep(answer);
    } catch (IOException e) {
      // No answer is no promise: the batch is sent again.
    }
    answers.computeIfAbsent(status, _ -> new AtomicLong()).incrementAndGet();
    return status == 202;
  }

  private HttpRequest request(URI node, String body) {
    return HttpRequest.newBuilder(node.resolve("/v1/events"))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + writeKey)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private void keep(HttpResponse<byte[]> answer) {
    if (answer.statusCode() != 202) {
      if (answer.statusCode() < 500 && answer.statusCode() != 429) {
        surprises.add(answer.statusCode() + " to a good batch");
      }
      return;
    }
    var read = (JsonObject) Api.CODEC.read(answer.body()).orElseThrow();
    var results = (JsonArray) Objects.requireNonNull(read.get("results"));
    for (Json result : results.elements()) {
      var one = (JsonObject) result;
      if (Set.of("accepted", "duplicate").contains(String.valueOf(one.string("status")))) {
        accepted.add(String.valueOf(one.string("event_id")));
      } else {
        surprises.add("a good event was " + one.string("status"));
      }
    }
  }

  private String events(String name, int count) {
    var now = Instant.now();
    var events = new StringBuilder("[");
    for (int i = 0; i < count; i++) {
      long number = serial.incrementAndGet();
      events
          .append(i == 0 ? "" : ",")
          .append("{\"event\":\"")
          .append(name)
          .append("\",\"event_time\":\"")
          .append(now)
          .append("\",\"event_source\":\"web\",\"event_id\":\"")
          .append(name)
          .append('-')
          .append(number)
          .append("\",\"context\":{\"external_id\":\"visitor-")
          .append(number)
          .append("\"}}");
    }
    return events.append(']').toString();
  }
}
