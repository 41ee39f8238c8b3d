package dev.waybill.metrics;

import dev.waybill.domain.StoreUnavailableException;
import dev.waybill.domain.outbox.LedgerAudit;
import io.micrometer.core.instrument.Gauge;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The recount of the newest rows of the ledger, no more often than its limit says. A scrape reads
 * what the last one found; while the store is away that stays as it was. One thread at a time
 * counts.
 */
public final class LedgerMetrics {
  private static final Duration AUDIT_EVERY = Duration.ofMinutes(5);

  /** So many of the newest settlements of each lane, and commits of each source, are counted. */
  private static final int NEWEST = 200;

  private final LedgerAudit audit;
  private final InstantSource clock;
  private Instant auditDue = Instant.MIN;
  private volatile double differences = Double.NaN;

  public LedgerMetrics(PrometheusTelemetry telemetry, LedgerAudit audit, InstantSource clock) {
    this.audit = audit;
    this.clock = clock;
    Gauge.builder("waybill.ledger.differences", this, it -> it.differences)
        .description("Differences that the last recount of the newest rows found; must be 0")
        .register(telemetry.registry());
  }

  /** Brings the figure up to date where it is due. */
  public void refresh() {
    var now = clock.instant();
    if (now.isBefore(auditDue)) {
      return;
    }
    auditDue = now.plus(AUDIT_EVERY);
    try {
      differences = audit.verify(NEWEST).differences().size();
    } catch (StoreUnavailableException _) {
      // Readiness tells of a store that is away.
    }
  }
}
