package dev.waybill.destination.http;

import dev.waybill.domain.destination.Outcome.Cause;
import dev.waybill.domain.network.PublicAddresses;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The receiver's server. Its name is looked up before every call, and all its addresses must be
 * ones that may be called. Safe for use by many threads.
 */
public final class Receiver implements AutoCloseable {
  /** Which addresses may be called. */
  public enum Reach {
    PUBLIC,
    ANYWHERE
  }

  /** From a host's name, or an address written out, to all its addresses. */
  @FunctionalInterface
  public interface Resolver {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  /** What became of a call. */
  public sealed interface Answer {
    record Heard(HttpPeer.Reply reply) implements Answer {}

    /** Nothing was sent: the host has an address that may not be called. */
    record Forbidden() implements Answer {}
  }

  private static final Answer NO_HOST =
      silence("no_connection", "The name of the receiver's host could not be resolved.");

  private final HttpPeer http;
  private final Reach reach;
  private final Resolver resolver;
  private final Duration patience;
  private final ExecutorService lookups = Executors.newVirtualThreadPerTaskExecutor();

  public Receiver(HttpPeer http, Reach reach, Resolver resolver, Duration patience) {
    this.http = http;
    this.reach = reach;
    this.resolver = resolver;
    this.patience = patience;
  }

  /**
   * Throws nothing for what the peer or the network does; an interrupt ends the wait, and is put
   * back.
   */
  public Answer send(URI url, HttpRequest.Builder request) {
    return switch (reach) {
      case ANYWHERE -> new Answer.Heard(http.send(request));
      case PUBLIC -> sendIfPublic(url, request);
    };
  }

  // The HTTP client cannot be told which address to connect to. It asks the same cache of the JVM a
  // moment later, and every address of the answer was checked.
  private Answer sendIfPublic(URI url, HttpRequest.Builder request) {
    try {
      var isPublic = lookups.submit(() -> isPublic(url.getHost()));
      return isPublic.get(patience.toMillis(), TimeUnit.MILLISECONDS)
          ? new Answer.Heard(http.send(request))
          : new Answer.Forbidden();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return silence("interrupted", "Waybill ended the delivery before the call was made.");
    } catch (ExecutionException | TimeoutException | RejectedExecutionException _) {
      return NO_HOST;
    }
  }

  private boolean isPublic(String host) throws UnknownHostException {
    var addresses = resolver.resolve(host);
    return addresses.length > 0 && Arrays.stream(addresses).allMatch(PublicAddresses::contain);
  }

  private static Answer silence(String code, String message) {
    return new Answer.Heard(new HttpPeer.Reply.Silence(Cause.TRANSIENT, code, message));
  }

  @Override
  public void close() {
    http.close();
    lookups.shutdownNow();
  }
}
