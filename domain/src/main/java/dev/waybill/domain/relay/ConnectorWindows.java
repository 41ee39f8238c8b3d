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
 * The windows of connectors, asked of their destinations once for each version of a connector. Safe
 * for use by many threads.
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
    var connector = connectors.find(id).orElse(null);
    if (connector == null) {
      known.remove(id);
      return Optional.empty();
    }
    long version = connector.registration().version();
    var latest = known.get(id);
    if (latest == null || latest.version() != version) {
      latest = new Known(version, asked(connector));
      known.put(id, latest);
    }
    return Optional.ofNullable(latest.lengths());
  }

  private @Nullable WindowLengths asked(Connector connector) {
    var active = connector.active();
    if (active == null) {
      return null;
    }
    return switch (runtimes.open(connector.registration(), active)) {
      case Opened.Ready(var runtime) -> asked(runtime);
      case Opened.Faulty _ -> null;
    };
  }

  /** An adapter that breaks its contract here is found out when it delivers. */
  private static @Nullable WindowLengths asked(ConnectorRuntime runtime) {
    try (runtime) {
      var acceptance = new EnumMap<EventSource, Duration>(EventSource.class);
      for (var source : EventSource.values()) {
        if (runtime.destination().accepts(source)) {
          acceptance.put(source, runtime.destination().acceptanceWindow(source));
        }
      }
      return new WindowLengths(acceptance, runtime.limits().deduplication());
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError _) {
      return null;
    }
  }

  private record Known(long version, @Nullable WindowLengths lengths) {}
}
