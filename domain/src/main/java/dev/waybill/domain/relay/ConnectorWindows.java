package dev.waybill.domain.relay;

import dev.waybill.domain.connector.Connector;
import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.connector.ConnectorRuntime;
import dev.waybill.domain.connector.ConnectorRuntimes;
import dev.waybill.domain.connector.ConnectorRuntimes.Opened;
import dev.waybill.domain.connector.Connectors;
import dev.waybill.domain.event.EventSource;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The windows and the pace of connectors, asked of their destinations once for each version of a
 * connector. Safe for use by many threads.
 */
public final class ConnectorWindows {
  private final Connectors connectors;
  private final ConnectorRuntimes runtimes;
  private final Map<ConnectorId, Known> known = new ConcurrentHashMap<>();

  public ConnectorWindows(Connectors connectors, ConnectorRuntimes runtimes) {
    this.connectors = connectors;
    this.runtimes = runtimes;
  }

  /** Empty where there is no active configuration, or it cannot be made ready. */
  public Optional<WindowLengths> of(ConnectorId id) {
    return known(id).map(Known::lengths);
  }

  /**
   * The most events a second that the connector's own configuration allows; empty where it sets no
   * limit, and where there is no active configuration.
   */
  public Optional<Integer> eventsPerSecond(ConnectorId id) {
    return known(id).flatMap(Known::pace);
  }

  private Optional<Known> known(ConnectorId id) {
    var connector = connectors.find(id).orElse(null);
    if (connector == null) {
      known.remove(id);
      return Optional.empty();
    }
    long version = connector.registration().version();
    var latest = known.get(id);
    if (latest == null || latest.version() != version) {
      latest = asked(connector);
      known.put(id, latest);
    }
    return Optional.of(latest);
  }

  private Known asked(Connector connector) {
    long version = connector.registration().version();
    var active = connector.active();
    if (active == null) {
      return Known.nothing(version);
    }
    return switch (runtimes.open(connector.registration(), active)) {
      case Opened.Ready(var runtime) -> asked(version, runtime);
      case Opened.Faulty _ -> Known.nothing(version);
    };
  }

  /** An adapter that breaks its contract here is found out when it delivers. */
  private static Known asked(long version, ConnectorRuntime runtime) {
    try (runtime) {
      var acceptance = new EnumMap<EventSource, Duration>(EventSource.class);
      for (var source : EventSource.values()) {
        if (runtime.destination().accepts(source)) {
          acceptance.put(source, runtime.destination().acceptanceWindow(source));
        }
      }
      var limits = runtime.limits();
      return new Known(
          version,
          new WindowLengths(acceptance, limits.deduplication()),
          runtime.rate().mostEvents(limits.batchEvents()));
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError _) {
      return Known.nothing(version);
    }
  }

  private record Known(long version, @Nullable WindowLengths lengths, Optional<Integer> pace) {
    static Known nothing(long version) {
      return new Known(version, null, Optional.empty());
    }
  }
}
