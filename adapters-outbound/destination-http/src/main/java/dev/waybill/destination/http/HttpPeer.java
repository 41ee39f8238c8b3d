package dev.waybill.destination.http;

import dev.waybill.domain.destination.Outcome.Cause;
import dev.waybill.domain.destination.RetryAfter;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * A platform's server as a destination meets it: sends a request and waits, within limits, for the
 * whole answer. Never follows a redirect, never reads more than 64 KiB, never throws for what the
 * peer or the network does. Safe for use by many threads.
 */
public final class HttpPeer implements AutoCloseable {
  private static final long MAX_BODY = 64 * 1024;

  /**
   * How long we wait.
   *
   * @param answer from the first byte sent to the last byte of the answer
   */
  public record Patience(Duration connect, Duration answer) {
    public static final Patience USUAL =
        new Patience(Duration.ofSeconds(5), Duration.ofSeconds(30));
  }

  /** What came back. */
  public sealed interface Reply {
    record Answer(int status, String body, @Nullable Duration retryAfter) implements Reply {}

    /**
     * No whole answer.
     *
     * @param cause for the outcome of the events in the request: {@link Cause#TRANSIENT} when no
     *     connection was made, so that nobody can have taken them, {@link Cause#UNANSWERED} when
     *     somebody may have
     */
    record Silence(Cause cause, String code, String message) implements Reply {}
  }

  private final Patience patience;
  private final InstantSource clock;
  private @Nullable HttpClient client;
  private boolean closed;

  public HttpPeer(Patience patience, InstantSource clock) {
    this.patience = patience;
    this.clock = clock;
  }

  /** A client takes milliseconds and a thread: who only looks at a payload needs none. */
  private synchronized @Nullable HttpClient client() {
    if (client == null && !closed) {
      client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(patience.connect())
              .build();
    }
    return client;
  }

  /** An interrupt ends the wait, and is put back. */
  public Reply send(HttpRequest.Builder request) {
    var open = client();
    if (open == null || Thread.currentThread().isInterrupted()) {
      return interrupted(Cause.TRANSIENT);
    }
    // The client's own timeout ends with the headers; waiting on the future bounds the body too.
    var pending =
        open.sendAsync(
            request.timeout(patience.answer()).build(),
            BodyHandlers.limiting(BodyHandlers.ofString(), MAX_BODY));
    try {
      return await(pending);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return interrupted(Cause.UNANSWERED);
    } finally {
      pending.cancel(true);
    }
  }

  private Reply await(CompletableFuture<HttpResponse<String>> pending) throws InterruptedException {
    try {
      return answer(pending.get(patience.answer().toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException _) {
      return timeout(Cause.UNANSWERED);
    } catch (ExecutionException e) {
      return silence(e.getCause());
    }
  }

  private Reply.Answer answer(HttpResponse<String> response) {
    var wait = response.headers().firstValue("Retry-After");
    return new Reply.Answer(
        response.statusCode(),
        response.body(),
        wait.map(header -> RetryAfter.parse(header, clock.instant())).orElse(null));
  }

  /** The client tells a request never sent by these types alone; all else may have been read. */
  private static Reply silence(@Nullable Throwable cause) {
    return switch (cause) {
      case HttpConnectTimeoutException _ -> timeout(Cause.TRANSIENT);
      case HttpTimeoutException _ -> timeout(Cause.UNANSWERED);
      case ConnectException _, SSLHandshakeException _ ->
          new Reply.Silence(Cause.TRANSIENT, "no_connection", "No connection could be made.");
      case IOException _ ->
          new Reply.Silence(
              Cause.UNANSWERED,
              "no_answer",
              "The connection gave no whole answer of bearable size.");
      case null, default -> throw new IllegalStateException("the HTTP client failed", cause);
    };
  }

  private static Reply timeout(Cause cause) {
    return new Reply.Silence(cause, "timeout", "No whole answer came in time.");
  }

  private static Reply interrupted(Cause cause) {
    return new Reply.Silence(cause, "interrupted", "Waybill ended the call before an answer came.");
  }

  /** Ends the calls on their way; later ones are not begun. */
  @Override
  public synchronized void close() {
    closed = true;
    if (client != null) {
      client.shutdownNow();
    }
  }
}
