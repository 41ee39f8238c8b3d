package dev.waybill.metrics;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.monitor.Observation;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes the counters of deleted connectors away. A connector that was never seen is a new one and
 * no deleted one. One thread at a time.
 */
final class Departed {
  private final MeterRegistry registry;
  private final Set<String> known = new HashSet<>();
  private final Set<String> gone = new HashSet<>();

  Departed(MeterRegistry registry) {
    this.registry = registry;
  }

  void seen(Observation observation) {
    var there =
        observation.backlogs().stream()
            .map(it -> it.backlog().connector())
            .map(ConnectorId::toString)
            .collect(Collectors.toSet());
    known.stream().filter(it -> !there.contains(it)).forEach(gone::add);
    known.addAll(there);
    if (!gone.isEmpty()) {
      // What ended last at the platform is counted after the deletion, so that all of them are
      // looked for every time.
      registry.getMeters().stream()
          .filter(meter -> isGone(meter.getId().getTag("connector")))
          .filter(meter -> !meter.getId().getName().startsWith("waybill.ledger"))
          .forEach(registry::remove);
    }
  }

  private boolean isGone(@Nullable String connector) {
    return connector != null && gone.contains(connector);
  }
}
