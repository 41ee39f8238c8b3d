package dev.waybill.domain.quality;

import dev.waybill.domain.connector.ConnectorId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Adds up what was delivered, in memory and within bounds. Safe for use by many threads. */
public final class DeliveredQuality implements ReadQuality {
  static final int MOST_CONNECTORS = 10_000;
  static final int MOST_KINDS = 64;
  static final String OTHER = "other";

  private final Map<ConnectorId, Sums> byConnector = new ConcurrentHashMap<>();
  private final InstantSource clock;

  public DeliveredQuality(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Optional<Report> of(ConnectorId connector) {
    return Optional.ofNullable(byConnector.get(connector)).map(Sums::report);
  }

  /** Adds one delivery; connectors beyond 10,000 are not counted. */
  void add(ConnectorId connector, PayloadTally tally) {
    if (byConnector.size() < MOST_CONNECTORS || byConnector.containsKey(connector)) {
      byConnector.computeIfAbsent(connector, _ -> new Sums(clock.instant())).add(tally);
    }
  }

  private static final class Sums {
    private final Instant since;
    private final Map<String, Long> identifiers = new LinkedHashMap<>();
    private final Map<String, Long> findings = new LinkedHashMap<>();
    private long events;

    Sums(Instant since) {
      this.since = since;
    }

    synchronized void add(PayloadTally tally) {
      events += tally.events();
      tally.identifiers().forEach((name, count) -> add(identifiers, name, count));
      tally.findings().forEach((kind, count) -> add(findings, kind, count));
    }

    private static void add(Map<String, Long> sums, String name, long count) {
      var known = sums.containsKey(name) || sums.size() < MOST_KINDS ? name : OTHER;
      sums.merge(known, count, Long::sum);
    }

    synchronized Report report() {
      return new Report(since, new PayloadTally(events, identifiers, findings));
    }
  }
}
