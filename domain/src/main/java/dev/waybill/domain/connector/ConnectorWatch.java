package dev.waybill.domain.connector;

import dev.waybill.domain.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Looks after the credentials of all connectors: renews what is about to expire, and asks the
 * platform from time to time whether it still honours the token of each Configured connector. One
 * thread at a time.
 */
public final class ConnectorWatch {
  private static final Duration RENEW_AGAIN = Duration.ofMinutes(1);

  private final Connectors connectors;
  private final ManageCredentials credentials;
  private final VerifyConnector verify;
  private final ConnectorListener listener;
  private final Times times;
  private final Telemetry telemetry;
  private final Map<ConnectorId, Instant> nextProbe = new HashMap<>();
  private final Map<ConnectorId, Instant> nextRenewal = new HashMap<>();

  /**
   * When it does what.
   *
   * @param probe how long after one probe of a connector the next comes
   */
  public record Times(Duration probe, InstantSource clock, RandomGenerator random) {}

  public ConnectorWatch(
      Connectors connectors,
      ManageCredentials credentials,
      VerifyConnector verify,
      ConnectorListener listener,
      Times times,
      Telemetry telemetry) {
    this.connectors = connectors;
    this.credentials = credentials;
    this.verify = verify;
    this.listener = listener;
    this.times = times;
    this.telemetry = telemetry;
  }

  /** Which connectors are this node's to look after. */
  public interface Guard {
    /** Whether it is this node's; if so it stays so until {@link #leave}. */
    boolean enter(ConnectorId connector);

    void leave(ConnectorId connector);
  }

  /**
   * One round over the connectors that the guard lets in.
   *
   * @return what is wrong, for the log
   */
  public Map<ConnectorId, List<Reason>> look(Guard guard) {
    var all = connectors.versions().keySet();
    nextProbe.keySet().retainAll(all);
    nextRenewal.keySet().retainAll(all);
    var wrong = new HashMap<ConnectorId, List<Reason>>();
    for (var connector : all) {
      var found = look(connector, guard);
      if (!found.isEmpty()) {
        wrong.put(connector, found);
      }
    }
    return wrong;
  }

  private List<Reason> look(ConnectorId id, Guard guard) {
    if (!guard.enter(id)) {
      return List.of();
    }
    try {
      // Read only now: another node that looked after it may have renewed its credential.
      return connectors.find(id).map(this::look).orElse(List.of());
    } finally {
      guard.leave(id);
    }
  }

  private List<Reason> look(Connector connector) {
    var now = times.clock().instant();
    if (connector instanceof Connector.Configured configured && isProbeDue(configured, now)) {
      nextProbe.put(connector.id(), now.plus(times.probe()));
      var lost = probe(configured);
      if (!lost.isEmpty()) {
        return lost;
      }
    }
    if (now.isBefore(nextRenewal.getOrDefault(connector.id(), now))) {
      return List.of();
    }
    var failed = credentials.renew(connector);
    if (!failed.isEmpty()) {
      nextRenewal.put(connector.id(), now.plus(RENEW_AGAIN));
    }
    return failed;
  }

  /** The first probe comes at a random time, so that a start does not probe all at once. */
  private boolean isProbeDue(Connector.Configured connector, Instant now) {
    var due =
        nextProbe.computeIfAbsent(
            connector.id(), _ -> now.plusNanos(times.random().nextLong(times.probe().toNanos())));
    return !now.isBefore(due);
  }

  private List<Reason> probe(Connector.Configured connector) {
    var lost = verify.probe(connector).orElse(null);
    if (lost == null) {
      return List.of();
    }
    var id = connector.id();
    if (!(connectors.park(id, connector.registration().version(), lost)
        instanceof Connectors.Change.Changed)) {
      // Said of a token that may not be the one in use by now: asked again at the next look.
      nextProbe.put(id, Instant.MIN);
      return List.of();
    }
    telemetry.parked(id, lost.code());
    listener.changed(id);
    return List.of(lost);
  }
}
