package dev.waybill.metrics;

import dev.waybill.domain.connector.ConnectorId;
import dev.waybill.domain.monitor.Observation;
import dev.waybill.domain.monitor.StoreVitals.LaneState;
import dev.waybill.domain.monitor.StoreVitals.Vitals;
import dev.waybill.domain.outbox.Ledger;
import dev.waybill.domain.outbox.OutboxView.Backlog;
import dev.waybill.domain.outbox.OutboxView.Oldest;
import dev.waybill.domain.outbox.Retention;
import dev.waybill.domain.outbox.RetentionPolicy;
import dev.waybill.domain.relay.ReadBacklogs.BacklogUntil;
import dev.waybill.domain.relay.ReadBacklogs.Cause;
import dev.waybill.domain.relay.ReadBacklogs.FirstExpiry;
import dev.waybill.domain.relay.ReadBacklogs.LogStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Looks at installations that are not there. */
final class Observations {
  private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

  private Observations() {}

  /** Each connector has twelve waiting events; the ledger also has one that is long gone. */
  static Observation of(ConnectorId... connectors) {
    var policy =
        new RetentionPolicy(Duration.ofDays(7), 1_000, OptionalLong.empty(), Duration.ofDays(30));
    var state = new Retention.State(Duration.ofDays(3), false, 10, 5_000, List.of());
    return new Observation(
        NOW,
        Arrays.stream(connectors).map(Observations::backlog).toList(),
        Stream.concat(Stream.of(new ConnectorId(1)), Arrays.stream(connectors))
            .map(it -> new Ledger.Line(it, "shop", 22, 7, 1, 0, 1, 1, 12, true))
            .toList(),
        Map.of(),
        new LogStatus(state, policy),
        new Vitals(NOW, 0.5, Map.of(LaneState.DELIVERING, 2L), 2),
        Duration.ofMillis(-1_500));
  }

  private static BacklogUntil backlog(ConnectorId connector) {
    return new BacklogUntil(
        new Backlog(connector, "shop", 12, 1, NOW.minusSeconds(90), Oldest.NONE),
        new FirstExpiry(NOW.plusSeconds(3_600), Cause.WINDOW));
  }
}
