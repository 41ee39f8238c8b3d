package dev.waybill.metrics;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.outbox.Ledger;
import dev.waybill.domain.outbox.LedgerAudit;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What must be 0 in a healthy ledger, asked for when somebody looks at the metrics and no more often
 * than their limits say. While the store is away the figures stay as they were. Safe for use by many
 * threads.
 */
public final class LedgerMetrics {
  private static final Duration LINES_EVERY = Duration.ofSeconds(10);
  private static final Duration AUDIT_EVERY = Duration.ofMinutes(5);

  /** So many of the newest settlements of each lane, and commits of each source, are counted. */
  private static final int NEWEST = 200;

  private final Ledger ledger;
  private final LedgerAudit audit;
  private final InstantSource clock;
  private final MultiGauge unexplained;
  private Instant linesDue = Instant.MIN;
  private Instant auditDue = Instant.MIN;
  private volatile double differences = Double.NaN;

  public LedgerMetrics(
      PrometheusTelemetry telemetry, Ledger ledger, LedgerAudit audit, InstantSource clock) {
    this.ledger = ledger;
    this.audit = audit;
    this.clock = clock;
    this.unexplained =
        MultiGauge.builder("waybill.ledger.unexplained.events")
            .description("Events that the ledger does not explain; must be 0")
            .register(telemetry.registry());
    Gauge.builder("waybill.ledger.differences", this, it -> it.differences)
        .description("Differences that the last recount of the newest rows found; must be 0")
        .register(telemetry.registry());
  }

  /** Brings the figures up to date where they are due. */
  public synchronized void refresh() {
    var now = clock.instant();
    try {
      if (!now.isBefore(linesDue)) {
        linesDue = now.plus(LINES_EVERY);
        unexplained.register(ledger.lines().stream().map(LedgerMetrics::row).toList(), true);
      }
      if (!now.isBefore(auditDue)) {
        auditDue = now.plus(AUDIT_EVERY);
        differences = audit.verify(NEWEST).differences().size();
      }
    } catch (StoreUnavailableException _) {
      // Readiness tells of a store that is away.
    }
  }

  private static MultiGauge.Row<Number> row(Ledger.Line line) {
    return MultiGauge.Row.of(
        Tags.of("connector", line.connector().toString()), line.unexplained());
  }
}
