package dev.waybill.bootstrap.bench;

import dev.waybill.bootstrap.bench.HttpConnection.Answer;
import dev.waybill.bootstrap.stage.StageFailedException;
import dev.waybill.domain.credential.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends events over a few connections as fast as the gate lets them pass. Each connection has a
 * thread that waits for the answer before it sends again. A refusal for want of room is obeyed and
 * the same events are sent again; any other one ends the run.
 */
final class LoadGenerator implements AutoCloseable {
  private static final Duration ENDING = Duration.ofSeconds(70);

  private final URI platform;
  private final Secret writeKey;
  private final BacklogGate gate;
  private final List<Thread> senders = new ArrayList<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  LoadGenerator(URI platform, Secret writeKey, BacklogGate gate) {
    this.platform = platform;
    this.writeKey = writeKey;
    this.gate = gate;
  }

  /** Begins to send bodies that the supplier makes, one for each connection. */
  void start(int connections, Supplier<EventBytes> bodies) {
    for (int i = 0; i < connections; i++) {
      var body = bodies.get();
      senders.add(Thread.ofPlatform().name("sender-" + i).start(() -> send(body)));
    }
  }

  private void send(EventBytes body) {
    try (var connection = new HttpConnection(platform, writeKey)) {
      for (long first = gate.take(body.events()); first >= 0; first = gate.take(body.events())) {
        post(connection, body.number(first, Instant.now()));
        gate.answered(body.events());
      }
    } catch (IOException | RuntimeException e) {
      fail(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void post(HttpConnection connection, EventBytes body)
      throws IOException, InterruptedException {
    var answer = connection.post(body.bytes());
    while (answer.status() == 503) {
      Thread.sleep(Duration.ofSeconds(Math.max(1, answer.retryAfterSeconds())));
      answer = connection.post(body.bytes());
    }
    check(answer, body.events());
  }

  private static void check(Answer answer, int events) {
    if (answer.status() != 202) {
      throw new StageFailedException("Ingest answered " + answer.status());
    }
    if (answer.kept() != events) {
      throw new StageFailedException(
          "Ingest took " + answer.kept() + " of " + events + " events that are all well");
    }
  }

  private void fail(Throwable reason) {
    failure.compareAndSet(null, reason);
    gate.close();
  }

  /**
   * @throws StageFailedException when a sender could not go on
   */
  void check() {
    var reason = failure.get();
    if (reason != null) {
      throw new StageFailedException("Sending failed: " + reason.getMessage(), reason);
    }
  }

  /** Stops sending and returns when the last answer has come. */
  void stop() throws InterruptedException {
    gate.close();
    for (var sender : senders) {
      if (!sender.join(ENDING)) {
        throw new StageFailedException("A request is not answered");
      }
    }
    check();
  }

  /** Stops sending without caring for answers. */
  @Override
  public void close() {
    gate.close();
    senders.forEach(Thread::interrupt);
  }
}
