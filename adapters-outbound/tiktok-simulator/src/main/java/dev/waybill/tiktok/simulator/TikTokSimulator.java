package dev.waybill.tiktok.simulator;

import com.sun.net.httpserver.HttpServer;
import dev.waybill.tiktok.simulator.SimulatorOptions.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running HTTP server on 127.0.0.1 that behaves as TikTok's Events API 2.0 is documented to,
 * remembers what it took, and fails when told to. All methods are safe for many threads.
 */
public final class TikTokSimulator implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TikTokSimulator.class);
  private static final int BACKLOG = 1_024;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Workings workings;
  private final EventViews views;

  private TikTokSimulator(SimulatorOptions options, HttpServer server) {
    this.server = server;
    this.workings = Workings.of(options);
    this.views = new EventViews(workings.journal());
    server.setExecutor(threads);
    var check = new EnvelopeCheck(options.modes());
    var judge = new Judge(workings.tokens(), workings.throttle(), check);
    var track = new TrackEndpoint(judge, HashRule.in(options.modes()), workings);
    server.createContext("/", new Router(workings, track));
  }

  /**
   * Starts a server that answers as soon as this returns.
   *
   * @throws UncheckedIOException if the port is taken
   */
  public static TikTokSimulator start(SimulatorOptions options) {
    try {
      var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), options.port());
      var simulator = new TikTokSimulator(options, HttpServer.create(address, BACKLOG));
      simulator.server.start();
      LOG.info("TikTok simulator listens at {}", simulator.baseUri());
      return simulator;
    } catch (IOException e) {
      throw new UncheckedIOException("simulator: cannot listen at 127.0.0.1:" + options.port(), e);
    }
  }

  /** The port it listens at, never 0. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Where it listens, without a path. */
  public URI baseUri() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /** What it has seen until now. A call is counted before it is answered. */
  public Statistics statistics() {
    return workings.journal().statistics();
  }

  /**
   * When the newest thousand calls to event/track came, by its clock, oldest first and whatever
   * became of them.
   */
  public List<Instant> callTimes() {
    return workings.journal().calls().times();
  }

  /**
   * The unique events so far as {@code event_source_id TAB event TAB event_id}, in the order they
   * came; empty unless started with {@link Mode#KEYS_KEPT}.
   */
  public Optional<List<String>> keys() {
    return workings.journal().keyLines();
  }

  /**
   * The events of this id as they were sent, as JSON, oldest first; of the newest ten thousand or
   * so.
   */
  public List<String> bodies(String eventId) {
    return views
        .newest(
            Integer.MAX_VALUE,
            _ -> true,
            (_, body) -> body.path("event_id").stringValue("").equals(eventId))
        .stream()
        .map(event -> event.body().toString())
        .toList();
  }

  /** Adds a fault rule behind those there are. */
  public void fail(Fault fault) {
    workings.faults().add(fault);
  }

  /** Forgets all fault rules, used up or not. */
  public void clearFaults() {
    workings.faults().clear();
  }

  /** Holds back every answer to event/track by this much, beside what a fault adds. */
  public void delay(Duration delay) {
    delay(delay, Duration.ZERO);
  }

  /** The same, by between {@code least} and {@code least + jitter}, drawn by lot from the seed. */
  public void delay(Duration least, Duration jitter) {
    workings.latency().set(least, jitter);
  }

  /** A new token that does not expire; no ids mean that it may report to every event source. */
  public String issueToken(Set<String> eventSourceIds) {
    return workings.tokens().issue(Reach.of(eventSourceIds), Optional.empty());
  }

  /** A new token that is answered with 40102 once the simulator's clock has moved on so far. */
  public String issueToken(Set<String> eventSourceIds, Duration life) {
    return workings.tokens().issue(Reach.of(eventSourceIds), Optional.of(life));
  }

  /** From now on the token is answered with 40105. */
  public void revoke(String token) {
    workings.consents().revoke(token);
  }

  /** From now on a revoked or expired token is honoured again, without an end. */
  public void restore(String token) {
    workings.tokens().restore(token);
  }

  /** From now on the token is answered with 40102. */
  public void expire(String token) {
    workings.tokens().expire(token);
  }

  /** From now on the token may not report to this event source, or to none for {@code *}. */
  public void forbid(String token, String eventSourceId) {
    workings.tokens().forbid(token, eventSourceId);
  }

  /** From now on it may again, or to all that it was issued for, for {@code *}. */
  public void allow(String token, String eventSourceId) {
    workings.tokens().allow(token, eventSourceId);
  }

  /** Whether users who are asked for their consent say no from now on. */
  public void denyConsent(boolean denied) {
    var consents = workings.consents();
    consents.setTerms(consents.terms().denied(denied));
  }

  /** How long tokens that are exchanged for a code last from now on; empty for ever. */
  public void tokenLife(Optional<Duration> life) {
    var consents = workings.consents();
    consents.setTerms(consents.terms().lasting(life));
  }

  /** What is too much, too old, too early or too large from now on; calls so far do not count. */
  public void limit(Limits limits) {
    workings.limits().set(limits);
    workings.throttle().reset();
  }

  /** Its clock, which is the system's and what it was advanced by. */
  public InstantSource clock() {
    return workings.clock();
  }

  /** Puts its clock forward: windows, tokens and codes end sooner. */
  public void advance(Duration by) {
    workings.clock().advance(by);
  }

  /** Stops at once; calls being held back are hung up. */
  @Override
  public void close() {
    workings.latency().stop();
    server.stop(0);
    threads.shutdownNow();
  }
}
