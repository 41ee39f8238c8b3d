package dev.waybill.inbound.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.connector.Configuration;
import dev.waybill.domain.connector.Connector;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.ConnectorRuntime;
import dev.waybill.domain.connector.ConnectorRuntimes;
import dev.waybill.domain.connector.ConnectorRuntimes.Opened;
import dev.waybill.domain.connector.ConnectorWatch;
import dev.waybill.domain.connector.EarlierMappings;
import dev.waybill.domain.connector.InMemoryConnectors;
import dev.waybill.domain.connector.ManageCredentials;
import dev.waybill.domain.connector.RateLimit;
import dev.waybill.domain.connector.Reason;
import dev.waybill.domain.connector.VerifyConnector;
import dev.waybill.domain.destination.PlatformSpec.Limits;
import dev.waybill.domain.destination.ScriptedDestination;
import dev.waybill.domain.event.EventId;
import dev.waybill.domain.event.EventKey;
import dev.waybill.domain.event.EventSource;
import dev.waybill.domain.event.Occurrence;
import dev.waybill.domain.json.PlainJsonCodec;
import dev.waybill.domain.mapping.EventFilter;
import dev.waybill.domain.mapping.Mapping;
import dev.waybill.domain.node.Lease;
import dev.waybill.domain.outbox.FailingLanes;
import dev.waybill.domain.outbox.InMemoryOutbox;
import dev.waybill.domain.outbox.NewEvent;
import dev.waybill.domain.outbox.NodeId;
import dev.waybill.domain.relay.FairShare;
import dev.waybill.domain.relay.RelayTools;
import dev.waybill.domain.relay.RetryPolicy;
import dev.waybill.domain.source.SourceId;
import dev.waybill.domain.telemetry.Telemetry;
import dev.waybill.inbound.http.FakeConnectors;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A relay with real threads over a store and a platform in memory, and one connector. */
final class RelayFixture implements AutoCloseable {
  static final SourceId SOURCE = new SourceId(1);
  static final NodeId NODE = new NodeId(new UUID(0, 1));
  static final NodeId OTHER_NODE = new NodeId(new UUID(0, 2));
  private static final Duration LIMIT = Duration.ofSeconds(20);

  final InMemoryOutbox outbox = new InMemoryOutbox(InstantSource.system());
  final FailingLanes lanes = new FailingLanes(outbox);
  final WatchedConnectors connectors = new WatchedConnectors(outbox);
  final ScriptedDestination destination = new ScriptedDestination();
  final RelaySignal signal = new RelaySignal();
  final Rechecks rechecks = new Rechecks();
  private final ManageCredentials credentials = new FakeConnectors();
  final ConnectorId connector;
  volatile Supplier<Opened> opening = () -> ready(destination);
  private final PollingRelay relay;

  RelayFixture() {
    connector = newConnector();
    relay = relay(seat(NODE, outbox), signal);
  }

  ConnectorId newConnector() {
    var id = connectors.create("shop", "scripted", draft(), reason()).id();
    connectors.promote(id, 1);
    return id;
  }

  /** A relay of its own over the same store, as another node would have it. */
  PollingRelay relay(NodeSeat seat, RelaySignal own) {
    return new PollingRelay(desk(seat), watch(), own, Duration.ofSeconds(5));
  }

  private ConnectorWatch watch() {
    var times = new ConnectorWatch.Times(Duration.ofHours(1), InstantSource.system(), () -> 0);
    return new ConnectorWatch(connectors, credentials, rechecks, signal, times, Telemetry.NONE);
  }

  private static Configuration draft() {
    return Configuration.empty(Set.of(SOURCE));
  }

  private static Reason reason() {
    return new Reason("not_verified", "New.", Instant.EPOCH);
  }

  static NodeSeat seat(NodeId node, InMemoryOutbox outbox) {
    return seat(node, outbox, new Lease(System::nanoTime));
  }

  static NodeSeat seat(NodeId node, InMemoryOutbox outbox, Lease lease) {
    return new NodeSeat(node, "test", outbox, lease, outbox, Duration.ofMillis(20));
  }

  private RelayDesk desk(NodeSeat seat) {
    ConnectorRuntimes runtimes = (_, _) -> opening.get();
    var tools =
        new RelayTools(
            outbox,
            lanes,
            new PlainJsonCodec(),
            InstantSource.system(),
            () -> 0,
            RetryPolicy.EVENTS,
            Telemetry.NONE,
            new FairShare(1 << 24),
            Duration.ofHours(1));
    return new RelayDesk(seat, connectors, runtimes, rechecks, tools, Duration.ofMillis(1));
  }

