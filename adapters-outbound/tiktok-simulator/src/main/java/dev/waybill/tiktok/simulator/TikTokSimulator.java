package dev.waybill.tiktok.simulator;

import com.sun.net.httpserver.HttpServer;
import dev.waybill.tiktok.simulator.SimulatorOptions.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
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
  private final Tokens tokens;
  private final Faults faults = new Faults();
  private final Latency latency = new Latency();
  private final Journal journal;

  private TikTokSimulator(SimulatorOptions options, HttpServer server) {
    this.server = server;
    this.tokens = new Tokens(options.tokens());
    this.journal = new Journal(options.modes().contains(Mode.KEYS_KEPT));
    server.setExecutor(threads);
    server.createContext("/", router(options));
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
    return journal.statistics();
  }

  /**
   * The unique events so far as {@code event_source_id TAB event TAB event_id}, in the order they
   * came; empty unless started with {@link Mode#KEYS_KEPT}.
   */
  public Optional<List<String>> keys() {
    return journal.keyLines();
  }

  /** Adds a fault rule behind those there are. */
  public void fail(Fault fault) {
    faults.add(fault);
  }

  /** Forgets all fault rules, used up or not. */
  public void clearFaults() {
    faults.clear();
  }

  /** Holds back every answer to event/track by this much, beside what a fault adds. */
  public void delay(Duration delay) {
    latency.set(delay);
  }

  /** From now on the token is answered with 40105. */
  public void revoke(String token) {
    tokens.revoke(token);
  }

  /** From now on a revoked token is honoured again. */
  public void restore(String token) {
    tokens.restore(token);
  }

  /** Stops at once; calls being held back are hung up. */
  @Override
  public void close() {
    latency.stop();
    server.stop(0);
    threads.shutdownNow();
  }

  private Router router(SimulatorOptions options) {
    var clock = InstantSource.system();
    var requestIds = new RequestIds(clock);
    var judge = new Judge(tokens, new EnvelopeCheck(tokens, options.modes(), clock));
    return new Router(
        new TrackEndpoint(judge, faults, journal, requestIds, latency),
        new LookUpEndpoint(tokens, requestIds),
        new ControlEndpoint(tokens, faults, journal, latency),
        requestIds);
  }
}