  static Opened ready(ScriptedDestination destination) {
    Mapping asItIs = event -> new Mapping.Outcome.Mapped(event, List.of());
    return new Opened.Ready(
        new ConnectorRuntime(
            destination,
            asItIs,
            EventFilter.ALL,
            new Limits(100, 1 << 20, Duration.ofDays(2)),
            RateLimit.NONE,
            1,
            EarlierMappings.NONE));
  }

  void start() {
    relay.start();
  }

  /** Appends an event and tells the relay. */
  void append(String id) {
    appendSilently(id);
    signal.appended(SOURCE);
  }

  void appendSilently(String id) {
    var now = Instant.now();
    var body =
        """
        {"event": "View", "event_time": "%s", "event_source": "web", "event_id": "%s",
         "context": {"ip": "192.0.2.1"}}"""
            .formatted(now, id);
    var key = EventKey.of(SOURCE, EventSource.WEB, "View", new EventId(id));
    outbox.append(
        List.of(
            new NewEvent(SOURCE, key, body.getBytes(UTF_8), new Occurrence(EventSource.WEB, now))));
  }

  long delivered() {
    return outbox.lines().getFirst().delivered();
  }

  long retrying() {
    return outbox.lines().getFirst().retrying();
  }

  void awaitDelivered(long events) {
    await("delivered " + events, () -> delivered() == events);
  }

  boolean isParked() {
    return connectors.find(connector).orElseThrow() instanceof Connector.Unconfigured;
  }

  /** Waits until the look-out has seen the connectors twice more. */
  void awaitLookOut() {
    int before = connectors.looks.get();
    await(
        "looked out",
        () -> {
          signal.changed(connector);
          return connectors.looks.get() >= before + 2;
        });
  }

  /** Waits until some relay has seen the connectors so many times more. */
  void awaitLooks(int times) {
    int before = connectors.looks.get();
    await("looked", () -> connectors.looks.get() >= before + times);
  }

  /** As a destination does that makes one call after the other. */
  static void callUntilInterrupted(AtomicInteger calls) {
    while (!Thread.currentThread().isInterrupted()) {
      calls.incrementAndGet();
      LockSupport.parkNanos(1_000_000);
    }
  }

  static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waiting for: " + what).isLessThan(end);
      LockSupport.parkNanos(1_000_000);
    }
  }

  void ledgerBalances() {
    assertThat(outbox.lines()).allMatch(line -> line.balanced());
  }

  @Override
  public void close() {
    relay.close();
  }

  /** Connectors whose store can be away, or broken once. */
  static final class WatchedConnectors extends InMemoryConnectors {
    final AtomicInteger looks = new AtomicInteger();
    volatile boolean away;
    volatile boolean breaksOnce;

    WatchedConnectors(InMemoryOutbox outbox) {
      super(InstantSource.system(), outbox);
    }

    @Override
    public synchronized Optional<Connector> find(ConnectorId id) {
      check();
      return super.find(id);
    }

    @Override
    public synchronized Map<ConnectorId, Long> versions() {
      check();
      if (breaksOnce) {
        breaksOnce = false;
        throw new IllegalStateException("broken");
      }
      looks.incrementAndGet();
      return super.versions();
    }

    private void check() {
      if (away) {
        throw new StoreUnavailableException("away", new IllegalStateException());
      }
    }
  }

  /** Verifies as it is told to. */
  final class Rechecks implements VerifyConnector {
    final AtomicInteger made = new AtomicInteger();
    volatile boolean pass;

    @Override
    public Verification verify(ConnectorId id) {
      return recheck(id);
    }

    @Override
    public Verification confirm(ConnectorId id, String check, String by) {
      return recheck(id);
    }

    @Override
    public Optional<Reason> probe(Connector.Configured connector) {
      return Optional.empty();
    }

    @Override
    public Verification recheck(ConnectorId id) {
      made.incrementAndGet();
      var found = connectors.find(id).orElseThrow();
      if (pass) {
        connectors.reinstate(id, found.registration().version());
        signal.changed(id);
      }
      return new Verification.Done(pass, List.of(), connectors.find(id).orElseThrow());
    }
  }
}
